"""The records of a page as files: its address with ``.csv``, ``.geojson``, ``.ics``, ``.atom``."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from threading import BoundedSemaphore
from types import MappingProxyType

from fastapi import Request
from fastapi.responses import FileResponse, Response
from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope, Send

from communique.export import FORMATS, export_due, write_csv
from communique.export.files import whole_text
from communique.ledger import KINDS, Filters, Ledger
from communique.web import asked
from communique.web.page import Page
from communique.web.room import Visit, visit_of

_AT_A_TIME = 4
_WAIT_SECONDS = 20

_SENDING_SECONDS = 1800.0

_free = BoundedSemaphore(_AT_A_TIME)
# Files that wait, are written or are sent: each takes room on the disk, and who waits a thread.
_asked_for = BoundedSemaphore(24)

Writer = Callable[[Ledger, str, Filters, Path], Path]


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which records are given.

    Attributes:
        media_type: of its file.
        write: writes the records of a kind that meet filters into a folder; returns the file.
        most: as many records as are given unless the query says otherwise; all if None.
    """

    media_type: str
    write: Writer
    most: int | None = None


def _csv(ledger: Ledger, kind: str, filters: Filters, folder: Path) -> Path:
    file = folder / f"{kind}.csv"
    with whole_text(file, newline="") as out:
        write_csv(KINDS[kind].record, ledger.query(kind, filters), out)
    return file


def _export(name: str, file: str) -> Writer:
    def write(ledger: Ledger, kind: str, filters: Filters, folder: Path) -> Path:
        FORMATS[name](ledger, folder, filters)
        return folder / file

    return write


def _due(ledger: Ledger, kind: str, filters: Filters, folder: Path) -> Path:
    export_due(ledger, folder, filters)
    return folder / "ledger.ics"


_CSV = Form("text/csv", _csv)
_OF_EVENTS = {
    "csv": _CSV,
    "geojson": Form("application/geo+json", _export("geojson", "events.geojson")),
    "ics": Form("text/calendar", _export("icalendar", "ledger.ics")),
    "atom": Form("application/atom+xml", _export("atom", "events.atom"), asked.PAGE),
}
_OF_COMMITMENTS = {"csv": _CSV, "ics": Form("text/calendar", _due)}
FORMS: Mapping[str, Mapping[str, Form]] = MappingProxyType(
    {"events": _OF_EVENTS, "commitments": _OF_COMMITMENTS}
)


def forms_of(page: Page) -> Mapping[str, Form]:
    """Return by their endings the forms, besides JSON, in which a page's records are given."""
    if not page.asks:
        return {}
    return FORMS.get(page.kind, {"csv": _CSV})


def download(page: Page, ending: str) -> Callable[[Request], Response]:
    """Return what answers requests for the records of a page in a form."""
    form = forms_of(page)[ending]

    def answer(request: Request) -> Response:
        visit = visit_of(request, page, most=form.most)
        return _made(visit, page.about(visit), form)

    return answer


def _made(visit: Visit, filters: Filters, form: Form) -> Response:
    if not _asked_for.acquire(blocking=False):
        raise _busy()
    folder = Path(tempfile.mkdtemp(prefix="communique-"))
    try:
        with _in_turn():
            file = form.write(visit.room.downloads, visit.kind, filters, folder)
    except BaseException:
        _forget(folder)
        raise
    return _Sent(file, media_type=form.media_type, filename=file.name)


class _Sent(FileResponse):
    """A file that is removed however its sending ends: in full, in part, refused or too slow."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            async with asyncio.timeout(_SENDING_SECONDS):
                await super().__call__(scope, receive, send)
        finally:
            _forget(Path(self.path).parent)


def _forget(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    _asked_for.release()


def _busy() -> HTTPException:
    told = "Too many files are being written; try again in a minute."
    return HTTPException(HTTPStatus.SERVICE_UNAVAILABLE, told, {"retry-after": "60"})


@contextmanager
def _in_turn() -> Iterator[None]:
    """Wait until few enough files are being written."""
    if not _free.acquire(timeout=_WAIT_SECONDS):
        raise _busy()
    try:
        yield
    finally:
        _free.release()
