"""Arithmetic on calendar intervals: months, years, quarters, weeks, and pairs of ``When``.

Intervals are pairs of days with both ends included.
"""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import MAXYEAR, MINYEAR, date

from communique.records import When

Days = tuple[date, date]


def year_interval(year: int) -> Days:
    """Return the first and last day of a year from 1 to 9999."""
    return date(year, 1, 1), date(year, 12, 31)


def month_interval(year: int, month: int) -> Days:
    """Return the first and last day of a month (1 to 12)."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def quarter_interval(year: int, quarter: int) -> Days:
    """Return the first and last day of a quarter (1 to 4)."""
    return date(year, 3 * quarter - 2, 1), month_interval(year, 3 * quarter)[1]


def half_interval(year: int, half: int) -> Days:
    """Return the first and last day of a half year (1 or 2)."""
    return date(year, 6 * half - 5, 1), month_interval(year, 6 * half)[1]


def week_interval(day: date) -> Days:
    """Return the Monday and the Sunday of the ISO week that holds ``day``."""
    first = day.toordinal() - day.weekday()
    last = min(first + 6, date.max.toordinal())
    return date.fromordinal(max(1, first)), date.fromordinal(last)


def shift_days(day: date, days: int) -> date:
    """Return the day ``days`` later, held inside the calendar (years 1 to 9999)."""
    low, high = date.min.toordinal(), date.max.toordinal()
    return date.fromordinal(min(max(day.toordinal() + days, low), high))


def shift_months(day: date, months: int) -> date:
    """Return the same day of the month ``months`` later, or that month's last day."""
    count = day.year * 12 + day.month - 1 + months
    year, month = min(max(count // 12, MINYEAR), MAXYEAR), count % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def intersect(a: When, b: When) -> When | None:
    """Return the days that both intervals hold, or None when they share none.

    An open end gives way to the other interval's end. Words, span, precision and basis are those
    of the narrower interval, ``a`` when they are equally wide.
    """
    starts = [when.start for when in (a, b) if when.start is not None]
    ends = [when.end for when in (a, b) if when.end is not None]
    start, end = max(starts, default=None), min(ends, default=None)
    if start is not None and end is not None and start > end:
        return None
    wide_a, wide_b = width(a), width(b)
    narrower = b if wide_b is not None and (wide_a is None or wide_b < wide_a) else a
    return replace(narrower, start=start, end=end)


def meet(a: When, b: When) -> bool:
    """Tell whether two intervals share a day; an open end gives way to the other's end."""
    starts = [when.start for when in (a, b) if when.start is not None]
    ends = [when.end for when in (a, b) if when.end is not None]
    return not starts or not ends or max(starts) <= min(ends)


def width(when: When) -> int | None:
    """Return the number of days in the interval, 1 for a single day, None if an end is open."""
    if when.start is None or when.end is None:
        return None
    return (when.end - when.start).days + 1
