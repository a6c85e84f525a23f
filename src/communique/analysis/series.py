"""Events over time: how many, of which class, how intense."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate
from typing import Unpack

from communique.analysis.actual import of_status
from communique.analysis.periods import Period, Unit, every_period, holding, period_of
from communique.analysis.rows import Rows
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
    placed: dict[Period, _Sums] = defaultdict(_Sums)
    unplaced, wide = _Sums(), []
    for tally in ledger.tallies(asked, months=by in _BY_MONTHS):
        period = _period(tally, by)
        (unplaced if period is None else placed[period]).add(tally)
        if period is None and tally.bounded:
            wide.append(tally)
    periods = _shown(placed, asked, by) if placed or unplaced.events else []
    more = _may_be_in(wide, periods, by)
    rows = [
        placed[period].row(period, also=also) for period, also in zip(periods, more, strict=True)
    ]
    return Rows(SeriesRow, [*rows, *([unplaced.row(None)] if unplaced.events else [])])


def _period(tally: Tally, by: Unit) -> Period | None:
    if not tally.bounded or tally.start is None or tally.end is None:
        return None
    return holding(tally.start, tally.end, by)


def _shown(placed: Iterable[Period], asked: Filters, by: Unit) -> list[Period]:
    known = sorted(placed)
    first = first_day(asked.since) if asked.since else known[0].start if known else None
    last = last_day(asked.until) if asked.until else known[-1].end if known else None
    if first is None or last is None:
        return []
    # What lies across the edge of the question is in a period that the question only touches.
    first = min(first, known[0].start) if known else first
    last = max(last, known[-1].start) if known else last
    return every_period(first, last, by)


def _may_be_in(wide: list[Tally], periods: list[Period], by: Unit) -> list[int]:
    """How many events of several periods may lie in each."""
    at = {period.start: number for number, period in enumerate(periods)}
    steps = [0] * (len(periods) + 1)
    for tally in wide:
        assert tally.start is not None and tally.end is not None  # as bounded
        if not periods or tally.end < periods[0].start or tally.start > periods[-1].end:
            continue
        first = at.get(period_of(tally.start, by).start, 0)
        last = at.get(period_of(tally.end, by).start, len(periods) - 1)
        steps[first] += tally.events
        steps[last + 1] -= tally.events
    return list(accumulate(steps[:-1]))


@dataclass(slots=True)
class _Sums:
    events: int = 0
    rated: int = 0
    cooperation: float = 0.0
    conflict: float = 0.0
    sources: int = 0
    quads: dict[int | None, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, tally: Tally) -> None:
        self.events += tally.events
        self.rated += tally.rated
        self.cooperation += tally.cooperation
        self.conflict += tally.conflict
        self.sources += tally.sources
        self.quads[tally.quad] += tally.events

    def row(self, period: Period | None, *, also: int = 0) -> SeriesRow:
        net = self.cooperation + self.conflict
        return SeriesRow(
            period=period.name if period else None,
            start=period.start if period else None,
            end=period.end if period else None,
            events=self.events,
            at_most=self.events + also,
            verbal_cooperation=self.quads.get(1, 0),
            material_cooperation=self.quads.get(2, 0),
            verbal_conflict=self.quads.get(3, 0),
            material_conflict=self.quads.get(4, 0),
            cooperation=round(self.cooperation, 6),
            conflict=round(self.conflict, 6),
            net=round(net, 6),
            mean=round(net / self.rated, 6) if self.rated else None,
            sources=self.sources,
        )
