"""The application: its pages, its files, and what guards them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

import msgspec
from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse

from communique import __version__
from communique.ledger import Ledger, Place, place_of
from communique.web import problems, static
from communique.web.api import reference
from communique.web.api.described import described, described_file
from communique.web.api.downloads import download, forms_of
from communique.web.page import Page
from communique.web.pages import PAGES, add, corrections
from communique.web.room import Room, visit_of
from communique.web.safety import door
from communique.web.safety.door import Door
from communique.web.safety.headers import SafeHeaders
from communique.web.safety.limits import BoundedBody, Pace
from communique.web.safety.origin import LOOPBACK, KnownHosts
from communique.web.templates import render

PAGE_SECONDS = 10.0
DOWNLOAD_SECONDS = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one reader may ask: requests a second after a burst, and bytes of one request.

    A ``rate`` of 0 lets everybody ask as fast as they like. What a request brings must be there
    within ``seconds``.
    """

    rate: float = 20
    burst: int = 300
    bytes: int = 64_000_000
    seconds: float = 600


def make_app(
    ledger: Place | str,
    *,
    name: str | None = None,
    hosts: Collection[str] = LOOPBACK,
    may_write: bool = False,
    tokens: Path | None = None,
    limits: Limits | None = None,
) -> FastAPI:
    """Return the reading room of a ledger as an ASGI application.

    Args:
        ledger: its file, or the address of its database.
        name: what readers call it; the name of its file if None.
        hosts: names under which the room answers.
        may_write: whether its pages may add reports and correct records.
        tokens: a file of tokens without which nobody enters; everybody does if None.
        limits: on how much is asked.

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
    app.include_router(reference.router)
    app.include_router(corrections.router)
    app.include_router(add.router)
    app.state.runs = add.Runs(place)
    for page in PAGES:
        _add(app, page)
    _guard(app, hosts, tokens, limits or Limits())
    return app


def _guard(app: FastAPI, hosts: Collection[str], tokens: Path | None, limits: Limits) -> None:
    """Put the guards around an application; a request meets the last one first."""
    if tokens is not None:
        app.state.tokens = tokens
        app.include_router(door.router)
        app.add_middleware(Door, tokens=tokens)
    app.add_middleware(BoundedBody, most=limits.bytes, seconds=limits.seconds)
    if limits.rate:
        app.add_middleware(Pace, rate=limits.rate, burst=limits.burst)
    app.add_middleware(KnownHosts, hosts=hosts)
    app.add_middleware(SafeHeaders, private=tokens is not None)


def _add(app: FastAPI, page: Page) -> None:
    """Let the application answer with a page: as data under ``.json``, as HTML without it."""
    as_data = "/index.json" if page.path == "/" else f"{page.path}.json"
    app.get(as_data, name=f"{page.path} as data", **described(page))(_data(page))
    for ending in forms_of(page):
        file = app.get(f"{page.path}.{ending}", **described_file(page, ending))
        file(download(page, ending))
    shown = app.get(page.path, response_class=HTMLResponse, include_in_schema=False)
    shown(_html(page))


def _html(page: Page) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        visit = visit_of(request, page)
        shown = render(
            page.template,
            request,
            view=page.view(visit),
            visit=visit,
            page=page,
            forms=forms_of(page),
        )
        return HTMLResponse(shown)

    return answer


def _data(page: Page) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        view = page.view(visit_of(request, page))
        return Response(msgspec.json.encode(view), media_type="application/json")

    return answer
