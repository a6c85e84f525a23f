"""Rules for parts and days of a month: the first week of June, the 3rd of this month."""

from __future__ import annotations

import re
from dataclasses import replace

from communique.extract.times import reading as read
from communique.extract.times.calendar_dates import ORDINAL_DAY, day_number, month_number
from communique.extract.times.numbers import read_year
from communique.extract.times.reading import Context, Reading, Rule, rule
from communique.extract.times.resolve import month_of_year, safe_date
from communique.extract.times.vocabulary import MONTH, YEAR
from communique.intervals import shift_months

_PARTS_OF_MONTH = {
    ("first", "half"): (1, 15), ("second", "half"): (16, 31), ("latter", "half"): (16, 31),
    ("first", "week"): (1, 7), ("second", "week"): (8, 14), ("third", "week"): (15, 21),
    ("last", "week"): (24, 31), ("first", "days"): (1, 7), ("last", "days"): (24, 31),
    ("opening", "days"): (1, 7), ("final", "days"): (24, 31),
}  # fmt: skip


def _read_part_of_month(match: re.Match[str], context: Context) -> Reading | None:
    """Read "the first week of June": valued as the month, the days narrowed."""
    number = month_number(match["month"])
    year = read_year(match["year"]) if match["year"] else None
    whole = read.month(year, number, explicit=True) if year else month_of_year(number, context)
    days = _PARTS_OF_MONTH.get((match["which"].lower(), match["unit"].lower()))
    if days is None:
        return None
    if whole.start is None or whole.end is None:
        return whole
    first, last = whole.start.replace(day=days[0]), min(days[1], whole.end.day)
    return replace(whole, start=first, end=whole.end.replace(day=last))


def _read_day_of_month(match: re.Match[str], context: Context) -> Reading | None:
    """Read "the 3rd of this month"."""
    if context.today is None:
        return read.unknown("XXXX-XX-XX", "day")
    month = shift_months(context.today, {"last": -1, "this": 0, "next": 1}[match["which"].lower()])
    on = safe_date(month.year, month.month, day_number(match["day"]))
    return read.day(on) if on else None


_DAY = rf"(?:{ORDINAL_DAY}|\d{{1,2}}(?:st|nd|rd|th))"

RULES: tuple[Rule, ...] = (
    rule(
        "part of month",
        r"the (?P<which>first|second|third|last|latter|opening|final) (?P<unit>week|half|days) of "
        rf"(?P<month>{MONTH})(?: (?:of )?(?P<year>{YEAR}))?",
        _read_part_of_month,
    ),
    rule(
        "day of month",
        rf"(?:the )?(?P<day>{_DAY}) of (?P<which>last|this|next) month",
        _read_day_of_month,
    ),
)
