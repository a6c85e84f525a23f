"""What every page of one reading room has at hand, and what one request asks of it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from fastapi import Request
from starlette.exceptions import HTTPException

from communique.ledger import Filters, Ledger, Place
from communique.web import asked

if TYPE_CHECKING:
    from communique.web.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One ledger being served.

    Attributes:
        ledger: for pages; read only, each answer within some seconds.
        downloads: the same for files, which may take longer.
        place: where it is, for whoever writes to it.
        name: what readers call it.
        may_write: whether reports may be added and records corrected from its pages.
        form_key: a secret of this run; forms carry it, so that no other site can send them.
    """

    ledger: Ledger
    downloads: Ledger
    place: Place
    name: str
    may_write: bool = False
    form_key: str = field(default_factory=lambda: secrets.token_urlsafe(24))


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request for a page.

    Attributes:
        room: that is visited.
        kind: of the records that the query of the address is about.
        filters: of that query.
        parts: the variable parts of the path, by name.
        options: parameters of this page that are no filters, by name; absent if not given.
    """

    room: Room
    kind: str
    filters: Filters
    parts: Mapping[str, str]
    options: Mapping[str, str]

    @property
    def ledger(self) -> Ledger:
        """The ledger to read from."""
        return self.room.ledger


def room_of(request: Request) -> Room:
    """Return the room that serves a request."""
    return cast(Room, request.app.state.room)


def writable_room_of(request: Request) -> Room:
    """Return the room that serves a request which may change its ledger.

    Raises:
        HTTPException: 403, if it is open for reading only.
    """
    room = room_of(request)
    if not room.may_write:
        raise HTTPException(403, "This reading room is open for reading only.")
    return room


def visit_of(request: Request, page: Page, *, most: int | None = asked.PAGE) -> Visit:
    """Return what a request asks.

    Args:
        request: for a page.
        page: that is asked for.
        most: as many records as are given unless the query says otherwise.

    Raises:
        QueryError: if its query means nothing.
    """
    given = request.query_params
    return Visit(
        room=room_of(request),
        kind=page.kind,
        filters=asked.read(page.kind, given, also=page.options, asks=page.asks, most=most),
        parts={name: str(value) for name, value in request.path_params.items()},
        options={name: given[name] for name in page.options if given.get(name, "").strip()},
    )
