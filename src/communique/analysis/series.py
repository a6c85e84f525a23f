"""Events over time: how many, of which class, how intense."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import accumulate
from typing import Unpack

from communique.analysis.actual import of_status
from communique.analysis.periods import Period, Unit, every_period, period_of
from communique.analysis.rows import Rows
from communique.analysis.sums import added_up, period_holding
from communique.ledger import Filters, Ledger, Tally
from communique.ledger.filters import Asked, first_day, last_day, refined

_BY_MONTHS = frozenset({"month", "quarter", "year"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesRow:
    """What happened in one period.

    ``period`` is named as in ISO 8601 (``2024-05``, ``2024-W20``) or ``2024-Q2``; the last row of
    a series has None: it counts the events whose days do not lie in one period, or are unknown.

    Attributes:
        events: that certainly happened in the period.
        at_most: these, and those that may have happened in it, as far as both ends of their days
            are known.
        verbal_cooperation, material_cooperation, verbal_conflict, material_conflict: events by
            quad class.
        cooperation: sum of the intensities above 0, Goldstein's scale.
        conflict: sum of the intensities below 0.
        net: the two together.
        mean: net by events that have an intensity; None if none has.
        sources: independent sources, added up over the events.
    """

    period: str | None
    start: date | None
    end: date | None
    events: int
    at_most: int
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int
    cooperation: float
    conflict: float
    net: float
    mean: float | None
    sources: int


def series(
    ledger: Ledger,
    filters: Filters | None = None,
    *,
    by: Unit = "month",
    **given: Unpack[Asked],
) -> Rows[SeriesRow]:
    """Return how many events there were in each period, and how intense.

    An event counts in a period if all days on which it may have happened lie in it. All others
    are counted in a last row without a period, so that the rows add up to the events. Periods
    without events are there, from ``since`` or the first event to ``until`` or the last.

    Args:
        ledger: to read from.
        filters: conditions on events. Without ``status`` only actual events count; ``any`` asks
            for all.
        by: length of the periods.
        given: more conditions by name.

    Raises:
        QueryError: if a filter does not apply to events, its value means nothing, or there would
            be more than 20,000 periods.
    """
    asked = of_status(refined(filters, given))
    placed: dict[Period | None, list[Tally]] = defaultdict(list)
    for tally in ledger.tallies(asked, months=by in _BY_MONTHS):
        placed[period_holding(tally, by)].append(tally)
    unplaced = placed.pop(None, [])
    periods = _shown(placed, asked, by) if placed or unplaced else []
    more = _may_be_in(unplaced, periods, by)
    rows = [
        _row(period, placed[period], also) if period in placed else _quiet(period, also)
        for period, also in zip(periods, more, strict=True)
    ]
    return Rows(SeriesRow, [*rows, *([_row(None, unplaced)] if unplaced else [])])


def _shown(placed: Iterable[Period | None], asked: Filters, by: Unit) -> list[Period]:
    known = sorted(period for period in placed if period is not None)
    first = first_day(asked.since) if asked.since else known[0].start if known else None
    last = last_day(asked.until) if asked.until else known[-1].end if known else None
    if first is None or last is None:
        return []
    # What lies across the edge of the question is in a period that the question only touches.
    first = min(first, known[0].start) if known else first
    last = max(last, known[-1].start) if known else last
    return every_period(first, last, by)


def _may_be_in(unplaced: list[Tally], periods: list[Period], by: Unit) -> list[int]:
    """How many events of several periods may lie in each."""
    steps = [0] * (len(periods) + 1)
    bounded = [t for t in unplaced if t.bounded] if periods else []
    at = {period.start: number for number, period in enumerate(periods)} if bounded else {}
    for tally in bounded:
        if tally.start is None or tally.end is None:
            continue
        if tally.end < periods[0].start or tally.start > periods[-1].end:
            continue
        first = at.get(period_of(tally.start, by).start, 0)
        last = at.get(period_of(tally.end, by).start, len(periods) - 1)
        steps[first] += tally.events
        steps[last + 1] -= tally.events
    return list(accumulate(steps[:-1]))


@lru_cache(maxsize=4096)
def _quiet(period: Period, also: int) -> SeriesRow:
    """A period without events, but those that may have happened in it; most of a long series."""
    return _row(period, [], also)


def _row(period: Period | None, tallies: list[Tally], also: int = 0) -> SeriesRow:
    added = added_up(tallies)
    net = added.cooperation + added.conflict
    return SeriesRow(
        period=period.name if period else None,
        start=period.start if period else None,
        end=period.end if period else None,
        events=added.events,
        at_most=added.events + also,
        verbal_cooperation=added.verbal_cooperation,
        material_cooperation=added.material_cooperation,
        verbal_conflict=added.verbal_conflict,
        material_conflict=added.material_conflict,
        cooperation=round(added.cooperation, 6),
        conflict=round(added.conflict, 6),
        net=round(net, 6),
        mean=round(net / added.rated, 6) if added.rated else None,
        sources=added.sources,
    )
