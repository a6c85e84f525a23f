"""Rules for distances: three weeks ago, two days earlier, the following day."""

from __future__ import annotations

import re
from dataclasses import replace

from communique.extract.times import reading as read
from communique.extract.times.day_names import at_part_of_day
from communique.extract.times.numbers import count_in
from communique.extract.times.parts_of_year import same_quarter_before, speaks_of_quarter
from communique.extract.times.reading import Context, Reading, Rule, rule
from communique.extract.times.resolve import around, duration_value, shifted, steps, unknown_value
from communique.extract.times.vocabulary import (
    APPROXIMATE,
    DAY_PART,
    NUMBER,
    PLURALS,
    UNIT,
    VAGUE_NUMBER,
    base_unit,
    either,
)
from communique.intervals import shift_days

_HOURS = ("second", "minute", "hour")
# Years that stand for one unit, and by how many years "ago" then misses.
_LONG = {"decade": (10, 2), "century": (100, 20)}
_BESIDE = {"following": 1, "next": 1, "previous": -1, "preceding": -1}


def _read_ago(match: re.Match[str], context: Context) -> Reading | None:
    unit, count = base_unit(match["unit"]), count_in(match)
    if count is not None and unit in _LONG and count.denominator == 2:
        unit, count = "year", count * _LONG[unit][0]  # "half a century ago"
    whole = steps(count)
    forward = match["way"].lower() in ("from now", "hence")
    if whole is None:
        return _some_time(context, forward)
    if unit in _HOURS:
        return _hours_ago(whole, unit, duration_value(count, unit), context)
    if unit == "year" and whole == 1 and not forward and speaks_of_quarter(context):
        return same_quarter_before(context.anchor)
    if context.today is None:
        return read.unknown(duration_value(count, unit))
    slack = 1 if match.groupdict().get("about") else 0
    if unit == "year" and whole % 10 == 0:
        slack = max(slack, whole // 20)  # round numbers are rounded numbers
    if unit in _LONG:
        years, slack = _LONG[unit]
        unit, whole = "year", whole * years
    return _loosened(around(context.today, unit, whole if forward else -whole), slack)


def _some_time(context: Context, forward: bool) -> Reading:
    """A vague distance: somewhere on the one side of the day of publication."""
    if forward:
        return replace(read.reference("FUTURE_REF"), datable=True, start=context.today)
    return replace(read.reference("PAST_REF"), datable=True, end=context.today)


def _loosened(found: Reading | None, slack: int) -> Reading | None:
    """Widen an interval on both sides by ``slack`` times its length."""
    if found is None or found.start is None or found.end is None or not slack:
        return found
    days = slack * ((found.end - found.start).days + 1)
    return replace(found, start=shift_days(found.start, -days), end=shift_days(found.end, days))


def _hours_ago(count: int, unit: str, value: str, context: Context) -> Reading:
    if context.today is None:
        return read.unknown(value, "day")
    days = -(-count // 24) if unit == "hour" else 1
    found = read.day(context.today)
    return replace(found, type="TIME", start=shift_days(context.today, -days))


def _read_earlier(match: re.Match[str], context: Context) -> Reading | None:
    """Read "two days earlier", "a week later": so far from the date told before."""
    unit, count = base_unit(match["unit"]), count_in(match)
    whole = steps(count)
    backward = match["way"].lower() == "earlier"
    if unit == "year" and whole == 1 and backward:
        quarter = speaks_of_quarter(context)
        return same_quarter_before(context.anchor) if quarter else shifted("year", -1, context)
    start = context.anchor.start if context.anchor else None
    if whole is None or start is None or unit in _HOURS:
        return Reading(type="DURATION", value=duration_value(count, unit), datable=False)
    if unit in _LONG:
        unit, whole = "year", whole * _LONG[unit][0]
    found = around(start, unit, -whole if backward else whole)
    return found and replace(found, anchored=True)


def _read_following(match: re.Match[str], context: Context) -> Reading | None:
    """Read "the following day", "that same year": beside the date told before."""
    unit = match["unit"].lower()
    by = _BESIDE.get(match["which"].lower().split()[-1], 0)
    if context.anchor is None or context.anchor.start is None:
        return read.unknown(unknown_value(unit))
    found = around(context.anchor.start, unit, by)
    if found is None:
        return None
    part = (match.groupdict().get("part") or "").lower() or None
    return replace(read.narrowed(found, part), anchored=True)


def _read_following_part(match: re.Match[str], context: Context) -> Reading | None:
    """Read "the next morning", "that evening": on or beside the day told before."""
    by = _BESIDE.get(match["which"].lower().split()[-1], 0)
    if context.anchor is None or context.anchor.start is None:
        return None
    found = read.day(shift_days(context.anchor.start, by))
    return at_part_of_day(replace(found, anchored=True), match["day_part"])


_COUNT = rf"(?P<about>{APPROXIMATE} )?(?:(?P<count>{NUMBER})|{VAGUE_NUMBER})"

RULES: tuple[Rule, ...] = (
    rule(
        "ago",
        rf"{_COUNT} (?P<unit>{UNIT})(?: or so)? (?P<way>ago|from now|hence)",
        _read_ago,
    ),
    rule("years ago", rf"(?P<unit>{either(PLURALS)}) (?P<way>ago)", _read_ago),
    rule("earlier", rf"{_COUNT} (?P<unit>{UNIT}) (?P<way>earlier|later)", _read_earlier),
    rule(
        "following",
        r"(?:(?P<part>early|late) )?"
        r"(?P<which>the following|the previous|the preceding|(?:that|the) same|that) "
        r"(?P<unit>day|week|weekend|month|year|decade)",
        _read_following,
    ),
    rule(
        "following part of day",
        r"(?P<which>the (?:following|next|previous)|that(?: same)?|the same) "
        rf"(?P<day_part>{DAY_PART})",
        _read_following_part,
    ),
    rule("next day", "(?P<which>the next) (?P<unit>day)", _read_following),
)
