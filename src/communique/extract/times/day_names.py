"""Rules for days told by name or by place beside today: Friday, last night, this morning."""

from __future__ import annotations

import re
from dataclasses import replace

from communique.extract.times import reading as read
from communique.extract.times.calendar_dates import weekday_number
from communique.extract.times.reading import Context, Reading, Rule, rule
from communique.extract.times.resolve import weekday
from communique.extract.times.vocabulary import DAY_PART, DAY_PARTS, WEEKDAY
from communique.intervals import shift_days

_NEARNESS = r"(?:(?P<part>early|earlier|late|later)(?: on)? )?"
_TODAY = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}


def at_part_of_day(found: Reading, part: str | None) -> Reading:
    """Turn a day into the TIME of its morning, afternoon, evening or night."""
    if not part:
        return found
    word = re.sub(r"^mid[ -]?(?=morn|after)", "", part.lower())
    return replace(found, type="TIME", value=f"{found.value[:10]}{DAY_PARTS[word]}")


def beside_today(days: int, context: Context) -> Reading:
    """The day so many days after publication (before it if negative)."""
    if context.today is None:
        return read.unknown("XXXX-XX-XX", "day")
    return read.day(shift_days(context.today, days))


def _read_weekday(match: re.Match[str], context: Context) -> Reading | None:
    number = weekday_number(match["weekday"])
    assert number is not None
    which = match["which"].lower().split()[-1] if match["which"] else None
    found = weekday(number, context, which)
    groups = match.groupdict()
    return at_part_of_day(found, groups["day_part"] or groups["before"])


def _read_before_last(match: re.Match[str], context: Context) -> Reading | None:
    number = weekday_number(match["weekday"])
    assert number is not None
    found = weekday(number, context, "last")
    shift = -1 if match["day"] else -7
    return read.day(shift_days(found.start, shift)) if found.start else found


def _read_of_week(match: re.Match[str], context: Context) -> Reading | None:
    """Read "Tuesday of last week", "last week Tuesday"."""
    number = weekday_number(match["weekday"])
    assert number is not None
    if context.today is None:
        return read.unknown(f"XXXX-WXX-{number}", "day")
    weeks = {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
    return read.day(shift_days(context.today, number - context.today.isoweekday() + 7 * weeks))


def _read_range(match: re.Match[str], context: Context) -> Reading | None:
    """Read "Monday to Wednesday": the last day follows the first."""
    first, last = weekday_number(match["weekday"]), weekday_number(match["last"])
    assert first is not None and last is not None
    if context.today is None:
        return read.unknown(f"XXXX-WXX-{first}/XXXX-WXX-{last}", "day")
    if context.direction == "future":
        found = weekday(first, context)
        start = found.start
    else:
        until = weekday(last, context).start
        start = shift_days(until, -((last - first) % 7)) if until else None
    if start is None:
        return None
    begin, end = read.day(start), read.day(shift_days(start, (last - first) % 7))
    return replace(begin, value=f"{begin.value}/{end.value}", end=end.end)


def _read_today(match: re.Match[str], context: Context) -> Reading | None:
    word = match["word"].lower()
    found = beside_today(_TODAY[word], context)
    part = "night" if word == "tonight" else match["day_part"] or match["before"]
    return at_part_of_day(found, part)


def _read_beyond(match: re.Match[str], context: Context) -> Reading | None:
    return beside_today(-2 if match["word"].lower() == "before" else 2, context)


def _read_this_part(match: re.Match[str], context: Context) -> Reading | None:
    return at_part_of_day(beside_today(0, context), match["day_part"])


def _read_last_night(_: re.Match[str], context: Context) -> Reading | None:
    return at_part_of_day(beside_today(-1, context), "night")


def _read_overnight(_: re.Match[str], context: Context) -> Reading | None:
    found = at_part_of_day(beside_today(-1, context), "night")
    return replace(found, end=context.today) if context.today else found


def _read_weekdays_of_every_week(match: re.Match[str], _: Context) -> Reading | None:
    number = weekday_number(match["weekday"])
    part = DAY_PARTS[match["day_part"].lower()] if match["day_part"] else ""
    return Reading(type="SET", value=f"XXXX-WXX-{number}{part}", datable=False)


_BEFORE = r"(?:(?P<before>mid[ -]?(?:morning|afternoon)|midday|noon|midnight|dawn)(?: on)? )?"

RULES: tuple[Rule, ...] = (
    rule(
        "weekday",
        rf"{_NEARNESS}{_BEFORE}"
        r"(?:(?P<which>last|next|this(?: past| coming)?|past|coming|previous) )?"
        rf"(?P<weekday>{WEEKDAY})(?: (?P<day_part>{DAY_PART}))?",
        _read_weekday,
    ),
    rule(
        "weekday of week",
        rf"(?P<weekday>{WEEKDAY})(?: of)? (?P<which>last|this|next) week",
        _read_of_week,
    ),
    rule(
        "week and weekday",
        rf"(?P<which>last|this|next) week(?: on)? (?P<weekday>{WEEKDAY})",
        _read_of_week,
    ),
    rule(
        "weekdays in a row",
        rf"(?P<weekday>{WEEKDAY})(?: (?:to|through|until|till) | ?[-–—] ?)(?P<last>{WEEKDAY})",
        _read_range,
    ),
    rule(
        "weekday before last",
        rf"(?:the )?(?P<day>day )?before last (?P<weekday>{WEEKDAY})",
        _read_before_last,
    ),
    rule(
        "every weekday",
        rf"(?:(?:every|each) (?P<weekday>{WEEKDAY})(?: (?P<day_part>{DAY_PART}))?)",
        _read_weekdays_of_every_week,
    ),
    rule(
        "weekdays",
        rf"(?P<weekday>{WEEKDAY})(?:s| (?P<day_part>{DAY_PART})s)",
        _read_weekdays_of_every_week,
    ),
    rule(
        "today",
        rf"{_NEARNESS}{_BEFORE}(?P<word>today|tonight|yesterday|tomorrow)"
        rf"(?: (?P<day_part>{DAY_PART}))?",
        _read_today,
    ),
    rule("beyond", r"(?:the )?day (?P<word>before|after) (?:yesterday|tomorrow)", _read_beyond),
    rule("this part", rf"{_NEARNESS}this (?P<day_part>{DAY_PART})", _read_this_part),
    rule("last night", r"(?:late )?last night", _read_last_night),
    rule("overnight", r"overnight", _read_overnight),
)
