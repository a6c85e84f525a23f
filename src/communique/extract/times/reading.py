"""What a rule makes of some words, and what it may look at to do so."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from communique.intervals import (
    Days,
    half_interval,
    month_interval,
    quarter_interval,
    shift_days,
    week_interval,
    year_interval,
)
from communique.records import Precision

Direction = Literal["past", "future", "present", "unknown"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A type, a TIMEX3 value, and the days meant.

    ``explicit`` says that the words alone fix the days; ``datable`` that they name days at all,
    even if nobody can tell which; ``anchored`` that the days hang on a date told before.
    """

    type: TimeType = "DATE"
    value: str
    start: date | None = None
    end: date | None = None
    precision: Precision = "unknown"
    explicit: bool = False
    datable: bool = True
    anchored: bool = False

    @property
    def days(self) -> Days | None:
        """First and last day if both are known."""
        return None if self.start is None or self.end is None else (self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the words around an expression say.

    ``today`` is the day of publication; ``anchor`` the last date told before in the document.
    """

    today: date | None = None
    direction: Direction = "unknown"
    anchor: Reading | None = None


Reader = Callable[[re.Match[str], Context], Reading | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named pattern and the function that reads its matches."""

    name: str
    pattern: re.Pattern[str]
    read: Reader


def rule(name: str, pattern: str, read: Reader) -> Rule:
    """Make a rule of a pattern that is matched on whole words, whatever its case."""
    flexible = pattern.replace(" ", r"\s")
    return Rule(name, re.compile(rf"(?<![\w$€£]){flexible}(?!\w)", re.IGNORECASE), read)


def day(on: date, *, explicit: bool = False) -> Reading:
    """One day."""
    return Reading(value=on.isoformat(), start=on, end=on, precision="day", explicit=explicit)


def week(holding: date) -> Reading:
    """The ISO week that holds a day."""
    year, number, _ = holding.isocalendar()
    start, end = week_interval(holding)
    return Reading(value=f"{year:04}-W{number:02}", start=start, end=end, precision="week")


def weekend(holding: date) -> Reading:
    """Saturday and Sunday of the ISO week that holds a day."""
    whole = week(holding)
    _, sunday = week_interval(holding)
    saturday = shift_days(sunday, -1)
    return Reading(value=f"{whole.value}-WE", start=saturday, end=sunday, precision="week")


def month(year: int, number: int, *, explicit: bool = False) -> Reading:
    """One month of a year."""
    start, end = month_interval(year, number)
    return Reading(
        value=f"{year:04}-{number:02}", start=start, end=end, precision="month", explicit=explicit
    )


def quarter(year: int, number: int, *, explicit: bool = False) -> Reading:
    """One quarter of a year."""
    start, end = quarter_interval(year, number)
    return Reading(
        value=f"{year:04}-Q{number}", start=start, end=end, precision="quarter", explicit=explicit
    )


def half(year: int, number: int, *, explicit: bool = False) -> Reading:
    """One half of a year."""
    start, end = half_interval(year, number)
    return Reading(
        value=f"{year:04}-H{number}", start=start, end=end, precision="half", explicit=explicit
    )


def year(number: int, *, explicit: bool = False) -> Reading | None:
    """One year, or None outside the calendar."""
    if not 1 <= number <= 9999:
        return None
    start, end = year_interval(number)
    return Reading(value=f"{number:04}", start=start, end=end, precision="year", explicit=explicit)


def decade(first: int, *, explicit: bool = False) -> Reading | None:
    """The ten years that begin with ``first``, a multiple of ten."""
    if not 10 <= first <= 9990:
        return None
    return Reading(
        value=f"{first // 10:03}", start=date(first, 1, 1), end=date(first + 9, 12, 31),
        precision="decade", explicit=explicit,
    )  # fmt: skip


def century(number: int, *, explicit: bool = False) -> Reading | None:
    """One century: the 20th has the value 19 and ends with the year 2000."""
    if not 1 <= number <= 99:
        return None
    first, last = date(number * 100 - 99, 1, 1), date(number * 100, 12, 31)
    return Reading(value=f"{number - 1:02}", start=first, end=last, explicit=explicit)


def unknown(value: str, precision: Precision = "unknown") -> Reading:
    """Days that are meant but that nobody can tell."""
    return Reading(value=value, precision=precision)


def reference(value: Literal["PAST_REF", "PRESENT_REF", "FUTURE_REF"]) -> Reading:
    """A vague pointer into the past, the present or the future."""
    return Reading(value=value, datable=False)


def narrowed(reading: Reading, part: str | None) -> Reading:
    """Keep the part of an interval that "early", "mid", "late", "the end of" point at.

    The parts are generous, halves and middle halves: "early July" may be the 14th.
    """
    if part is None or reading.days is None:
        return reading
    start, end = reading.days
    length = (end - start).days
    word = part.lower()
    if word.startswith(("early", "beginning", "start")):
        return replace(reading, end=shift_days(start, length // 2))
    if word.startswith(("mid", "middle")):
        quarter_length = length // 4
        return replace(
            reading, start=shift_days(start, quarter_length), end=shift_days(end, -quarter_length)
        )
    return replace(reading, start=shift_days(end, -(length // 2)))
