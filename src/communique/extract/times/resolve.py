"""From a partial date to days: which Friday, which October, which quarter is meant.

Every function takes the day of publication and the direction in which the verb points, and
returns a reading without days where the first is unknown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

from communique.extract.times import reading as read
from communique.extract.times.reading import Context, Direction, Reading
from communique.extract.times.vocabulary import SEASONS, UNITS
from communique.intervals import shift_days, shift_months, week_interval
from communique.records import Precision

# How far ahead of publication, in days, the nearest matching date of the year is sought. News
# announces what is months away and recalls what is months past, whatever the tense of its verb.
_REACH: dict[Direction, int] = {"past": 60, "future": 335, "present": 150, "unknown": 150}
# A month that has no tense to go by is more often behind than ahead.
# What lies ahead may be this month.
_MONTH_REACH: dict[Direction, int] = {"past": 0, "present": 120, "unknown": 90}

PRECISION: dict[str, Precision] = {
    "second": "minute", "minute": "minute", "hour": "minute", "day": "day", "night": "day",
    "week": "week", "fortnight": "week", "weekend": "week", "month": "month",
    "quarter": "quarter", "year": "year", "decade": "decade", "century": "unknown",
}  # fmt: skip


def _within_reach(today: date, reach: int, make: Callable[[int], date | None]) -> date | None:
    """Return the date among those of neighbouring years that lies in the year up to ``reach``."""
    last = shift_days(today, reach)
    found = [on for year in (last.year, last.year - 1) if (on := make(year)) and on <= last]
    return max(found, default=None)


def safe_date(year: int, month: int, day: int) -> date | None:
    """Return the date, or None if the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_day(month: int, day: int, context: Context, weekday: int | None = None) -> Reading | None:
    """Read "March 10"; a weekday told with it (1 to 7) decides between years if it can."""
    if safe_date(2000, month, day) is None:
        return None
    if context.today is None:
        return read.unknown(f"XXXX-{month:02}-{day:02}", "day")
    today = context.today
    on = _within_reach(today, _REACH[context.direction], lambda y: safe_date(y, month, day))
    if weekday is not None:
        near = (safe_date(y, month, day) for y in range(today.year - 1, today.year + 2))
        fits = [d for d in near if d is not None and d.isoweekday() == weekday]
        on = min(fits, key=lambda d: abs(d - today), default=on)
    return read.unknown(f"XXXX-{month:02}-{day:02}", "day") if on is None else read.day(on)


def nearest_of_year(make: Callable[[int], date], context: Context) -> date | None:
    """Return which year's day is meant of one that comes each year, None without publication."""
    if context.today is None:
        return None
    return _within_reach(context.today, _REACH[context.direction], make)


def month_of_year(month: int, context: Context, which: str | None = None) -> Reading:
    """Read "October", "last October" (before this month), "next October", "this October"."""
    if context.today is None:
        return read.unknown(f"XXXX-{month:02}", "month")
    today = context.today
    year = today.year
    if which in ("last", "past", "previous"):
        year -= month >= today.month
    elif which in ("next", "coming"):
        year += month <= today.month
    elif which is None and context.direction == "future":
        year += month < today.month
    elif which is None:
        on = _within_reach(today, _MONTH_REACH[context.direction], lambda y: safe_date(y, month, 1))
        year = on.year if on else year
    return read.month(year, month)


def weekday(number: int, context: Context, which: str | None = None) -> Reading:
    """Read "Friday" by the verb's direction, "last Friday", "next Friday", "this Friday".

    The day of publication counts for a bare weekday. "Next Friday" told earlier in the same week
    may be this or the following one, so it stays wide.
    """
    if context.today is None:
        return read.unknown(f"XXXX-WXX-{number}", "day")
    today = context.today
    back = (today.isoweekday() - number) % 7
    ahead = (number - today.isoweekday()) % 7
    if which in ("last", "past", "previous"):
        return read.day(shift_days(today, -(back or 7)))
    if which == "next":
        first = shift_days(today, ahead or 7)
        sure = first > week_interval(today)[1]
        found = read.day(first)
        return found if sure else replace(found, end=shift_days(first, 7), precision="week")
    # The present tense serves captions and announcements alike, so the nearer day it is.
    near_ahead = context.direction == "present" and ahead < back
    if which == "coming" or context.direction == "future" or near_ahead:
        return read.day(shift_days(today, ahead))
    return read.day(shift_days(today, -back))


def weekend(context: Context, which: str | None) -> Reading:
    """Read "the weekend" by the verb's direction, "last weekend", "this weekend"."""
    if context.today is None:
        return read.unknown("XXXX-WXX-WE", "week")
    today = context.today
    if which in ("next", "coming"):
        step = 7 if today.isoweekday() > 5 or which == "next" else 0
    elif which == "last":
        step = -7
    elif which == "this":
        step = 0
    else:
        step = 0 if context.direction == "future" or today.isoweekday() > 5 else -7
    return read.weekend(shift_days(today, step))


