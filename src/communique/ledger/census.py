"""What a whole ledger comes to, counted in its database: no record is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Text,
    cast,
    func,
    literal_column,
    select,
)

from communique.ledger import schema
from communique.ledger.dealings import ANYBODY, UNDATED
from communique.ledger.filters import Filters, check_filters, first_day, last_day
from communique.ledger.kinds import KINDS
from communique.ledger.paging import day_of
from communique.ledger.queries import select_from

T = TypeVar("T")
_QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
_IN_MONTHS = frozenset({"since", "until", "status"})


@dataclass(frozen=True, slots=True)
class PairCount:
    """Two that dealt with one another, by their codes; ``other`` is empty for one alone."""

    one: str
    other: str
    events: int
    cooperative: int
    conflictual: int


@dataclass(frozen=True, slots=True)
class OutletCount:
    """An outlet, its reports, and the first and the last day of those that are dated."""

    outlet: str
    reports: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class RefusalCount:
    """Why sources gave no report, how many did not, and the address of one of them."""

    reason: str
    sources: int
    example: str


@dataclass(frozen=True, slots=True)
class DueCount:
    """How many commitments of a state fall due in a month, such as ``2024-05``."""

    month: str
    state: str
    commitments: int


class _Reads(Protocol):
    def __call__(self, work: Callable[[Connection], T]) -> T: ...


class Census:
    """Counts of a ledger; each method is one statement."""

    def __init__(self, read: _Reads) -> None:
        self._read = read

    def days(self) -> tuple[date, date] | None:
        """Return the first and the last day of the reports, None if none has a day."""
        return self._read(lambda connection: _first_and_last(connection, schema.documents.c))

    def event_days(self) -> tuple[date, date] | None:
        """Return the earliest and the latest day on which an event may have begun."""
        return self._read(lambda connection: _first_and_last(connection, schema.events.c))

    def pairs(
        self, filters: Filters | None = None, *, most: int, party: str | None = None
    ) -> list[PairCount]:
        """Return who dealt with whom most often, the busiest first.

        Args:
            filters: conditions on events. With days that bound no whole months, or with more than
                days and status, events are counted one by one, which takes longer.
            most: so many at most.
            party: of this code alone, with whoever dealt with it as ``other``.

        Raises:
            QueryError: if a filter does not apply to events, or its value means nothing.
        """
        asked = filters or Filters()
        check_filters("events", asked)
        return self._read(lambda c: _pairs(c, asked, most=most, party=party))

    def parties(self, filters: Filters | None = None, *, most: int) -> list[PairCount]:
        """Return the codes with most events, the busiest first; ``other`` is empty."""
        return self._read(lambda c: _pairs(c, filters or Filters(), most=most, party=ANYBODY))

    def outlet_count(self) -> int:
        """Return how many outlets have reports, counted in an index alone."""
        query = select(func.count(schema.documents.c.outlet.distinct()))
        return self._read(lambda c: c.execute(query).scalar_one())

    def outlets(self, *, most: int) -> list[OutletCount]:
        """Return the outlets with most reports, the busiest first."""
        rows = schema.captures.c
        reports = func.count(rows.document_id.distinct()).label("reports")
        query = (
            select(rows.outlet, reports, func.min(rows.start), func.max(rows.start))
            .where(rows.outlet.is_not(None))
            .group_by(rows.outlet)
            .order_by(reports.desc(), rows.outlet)
            .limit(most)
        )
        return self._read(lambda c: [OutletCount(*row) for row in c.execute(query)])

    def due_months(self) -> list[DueCount]:
        """Return how many commitments fall due in each month, by their state."""
        rows = schema.commitments.c
        month = func.substr(cast(rows.due, Text), literal_column("1"), literal_column("7"))
        query = select(month, rows.status, func.count()).where(rows.due.is_not(None))
        query = query.group_by(month, rows.status).order_by(month, rows.status)
        return self._read(lambda c: [DueCount(*row) for row in c.execute(query)])

    def due(
        self, first: date, last: date = date.max, *, most: int, state: str | None = None
    ) -> list[str]:
        """Return the ids of commitments that fall due on some days, the earliest first.

        Args:
            first, last: between which the last day lies on which each can be kept.
            most: so many at most.
            state: of the commitments; any if None.
        """
        rows = schema.commitments.c
        query = select(rows.id).where(rows.due >= first, rows.due <= last)
        if state is not None:
            query = query.where(rows.status == state)
        query = query.order_by(rows.due, rows.id).limit(most)
        return self._read(lambda c: list(c.execute(query).scalars()))

    def refusals(self, *, most: int) -> list[RefusalCount]:
        """Return why sources gave no report, the most frequent reasons first."""
        rows = schema.sources.c
        several = func.count().label("several")
        query = (
            select(func.coalesce(rows.reason, ""), several, func.min(rows.uri))
            .where(rows.status == "refused")
            .group_by(rows.reason)
            .order_by(several.desc(), rows.reason)
            .limit(most)
        )
        return self._read(lambda c: [RefusalCount(*row) for row in c.execute(query)])


def _first_and_last(connection: Connection, rows: Any) -> tuple[date, date] | None:
    day = day_of(rows)
    dated = [select(end).where(day > schema.NO_DAY) for end in (func.min(day), func.max(day))]
    query = select(*(each.scalar_subquery() for each in dated))
    first, last = connection.execute(query).one()
    return (first, last) if first is not None and last is not None else None


def _pairs(
    connection: Connection, filters: Filters, *, most: int, party: str | None
) -> list[PairCount]:
    by_months = filters.given().keys() <= _IN_MONTHS and _of_whole_months(filters)
    query = _of_months(filters, party) if by_months else _of_events(connection, filters, party)
    return [PairCount(*row) for row in connection.execute(query.limit(most))]


def _of_whole_months(filters: Filters) -> bool:
    return all(len(day.split("-")) < 3 for day in (filters.since, filters.until) if day)


def _of_months(filters: Filters, party: str | None) -> Select[Any]:
    rows = schema.dealing_months.c
    met = list(_sides(rows, party))
    if filters.since is not None:
        met.append(rows.last >= first_day(filters.since).isoformat()[:7])
    if filters.until is not None:
        until = last_day(filters.until).isoformat()[:7]
        met += [rows.first <= until, rows.first > UNDATED.isoformat()[:7]]
    if filters.status is not None:
        met.append(rows.status == filters.status.lower())
    sums = [func.sum(rows[name]) for name in ("events", *_QUADS)]
    return _added(rows, sums[0], sums[1] + sums[2], sums[3] + sums[4]).where(*met)


def _of_events(connection: Connection, filters: Filters, party: str | None) -> Select[Any]:
    origin, met = select_from(KINDS["events"], filters, schema.has_full_text(connection))
    dealt = schema.dealings.alias("dealt")
    rows = dealt.c
    among = origin.join(dealt, rows.seq == schema.events.c.seq)
    cooperative = func.count().filter(rows.quad <= 2)
    conflictual = func.count().filter(rows.quad >= 3)
    added = _added(rows, func.count(), cooperative, conflictual)
    return added.select_from(among).where(*_sides(rows, party), *met)


def _sides(rows: Any, party: str | None) -> tuple[ColumnElement[bool], ...]:
    if party is None:
        return (rows.one < rows.other,)
    if party == ANYBODY:
        return (rows.other == ANYBODY,)
    return rows.one == party, rows.other != ANYBODY


def _added(rows: Any, events: Any, cooperative: Any, conflictual: Any) -> Select[Any]:
    counted = events.label("counted")
    return (
        select(rows.one, rows.other, counted, cooperative, conflictual)
        .group_by(rows.one, rows.other)
        .order_by(counted.desc(), rows.one, rows.other)
    )
