"""Who a request comes from: the names of this room, and forms of its own pages."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class KnownHosts:
    """Refuses requests under other names than ours.

    A page of another site can make its own name point at this machine, and would then be let in.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self._app = app
        self._hosts = frozenset(host.casefold() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and self._name(scope) not in self._hosts:
            told = "This reading room does not answer under that name.\n"
            await PlainTextResponse(told, 421)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _name(self, scope: Scope) -> str:
        try:
            given = Request(scope).headers.get("host", "")
            return (urlsplit(f"//{given}").hostname or "").casefold()
        except ValueError:
            return ""


def check_form(request: Request, sent: object, key: str) -> None:
    """Refuse a form that no page of ours sent.

    Args:
        request: that brought the form.
        sent: the key in the form.
        key: that pages of this run put into theirs.

    Raises:
        HTTPException: 403, if it comes from elsewhere.
    """
    site = request.headers.get("sec-fetch-site", "same-origin")
    known = isinstance(sent, str) and secrets.compare_digest(sent.encode(), key.encode())
    if not known or site not in ("same-origin", "none"):
        raise HTTPException(403, "This form was not sent from a page of this reading room.")
