"""Corrections: all that people made, the latest first; and the form that makes one."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool

from communique.errors import CommuniqueError
from communique.web import addresses
from communique.web.page import Page
from communique.web.pages.corrections.changes import Change, changes
from communique.web.pages.corrections.correcting import Form, as_sent, do
from communique.web.problems import Problem, problem_of
from communique.web.room import Room, Visit, writable_room_of
from communique.web.safety.forms import Sent, read_form, value
from communique.web.safety.origin import check_form
from communique.web.templates import render

if TYPE_CHECKING:
    from communique.pipeline import Done

_SHOWN = 200

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """What people corrected; ``count`` includes what is too long ago to be shown."""

    changes: tuple[Change, ...]
    count: int
    done: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotDone:
    """A correction that was not made: why, and the form as it was sent."""

    problem: Problem
    form: Form | None
    event_id: str


def corrections(visit: Visit) -> Corrections:
    """Return the corrections of a ledger, the latest first."""
    every = changes(visit.ledger)
    return Corrections(changes=every[:_SHOWN], count=len(every), done=visit.options.get("done"))


@router.post("/corrections", include_in_schema=False)
async def correct(request: Request) -> Response:
    """Make the correction that a form asks for, and lead on to what came of it."""
    room = writable_room_of(request)
    sent = await read_form(request)
    check_form(request, value(sent, "key"), room.form_key)
    try:
        done = await run_in_threadpool(do, room.place, sent)
    except CommuniqueError as error:
        return await run_in_threadpool(_not_done, request, room, sent, error)
    return RedirectResponse(_next(done, value(sent, "event")), HTTPStatus.SEE_OTHER)


def _next(done: Done, event_id: str) -> str:
    """Where a correction can be seen: at its event, else among all corrections."""
    told = urlencode({"done": done.corrections[0].correction_id})
    ids = [event.event_id for event in done.events]
    if not ids:
        return f"/corrections?{told}"
    return f"{addresses.event(event_id if event_id in ids else ids[0])}?{told}"


def _not_done(request: Request, room: Room, sent: Sent, error: CommuniqueError) -> Response:
    problem = problem_of(request, error)
    undo = value(sent, "do") == "undo"
    view = NotDone(
        problem=problem,
        form=None if undo else as_sent(room.ledger, sent, problem.detail),
        event_id=value(sent, "event"),
    )
    return HTMLResponse(render("not_done.html", request, view=view), problem.status)


CORRECTIONS = Page(
    path="/corrections",
    summary="What people corrected: who, when, why, and what became of it.",
    view=corrections,
    template="corrections.html",
    asks=False,
    options=("done",),
)
