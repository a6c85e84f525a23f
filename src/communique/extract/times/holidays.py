"""Rules for feasts and public holidays that news names in place of a date: Christmas, Easter."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from communique.extract.times import reading as read
from communique.extract.times.numbers import read_year
from communique.extract.times.reading import Context, Reading, Rule, rule
from communique.extract.times.resolve import nearest_of_year, safe_date
from communique.extract.times.vocabulary import YEAR, either
from communique.intervals import shift_days


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (the algorithm of Meeus, Jones and Butcher).

    Args:
        year: of the Gregorian calendar, 1583 or later.
    """
    century, rest = divmod(year, 100)
    golden = year % 19
    leaps, old = divmod(century, 4)
    moon = (19 * golden + century - leaps - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * old + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _weekday_of_month(month: int, weekday: int, which: int) -> Callable[[int], date]:
    """The first, second ... given weekday (ISO number) of a month."""

    def on(year: int) -> date:
        first = date(year, month, 1)
        return shift_days(first, (weekday - first.isoweekday()) % 7 + 7 * (which - 1))

    return on


def _last_monday_of_may(year: int) -> date:
    last = date(year, 5, 31)
    return shift_days(last, 1 - last.isoweekday())


# Days that mean one date wherever English news is written; those of the United States are the ones
# that no other country's holiday of that name competes with.
_DAYS: Mapping[str, Callable[[int], date]] = {
    "new year's day": _fixed(1, 1), "new year's eve": _fixed(12, 31),
    "valentine's day": _fixed(2, 14), "international women's day": _fixed(3, 8),
    "april fools' day": _fixed(4, 1), "may day": _fixed(5, 1), "halloween": _fixed(10, 31),
    "armistice day": _fixed(11, 11), "veterans day": _fixed(11, 11),
    "christmas": _fixed(12, 25), "christmas day": _fixed(12, 25), "christmas eve": _fixed(12, 24),
    "boxing day": _fixed(12, 26), "memorial day": _last_monday_of_may,
    "thanksgiving": _weekday_of_month(11, 4, 4), "thanksgiving day": _weekday_of_month(11, 4, 4),
    "good friday": lambda year: shift_days(easter(year), -2), "easter": easter,
    "easter sunday": easter, "easter monday": lambda year: shift_days(easter(year), 1),
    "palm sunday": lambda year: shift_days(easter(year), -7),
}  # fmt: skip


def _read_holiday(match: re.Match[str], context: Context) -> Reading | None:
    name = match["holiday"].lower().replace("’", "'")
    make = _DAYS[" ".join(name.split())]
    if match["year"]:
        year = read_year(match["year"])
        return read.day(make(year), explicit=True) if year and year > 1582 else None
    if context.today is None:
        return read.unknown("XXXX-XX-XX", "day")
    if match["which"]:
        return _beside(make, match["which"].lower(), context.today)
    on = nearest_of_year(make, context)
    return read.unknown("XXXX-XX-XX", "day") if on is None else read.day(on)


def _beside(make: Callable[[int], date], which: str, today: date) -> Reading | None:
    """Read "last Christmas" and "next Easter": the nearest one on that side of today."""
    days = sorted(
        make(year) for year in range(today.year - 1, today.year + 2) if safe_date(year, 1, 1)
    )
    if which == "this":
        return read.day(make(today.year))
    if which == "last":
        return read.day(max(d for d in days if d < today))
    return read.day(min(d for d in days if d > today))


_NAMES = either(_DAYS).replace("'", "['’]")

RULES: tuple[Rule, ...] = (
    rule(
        "holiday",
        # Names only, and neither "Easter Island" nor "a Christmas tree".
        rf"(?:(?P<which>last|this|next) )?(?-i:(?=[A-Z]))(?P<holiday>{_NAMES})"
        rf"(?:,? (?P<year>{YEAR}))?(?! (?-i:[A-Z])| (?:tree|card|present|gift|shop|stor|season))",
        _read_holiday,
    ),
)
