"""What happened: events in the order of their days, month by month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from communique.brief.briefing import Part, Section
from communique.brief.dates import month_words
from communique.brief.plain import counted
from communique.brief.telling import Teller
from communique.intervals import width
from communique.records import Event

MOST_A_MONTH = 12
MOST = 80

# Wider intervals than this name no month.
_WIDEST_DAYS = 45
_NO_MONTH = "Not dated to a month"


def happened(events: Sequence[Event], teller: Teller) -> Section:
    """Return the section on events; of a crowded month, those that most sources tell."""
    kept = _most_told(events, MOST)
    parts = [_part(month, found, teller) for month, found in _by_month(kept)]
    left = len(events) - len(kept)
    remark = f"And {counted(left, 'event')} more that fewer sources tell." if left else None
    return Section(title="What happened", parts=tuple(parts), remark=remark)


def month_of(event: Event) -> date | None:
    """Return the first day of the month in which an event falls, None if it cannot be named."""
    when = event.when
    if when is None or (when.start is None and when.end is None):
        return None
    wide = width(when)
    if wide is None or wide > _WIDEST_DAYS:
        return None
    day = when.start or when.end
    return day.replace(day=1) if day else None


def _by_month(events: Iterable[Event]) -> list[tuple[date | None, list[Event]]]:
    dated = sorted(events, key=_day)
    grouped = groupby(sorted(dated, key=_month_key), key=month_of)
    return [(month, list(found)) for month, found in grouped]


def _month_key(event: Event) -> date:
    return month_of(event) or date.max


def _day(event: Event) -> tuple[date, date, int, str]:
    when = event.when
    start, end = (when.start, when.end) if when else (None, None)
    first, last = start or end or date.max, end or start or date.max
    return first, last, -event.independent_sources, event.event_id


def _part(month: date | None, events: Sequence[Event], teller: Teller) -> Part:
    kept = _most_told(events, MOST_A_MONTH)
    left = len(events) - len(kept)
    return Part(
        heading=month_words(month) if month else _NO_MONTH,
        lines=tuple(teller.line(event) for event in kept),
        remark=f"And {counted(left, 'event')} more that fewer sources tell." if left else None,
    )


def _most_told(events: Sequence[Event], most: int) -> list[Event]:
    """The events that most independent sources tell, in the order of their days."""
    ranked = sorted(events, key=lambda e: (-e.independent_sources, -e.reports, _day(e)))
    return sorted(ranked[:most], key=_day)
