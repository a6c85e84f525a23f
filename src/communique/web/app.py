"""The application: its pages, its files, and what guards them."""

from __future__ import annotations

from collections.abc import Callable, Collection

import msgspec
from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse

from communique import __version__
from communique.ledger import Ledger, Place, place_of
from communique.web import problems, static
from communique.web.page import Page
from communique.web.pages import PAGES, corrections
from communique.web.room import Room, visit_of
from communique.web.safety.headers import SafeHeaders
from communique.web.safety.origin import LOOPBACK, KnownHosts
from communique.web.templates import render

PAGE_SECONDS = 10.0
DOWNLOAD_SECONDS = 300.0


def make_app(
    ledger: Place | str,
    *,
    name: str | None = None,
    hosts: Collection[str] = LOOPBACK,
    may_write: bool = False,
) -> FastAPI:
    """Return the reading room of a ledger as an ASGI application.

    Args:
        ledger: its file, or the address of its database.
        name: what readers call it; the name of its file if None.
        hosts: names under which the room answers.
        may_write: whether its pages may add reports and correct records.

    Raises:
        LedgerError: if the ledger cannot be opened.
    """
    place = place_of(ledger)
    app = FastAPI(
        title="Communiqué",
        version=__version__,
        summary="A sourced ledger of what states said and did.",
        openapi_url="/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.room = Room(
        ledger=Ledger.open_bounded(place, seconds=PAGE_SECONDS),
        downloads=Ledger.open_bounded(place, seconds=DOWNLOAD_SECONDS),
        place=place,
        name=name or str(place).rsplit("/", 1)[-1],
        may_write=may_write,
    )
    problems.install(app)
    app.include_router(static.router)
    app.include_router(corrections.router)
    for page in PAGES:
        _add(app, page)
    app.add_middleware(KnownHosts, hosts=hosts)
    app.add_middleware(SafeHeaders)
    return app


def _add(app: FastAPI, page: Page) -> None:
    """Let the application answer with a page: as data under ``.json``, as HTML without it."""
    as_data = "/index.json" if page.path == "/" else f"{page.path}.json"
    app.get(as_data, name=f"{page.path} as data", summary=page.summary)(_data(page))
    shown = app.get(page.path, response_class=HTMLResponse, include_in_schema=False)
    shown(_html(page))


def _html(page: Page) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        visit = visit_of(request, page.kind, page.options)
        shown = render(page.template, request, view=page.view(visit), visit=visit, page=page)
        return HTMLResponse(shown)

    return answer


def _data(page: Page) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        view = page.view(visit_of(request, page.kind, page.options))
        return Response(msgspec.json.encode(view), media_type="application/json")

    return answer
