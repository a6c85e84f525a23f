"""Anniversaries that fix the year of a report: "the 75th anniversary of the founding of NATO"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from communique.extract.times.calendar_dates import ORDINAL_DAY, day_number
from communique.intervals import shift_days
from communique.knowledge.files import partial_date, read_table
from communique.records import When

_FILE = "anniversaries.csv"
# An anniversary is prepared for a year, kept, and spoken of for a year.
_SPOKEN_OF = 366  # days
_ANNIVERSARY = re.compile(
    rf"\b(?P<number>\d{{1,3}}(?:st|nd|rd|th)|{ORDINAL_DAY}) anniversary of "
    r"(?:(?:the )?(?:founding|foundation|establishment|creation|signing|start|beginning|launch) "
    r"of )?",
    re.IGNORECASE,
)


def anniversary_bounds(text: str) -> When | None:
    """Return between which days a text was written that names anniversaries of known days.

    Args:
        text: of a report without a day.

    Returns:
        None if it names none, or if two of them cannot be of one time.
    """
    days = list(_kept(text))
    if not days:
        return None
    start = shift_days(max(days), -_SPOKEN_OF)
    end = shift_days(min(days), _SPOKEN_OF)
    return When(start=start, end=end, basis="document") if start <= end else None


def _kept(text: str) -> Iterator[date]:
    """Yield the day of each anniversary that a text names."""
    for match in _ANNIVERSARY.finditer(text):
        first = _first_day(text[match.end() :])
        year = first.year + day_number(match["number"]) if first is not None else date.max.year
        if first is not None and year < date.max.year - 1:
            yield first.replace(year=year)


def _first_day(words: str) -> date | None:
    """Return the day that the words at the beginning of ``words`` name, the longest first."""
    plain = " ".join(words[:80].replace("’", "'").split())
    for name, day in _days():
        if plain.startswith(name) and not plain[len(name) : len(name) + 1].isalnum():
            return day
    return None


@cache
def _days() -> tuple[tuple[str, date], ...]:
    rows = read_table("communique.extract.times", _FILE, ("day", "names"))
    found = []
    for row in rows:
        day = partial_date(row["day"], end=False, where=f"{_FILE}: {row['names']}")
        assert day is not None
        found += [(name.strip(), day) for name in row["names"].split(";")]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))
