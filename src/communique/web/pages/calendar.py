"""The calendar of commitments: what fell or falls due, month by month of a year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from communique.errors import QueryError
from communique.ledger import DueCount
from communique.records import Commitment
from communique.web.lines import CommitmentLine, commitment_lines
from communique.web.page import Page
from communique.web.room import Visit

_MOST = 240  # commitments of one year that a page shows
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month: its first day, what falls due in it by state, and the commitments."""

    start: date
    states: Mapping[str, int]
    lines: tuple[CommitmentLine, ...]

    @property
    def due(self) -> int:
        """How many commitments fall due in it."""
        return sum(self.states.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A year of commitments, and the years that have any with their number."""

    year: int
    years: Mapping[int, int]
    months: tuple[Month, ...]
    undated: int


def calendar(visit: Visit) -> Calendar:
    """Return what falls due in the year that is asked for, or the nearest one with anything.

    Raises:
        QueryError: if the year is none.
    """
    ledger = visit.ledger
    census = ledger.census()
    counts = census.due_months()
    years: Counter[int] = Counter()
    for one in counts:
        years[int(one.month[:4])] += one.commitments
    year = _year(visit.options.get("year"), sorted(years))
    ids = census.due(date(year, 1, 1), date(year, 12, 31), most=_MOST)
    made = cast("dict[str, Commitment]", ledger.by_ids("commitments", ids))
    lines = commitment_lines(ledger, (made[one] for one in ids if one in made))
    return Calendar(
        year=year,
        years=dict(sorted(years.items())),
        months=_months(year, counts, lines),
        undated=ledger.count("commitments") - sum(years.values()),
    )


def _year(asked: str | None, known: Sequence[int]) -> int:
    if asked is not None:
        if not _YEAR.fullmatch(asked) or asked == "0000":
            raise QueryError(f"expected a year such as 2024, got {asked!r}")
        return int(asked)
    now = date.today().year
    coming = [year for year in known if year >= now]
    return coming[0] if coming else known[-1] if known else now


def _months(
    year: int, counts: Iterable[DueCount], lines: Sequence[CommitmentLine]
) -> tuple[Month, ...]:
    by_month: dict[int, dict[str, int]] = {number: {} for number in range(1, 13)}
    for one in counts:
        if one.month[:4] == f"{year:04}":
            by_month[int(one.month[5:])][one.state] = one.commitments
    return tuple(
        Month(
            start=date(year, number, 1),
            states=states,
            lines=tuple(line for line in lines if _due_month(line) == number),
        )
        for number, states in by_month.items()
    )


def _due_month(line: CommitmentLine) -> int | None:
    due = line.commitment.due
    return due.end.month if due is not None and due.end is not None else None


CALENDAR = Page(
    path="/commitments/calendar",
    summary="What was promised for which day, month by month, and whether it was kept.",
    view=calendar,
    template="calendar.html",
    kind="commitments",
    options=("year",),
)
