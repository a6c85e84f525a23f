"""Bring your own: files and texts are read, coded and merged while the reader watches."""

from __future__ import annotations

import asyncio
import re
import shutil
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from pathlib import Path
from time import monotonic
from typing import Any, cast

import msgspec
from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse, StreamingResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from communique.records import Document, Source
from communique.web.lines import EventLine, event_lines
from communique.web.pages.add.adding import Run, Runs
from communique.web.room import Room, writable_room_of
from communique.web.safety.origin import check_form, refuse_other_sites
from communique.web.templates import render

_MOST_FILES = 200
_MOST_FIELDS = 20
_LONGEST_TEXT = 2_000_000  # bytes
_LOOK_SECONDS = 0.3
_WATCHED_SECONDS = 600.0  # then the browser asks again by itself
_MOST_WATCHING = 100
_SHOWN = 50
_UNSAFE = re.compile(r"[^\w.\- ]+")

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CameIn:
    """A report that a run brought, with the events it tells."""

    document: Document
    events: tuple[EventLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a run is, for a page and for its script."""

    state: str
    reading: int
    coding: int
    merging: bool
    problem: str


@router.get("/add", response_class=HTMLResponse)
def ask(request: Request) -> HTMLResponse:
    """Ask for files or a text."""
    return HTMLResponse(render("add.html", request, view=writable_room_of(request)))


@router.post("/add", response_class=HTMLResponse)
async def add(request: Request) -> Response:
    """Take files and a text, and lead to where they can be watched."""
    room, runs = writable_room_of(request), _runs(request)
    refuse_other_sites(request)
    if not runs.take_place():
        told = "Too many reports wait to be read; try again in a minute."
        raise HTTPException(HTTPStatus.SERVICE_UNAVAILABLE, told, {"retry-after": "60"})
    folder = Path(tempfile.mkdtemp(prefix="communique-"))
    try:
        names, pasted = await _taken(request, room, folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        runs.give_back()
        raise
    run = runs.begin(folder, names, pasted)
    return RedirectResponse(f"/add/{run.run_id}", HTTPStatus.SEE_OTHER)


async def _taken(request: Request, room: Room, folder: Path) -> tuple[list[str], Source | None]:
    """Take the files of a form into a folder, and its text."""
    async with request.form(
        max_files=_MOST_FILES, max_fields=_MOST_FIELDS, max_part_size=_LONGEST_TEXT
    ) as form:
        check_form(request, form.get("key"), room.form_key)
        names, pasted = await _save(form, folder), _pasted(form)
    if not names and pasted is None:
        raise HTTPException(HTTPStatus.BAD_REQUEST, "Choose a file, or paste the text of a report.")
    return names, pasted


@router.get("/add/{run_id}", response_class=HTMLResponse)
def watch(request: Request, run_id: str) -> HTMLResponse:
    """Show how far a run is, and at its end what came of it."""
    room, run = writable_room_of(request), _run(request, run_id)
    came = _came_in(room, run) if run.is_over else ()
    shown = render("adding.html", request, view=run, progress=progress_of(run), came=came)
    return HTMLResponse(shown)


@router.get("/add/{run_id}/steps")
def steps(request: Request, run_id: str) -> StreamingResponse:
    """Tell how far a run is whenever it gets further, as server-sent events."""
    runs, run = _runs(request), _run(request, run_id)
    if runs.watching >= _MOST_WATCHING:
        busy = "Too many watch what is being read; look again in a minute."
        raise HTTPException(HTTPStatus.SERVICE_UNAVAILABLE, busy, {"retry-after": "60"})
    told = {"cache-control": "no-store"}
    return StreamingResponse(_told(runs, run), media_type="text/event-stream", headers=told)


def progress_of(run: Run) -> Progress:
    """Return how far a run is."""
    return Progress(
        state=run.state,
        reading=run.done.get("reading", 0),
        coding=run.done.get("coding", 0),
        merging="merging" in run.done,
        problem=run.problem,
    )


async def _told(runs: Runs, run: Run) -> AsyncIterator[bytes]:
    runs.watching += 1
    try:
        last, end = None, monotonic() + _WATCHED_SECONDS
        while (last is None or last.state not in ("done", "failed")) and monotonic() < end:
            now = progress_of(run)
            if now != last:
                yield b"data: " + msgspec.json.encode(now) + b"\n\n"
                last = now
            else:
                await asyncio.sleep(_LOOK_SECONDS)
    finally:
        runs.watching -= 1


async def _save(form: FormData, folder: Path) -> list[str]:
    """Write files to a folder under names of ours: what a reader calls them decides nothing."""
    names: list[str] = []
    for given in form.getlist("files"):
        if isinstance(given, UploadFile) and given.filename:
            name = f"{len(names):03d}-{_safe_name(given.filename)}"
            await run_in_threadpool(_copy, given, folder / name)
            names.append(given.filename)
    return names


def _copy(given: UploadFile, path: Path) -> None:
    with path.open("wb") as out:
        shutil.copyfileobj(given.file, out)


def _safe_name(name: str) -> str:
    """The last part of a name without anything that could lead elsewhere; its ending stays."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return _UNSAFE.sub("_", last).lstrip(".")[-100:] or "file"


def _pasted(form: FormData) -> Source | None:
    text = _text(form, "text")
    if not text:
        return None
    given = {name: _text(form, name) for name in ("title", "outlet", "published", "url")}
    return Source(
        uri=f"pasted-{date.today().isoformat()}.txt",
        content=text,
        markup="text",
        given={name: value for name, value in given.items() if value},
    )


def _text(form: FormData, name: str) -> str:
    value: Any = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def _came_in(room: Room, run: Run) -> tuple[CameIn, ...]:
    """The reports that a run brought, some dozens at most."""
    came = room.ledger.came_of(run.uri)
    ids = list(dict.fromkeys(one.document_id for one in came if one.document_id))[:_SHOWN]
    documents = cast("dict[str, Document]", room.ledger.by_ids("documents", ids))
    return tuple(
        CameIn(
            document=documents[name],
            events=event_lines(room.ledger, room.ledger.events(document=name, limit=_SHOWN)),
        )
        for name in ids
    )


def _runs(request: Request) -> Runs:
    runs = request.app.state.runs
    if not isinstance(runs, Runs):
        raise TypeError("expected the runs of the room")
    return runs


def _run(request: Request, run_id: str) -> Run:
    run = _runs(request).get(run_id)
    if run is None:
        raise HTTPException(404, "Nothing of that name is being read, or it is long ago.")
    return run
