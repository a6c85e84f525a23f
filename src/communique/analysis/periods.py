"""Days, weeks, months, quarters and years of the calendar: which one holds an interval of days."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple, get_args

from communique.errors import QueryError

Unit = Literal["day", "week", "month", "quarter", "year"]
UNITS: tuple[Unit, ...] = get_args(Unit)

_DAY = timedelta(days=1)
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_MOST = 20_000  # periods of one series; a wrong year among the dates must not fill the memory


class Period(NamedTuple):
    """A period of the calendar: its first and last day, and its name, such as ``2024-Q2``."""

    start: date
    end: date
    name: str


@lru_cache(maxsize=4096)
def period_of(day: date, unit: Unit) -> Period:
    """Return the period that holds a day. Weeks begin on Monday and are named as in ISO 8601."""
    if unit == "day":
        return Period(day, day, day.isoformat())
    if unit == "week":
        year, week, weekday = day.isocalendar()
        monday = _moved(day, 1 - weekday)
        return Period(monday, _moved(day, 7 - weekday), f"{year}-W{week:02}")
    length = _MONTHS[unit]
    first = (day.month - 1) // length * length + 1
    last = first + length - 1
    end = date(day.year, last, calendar.monthrange(day.year, last)[1])
    return Period(date(day.year, first, 1), end, _name(day.year, first, unit))


@lru_cache(maxsize=4096)
def holding(start: date, end: date, unit: Unit) -> Period | None:
    """Return the one period that holds all days from ``start`` to ``end``, None if none does."""
    period = period_of(start, unit)
    return period if start <= end <= period.end else None


def every_period(first: date, last: date, unit: Unit) -> list[Period]:
    """Return all periods from the one of ``first`` to that of ``last``.

    Raises:
        QueryError: if there are more than anybody can look at.
    """
    found: list[Period] = []
    period = period_of(first, unit)
    while period.start <= last:
        if len(found) == _MOST:
            raise QueryError(
                f"expected at most {_MOST:,} periods, got more from {first} to {last} by {unit}; "
                "ask by longer ones, or with --since and --until"
            )
        found.append(period)
        if period.end == date.max:
            break
        period = period_of(period.end + _DAY, unit)
    return found


def _moved(day: date, days: int) -> date:
    """A day some days away, or the last one that a calendar has on that side."""
    ordinal = min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(ordinal)


def _name(year: int, month: int, unit: Unit) -> str:
    names = {"month": f"-{month:02}", "quarter": f"-Q{(month + 2) // 3}", "year": ""}
    return f"{year:04}{names[unit]}"