def shifted(unit: str, by: int, context: Context) -> Reading | None:
    """Read "this", "last" or "next" of a calendar unit, ``by`` units from publication."""
    today = context.today
    if today is None:
        return read.unknown(unknown_value(unit), PRECISION[unit])
    return around(today, unit, by)


def around(day: date, unit: str, by: int) -> Reading | None:
    """Return the calendar unit that lies ``by`` units from ``day``."""
    match unit:
        case "day" | "night":
            return read.day(shift_days(day, by))
        case "week" | "fortnight":
            return read.week(shift_days(day, by * (14 if unit == "fortnight" else 7)))
        case "weekend":
            return read.weekend(shift_days(day, 7 * by))
        case "month":
            moved = shift_months(day, by)
            return read.month(moved.year, moved.month)
        case "quarter":
            moved = shift_months(day, 3 * by)
            return read.quarter(moved.year, (moved.month + 2) // 3)
        case "year":
            return read.year(day.year + by)
        case "decade":
            return read.decade((day.year // 10 + by) * 10)
        case "century":
            return read.century((day.year - 1) // 100 + 1 + by)
        case _:
            return None


def unknown_value(unit: str) -> str:
    """Return the TIMEX3 value of a calendar unit that cannot be placed."""
    return {
        "day": "XXXX-XX-XX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "month": "XXXX-XX",
        "quarter": "XXXX-QX", "decade": "XXX",
    }.get(unit, "XXXX")  # fmt: skip


def duration_value(count: Fraction | None, unit: str) -> str:
    """Return the TIMEX3 value of so many units: P2M, PT4H, P2Y6M, and PXY where count is None."""
    prefix, letter, each = UNITS[unit]
    if count is None and unit in ("decade", "century"):
        return "PXDE" if unit == "decade" else "PXCE"
    if count is None:
        return f"{prefix}X{letter}"
    if unit == "hour" and count == 24:
        return "P1D"
    total = count * each
    whole, rest = divmod(total, 1)
    if not rest:
        return f"{prefix}{whole}{letter}"
    smaller = {("P", "Y"): ("M", 12), ("PT", "H"): ("M", 60), ("PT", "M"): ("S", 60)}
    if (prefix, letter) in smaller and rest == Fraction(1, 2):
        part, size = smaller[(prefix, letter)]
        head = f"{whole}{letter}" if whole else ""
        return f"{prefix}{head}{int(rest * size)}{part}"
    return f"{prefix}{float(total):g}{letter}"


def steps(count: Fraction | None) -> int | None:
    """Return a count as whole units, or None where it is vague, broken or beyond reason."""
    if count is None or count.denominator != 1 or count > 9999:
        return None
    return int(count)


def span_of_units(count: int, unit: str, context: Context) -> tuple[date, date] | None:
    """Return the days from publication to ``count`` units later (or earlier if negative)."""
    today = context.today
    if today is None:
        return None
    if unit in ("month", "quarter", "year", "decade", "century"):
        size = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
        other = shift_months(today, count * size)
    else:
        size = {"week": 7, "weekend": 7, "fortnight": 14, "day": 1, "night": 1}.get(unit, 0)
        if unit == "hour":
            count = -(-count // 24) if count > 0 else count // 24
            size = 1
        other = shift_days(today, count * size)
    return min(today, other), max(today, other)


def season(name: str, context: Context, which: str | None, year: int | None = None) -> Reading:
    """Read "summer 2023", "last summer", "this spring", "the summer"."""
    code, first, length = SEASONS[name]
    if year is None and context.today is None:
        return read.unknown(f"XXXX-{code}", "quarter")
    if year is None:
        year = _season_year(first, context, which)
    start = date(year, first, 1)
    end = shift_days(shift_months(start, length), -1)
    return Reading(value=f"{year:04}-{code}", start=start, end=end, precision="quarter")


def _season_year(first: int, context: Context, which: str | None) -> int:
    assert context.today is not None
    today = context.today
    if which == "last":
        return today.year - (today < shift_months(date(today.year, first, 1), 3))
    if which in ("next", "coming"):
        return today.year + (today >= date(today.year, first, 1))
    if which in ("past", "this past"):
        return today.year - (today < date(today.year, first, 1))
    if which is None and context.direction == "future":
        years = (today.year - 1, today.year, today.year + 1)
        return next(y for y in years if shift_months(date(y, first, 1), 3) > today)
    if which is None:
        on = _within_reach(today, _MONTH_REACH[context.direction], lambda y: safe_date(y, first, 1))
        return on.year if on else today.year
    return today.year


def part_of_year(
    number: int, context: Context, make: Callable[[int, int], Reading], unknown: str
) -> Reading:
    """Read "the third quarter" or "the second half": the last begun, or the next to end."""
    today = context.today
    if today is None:
        return read.unknown(unknown)
    near = [make(year, number) for year in (today.year - 1, today.year, today.year + 1)]
    # Results and plans are told of the part just over as of the one to come.
    last = shift_days(today, 180 if context.direction == "future" else 0)
    return [r for r in near if r.start is not None and r.start <= last][-1]
