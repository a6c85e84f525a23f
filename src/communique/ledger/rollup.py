"""Events added up: of one pair from its months, of whatever else is asked from the dealings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Insert,
    Select,
    Text,
    case,
    cast,
    func,
    insert,
    literal_column,
    select,
)

from communique.ledger import schema
from communique.ledger.dealings import UNDATED
from communique.ledger.filters import QUADS, Filters, check_filters, first_day, last_day
from communique.ledger.kinds import KINDS
from communique.ledger.queries import dealt_codes, select_from

_IN_MONTHS = frozenset({"between", "actor", "since", "until", "status"})
_FETCHED = 1000
_UNDATED_MONTH = UNDATED.isoformat()[:7]
_PARTS = ("one", "other", "first", "last", "bounded", "status")
_QUADS = tuple(name.replace("-", "_") for name in QUADS)
_SUMS = ("events", *_QUADS, "rated", "cooperation", "conflict", "sources")


class Tally(NamedTuple):
    """How many events there are of the same days, and what they come to.

    ``one`` and ``other`` are the codes of the two that dealt, empty where no pairs were asked for.
    ``start`` and ``end`` hold the days on which each may have happened, None for undated events;
    ``bounded`` is 1 if both ends are known, else 0. ``rated`` events have an intensity;
    ``cooperation`` and ``conflict`` are the sums of those above and below 0. ``sources`` adds up
    the independent sources of each event.
    """

    one: str
    other: str
    start: date | None
    end: date | None
    bounded: int
    events: int
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int
    rated: int
    cooperation: float
    conflict: float
    sources: int


_made = Tally._make


def add_up_months() -> Insert:
    """Return the statement that fills the months from the dealings."""
    rows = schema.dealings.c
    parts = [
        rows.one,
        rows.other,
        _month(rows.day),
        _month(rows.last),
        rows.bounded,
        rows.status,
    ]
    added = select(*parts, *_sums(rows)).group_by(*parts)
    return insert(schema.dealing_months).from_select([*_PARTS, *_SUMS], added)


def tallies(
    connection: Connection, filters: Filters, *, months: bool, pairs: bool
) -> Iterator[Tally]:
    """Yield the events that meet the filters, added up by their days.

    Args:
        connection: to read from.
        filters: conditions on events; length and order mean nothing here.
        months: days may be given as those of the whole months in which they lie.
        pairs: add up each pair of parties for itself, ``one`` before ``other`` in the alphabet.

    Raises:
        QueryError: if a filter does not apply to events, or its value means nothing.
    """
    check_filters("events", filters)
    asked = replace(filters, limit=None, after=None, order="document")
    if months and _whole_months(asked) and (pairs != bool(dealt_codes(asked))):
        for rows in connection.execute(_from_months(asked, pairs)).partitions(_FETCHED):
            yield from [
                _made((one, other, _first_of(first), _last_of(last), *sums))
                for one, other, first, last, *sums in rows
            ]
        return
    full_text = schema.has_full_text(connection)
    found = connection.execute(_from_events(asked, pairs, full_text, date.today()))
    for rows in found.partitions(_FETCHED):
        yield from map(_made, rows)


def _whole_months(filters: Filters) -> bool:
    """Tell whether the months hold the answer."""
    given = filters.given().keys()
    if not given <= _IN_MONTHS or (given & {"between", "actor"} and not dealt_codes(filters)):
        return False
    from_first = filters.since is None or first_day(filters.since).day == 1
    to_last = filters.until is None or _following(last_day(filters.until)).day == 1
    return from_first and to_last


def _following(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else date.max.replace(day=1)


@lru_cache(maxsize=256)
def _from_months(filters: Filters, pairs: bool) -> Select[Any]:
    rows = schema.dealing_months.c
    met: list[ColumnElement[bool]] = []
    codes = dealt_codes(filters)
    if pairs:
        met.append(rows.one < rows.other)
    elif codes is not None:
        met.append((rows.one == codes[0]) & (rows.other == codes[1]))
    if filters.since is not None:
        met.append(rows.last >= first_day(filters.since).isoformat()[:7])
    if filters.until is not None:
        until = last_day(filters.until).isoformat()[:7]
        met += [rows.first <= until, rows.first > _UNDATED_MONTH]
    if filters.status is not None:
        met.append(rows.status == filters.status.lower())
    read = [rows[name] for name in (*_PARTS, *_SUMS) if name != "status"]
    return select(*read).where(*met)


@lru_cache(maxsize=4096)
def _first_of(month: str) -> date | None:
    return None if month == _UNDATED_MONTH else first_day(month)


@lru_cache(maxsize=4096)
def _last_of(month: str) -> date | None:
    return None if month == _UNDATED_MONTH else last_day(month)


@lru_cache(maxsize=256)
def _from_events(
    filters: Filters, pairs: bool, full_text: schema.FullText | None, _today: date
) -> Select[Any]:
    events = KINDS["events"]
    rows = events.table.c
    origin, met = select_from(events, filters, full_text)
    if not pairs:
        parts = [rows.start, rows.end, rows.bounded]
        nobody = select(cast("", Text).label("one"), cast("", Text).label("other"))
        return nobody.add_columns(*parts, *_sums(rows)).select_from(origin).where(*met).group_by(
            *parts
        )  # fmt: skip
    return _pairs_of(origin, met)


def _pairs_of(origin: FromClause, met: list[ColumnElement[bool]]) -> Select[Any]:
    rows, dealt = schema.events.c, schema.dealings.alias("dealt")
    among = origin.join(dealt, dealt.c.seq == rows.seq)
    parts = [dealt.c.one, dealt.c.other, rows.start, rows.end, rows.bounded]
    return (
        select(*parts, *_sums(rows))
        .select_from(among)
        .where(dealt.c.one < dealt.c.other, *met)
        .group_by(*parts)
    )


def _month(day: ColumnElement[Any]) -> ColumnElement[str]:
    # Literal, since a server takes two parameters of one value for two expressions.
    return func.substr(cast(day, Text), literal_column("1"), literal_column("7"))


def _sums(rows: Any) -> list[ColumnElement[Any]]:
    cooperation = func.sum(case((rows.intensity > 0, rows.intensity), else_=0.0))
    conflict = func.sum(case((rows.intensity < 0, rows.intensity), else_=0.0))
    return [
        func.count(),
        *(func.sum(case((rows.quad == number, 1), else_=0)) for number in QUADS.values()),
        func.count(rows.intensity),
        cooperation,
        conflict,
        func.sum(func.coalesce(rows.sources, 0)),
    ]
