"""Who a request comes from: the names of this room, and forms of its own pages."""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_ELSEWHERE = "This form was not sent from a page of this reading room."
_HOST = re.compile(r"(?:\[([0-9a-f:.]+)\]|([\w.-]+))(?::\d{1,5})?", re.ASCII | re.IGNORECASE)


class KnownHosts:
    """Refuses requests under other names than ours.

    A page of another site can make its own name point at this machine, and would then be let in.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self._app = app
        self._hosts = frozenset(host.casefold() for host in hosts if host)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and self._name(scope) not in self._hosts:
            told = "This reading room does not answer under that name.\n"
            await PlainTextResponse(told, 421)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _name(self, scope: Scope) -> str:
        found = _HOST.fullmatch(Request(scope).headers.get("host", ""))
        return (found[1] or found[2]).casefold() if found else ""


def refuse_other_sites(request: Request) -> None:
    """Refuse what a page of another site made a browser send, before its body is read.

    Browsers tell by ``Sec-Fetch-Site``; older ones, and all of them over plain HTTP, by
    ``Origin`` alone. Programs send neither: what lets them in is the key of the form, or a token.

    Raises:
        HTTPException: 403, if it comes from elsewhere.
    """
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    host = request.headers.get("host", "")
    if site is None:
        known = origin in (None, f"http://{host}", f"https://{host}")
    else:
        known = site in ("same-origin", "none")
    if not known:
        raise HTTPException(403, _ELSEWHERE)


def check_form(request: Request, sent: object, key: str) -> None:
    """Refuse a form that no page of ours sent.

    Args:
        request: that brought the form.
        sent: the key in the form.
        key: that pages of this run put into theirs.

    Raises:
        HTTPException: 403, if it comes from elsewhere.
    """
    refuse_other_sites(request)
    known = isinstance(sent, str) and secrets.compare_digest(sent.encode(), key.encode())
    if not known:
        raise HTTPException(403, _ELSEWHERE)
