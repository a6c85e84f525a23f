"""The door of a room that others can reach: nobody passes without a token."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, urlsplit

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from communique.web import problems
from communique.web.safety.forms import read_form, value
from communique.web.safety.origin import refuse_other_sites
from communique.web.safety.tokens import Token, read_tokens, token_of
from communique.web.templates import render

COOKIE = "communique_token"
_ENTRANCE = "/enter"
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_KEPT_SECONDS = 12 * 3600
_LONGEST_FORM = 4096  # bytes

router = APIRouter(include_in_schema=False)


class Door:
    """Lets in who brings a token, as ``Authorization: Bearer`` or by the cookie of the entrance.

    The file is read at each request, so that a token that is revoked ends at once.
    """

    def __init__(self, app: ASGIApp, tokens: Path) -> None:
        self._app = app
        self._tokens = tokens

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or _is_open(scope["path"]):
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        token = _brought(request, self._tokens)
        refusal = _refusal(request, token)
        await (refusal or self._app)(scope, receive, send)


@router.get(_ENTRANCE, response_class=HTMLResponse)
def entrance(request: Request) -> Response:
    """Ask for a token."""
    return HTMLResponse(render("enter.html", request, view=_inside(request), refused=False))


@router.post(_ENTRANCE, response_class=HTMLResponse)
async def enter(request: Request) -> Response:
    """Keep a token in a cookie that scripts cannot read and other sites cannot send."""
    refuse_other_sites(request)
    secret = value(await read_form(request, most=_LONGEST_FORM), "token")
    if token_of(secret, read_tokens(request.app.state.tokens)) is None:
        shown = render("enter.html", request, view=_inside(request), refused=True)
        return HTMLResponse(shown, HTTPStatus.FORBIDDEN)
    answer = RedirectResponse(_inside(request), HTTPStatus.SEE_OTHER)
    answer.set_cookie(
        COOKIE, secret, max_age=_KEPT_SECONDS, httponly=True, samesite="strict",
        secure=request.url.scheme == "https",
    )  # fmt: skip
    return answer


def _is_open(path: str) -> bool:
    return path == _ENTRANCE or path.startswith("/static/")


def _brought(request: Request, file: Path) -> Token | None:
    kind, _, given = request.headers.get("authorization", "").partition(" ")
    secret = given.strip() if kind.casefold() == "bearer" else request.cookies.get(COOKIE, "")
    return token_of(secret, read_tokens(file)) if secret else None


def _refusal(request: Request, token: Token | None) -> Response | None:
    if token is None and request.method == "GET" and problems.wants_page(request):
        asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"{_ENTRANCE}?to={quote(asked, safe='')}", HTTPStatus.SEE_OTHER)
    if token is None:
        told = "This reading room is open to those who bring a token."
        ask = {"www-authenticate": 'Bearer realm="communique"'}
        return problems.answer(request, problems.problem(HTTPStatus.UNAUTHORIZED, told), ask)
    if token.scope != "write" and request.method not in _READING:
        told = "This token is for reading only."
        return problems.answer(request, problems.problem(HTTPStatus.FORBIDDEN, told))
    return None


def _inside(request: Request) -> str:
    """The page that was asked for before, if it is one of this room."""
    wanted = request.query_params.get("to", "/")
    parts = urlsplit(wanted)
    is_ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    if parts.scheme or parts.netloc or not is_ours:
        raise HTTPException(HTTPStatus.BAD_REQUEST, "Expected a page of this room in to.")
    return wanted
