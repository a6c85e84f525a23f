"""Who told what when: the reports of a ledger without their texts, and the events they tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeVar

from sqlalchemy import Connection, select

from communique.ledger import schema
from communique.ledger.filters import Filters
from communique.ledger.kinds import KINDS
from communique.ledger.queries import select_from
from communique.records import all_from_json

P = TypeVar("P")

# Of the statement, not of the connection: what begins a transaction cannot be streamed.
_STREAMED = {"yield_per": 500}


class Told(NamedTuple):
    """A report: who published it, when, and what it has in common with others.

    ``start`` and ``end`` are the first and the last day on which it can have been published, None
    where nothing tells. Reports with the same ``copy_group`` share their words.
    """

    document_id: str
    outlet: str | None
    start: date | None
    end: date | None
    copy_group: str | None
    story: str | None


@dataclass(frozen=True, slots=True)
class Days:
    """The part of a date that is read here; an open end is None."""

    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Byline:
    """The part of a document that tells who published it, when, and whom it credits."""

    document_id: str
    outlet: str | None = None
    agency: str | None = None
    via: tuple[str, ...] = ()
    published: Days | None = None
    page_date: Days | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """The part of an event that tells which documents tell it."""

    event_id: str
    documents: tuple[str, ...] = ()


def bylines(connection: Connection) -> Iterator[Byline]:
    """Yield the bylines of all documents, in no order."""
    return _parts(connection, "documents", Filters(), Byline)


def tellings(connection: Connection, filters: Filters) -> Iterator[Telling]:
    """Yield who tells the events that meet the filters, in no order."""
    return _parts(connection, "events", filters, Telling)


def _parts(connection: Connection, kind: str, filters: Filters, part: type[P]) -> Iterator[P]:
    """Read parts of records: of a whole record most of the time goes into what is not asked for."""
    origin, met = select_from(KINDS[kind], filters, schema.has_full_text(connection))
    query = select(KINDS[kind].table.c.record).select_from(origin).where(*met)
    found = connection.execute(query, execution_options=_STREAMED)
    for lines in found.scalars().partitions():
        yield from all_from_json(part, lines)


def reports(connection: Connection, filters: Filters) -> Iterator[Told]:
    """Yield the reports that meet the filters, in the order of their ids."""
    rows = schema.documents.c
    origin, met = select_from(KINDS["documents"], filters, schema.has_full_text(connection))
    read = [rows[name] for name in Told._fields]
    query = select(*read).select_from(origin).where(*met).order_by(rows.document_id)
    for row in connection.execute(query, execution_options=_STREAMED):
        yield Told(*row)
