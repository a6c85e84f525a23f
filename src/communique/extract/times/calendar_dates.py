"""Rules for dates that name a day or a month of the calendar."""

from __future__ import annotations

import re
from dataclasses import replace

from communique.extract.times import reading as read
from communique.extract.times.numbers import read_year
from communique.extract.times.reading import Context, Reading, Rule, rule
from communique.extract.times.resolve import month_day, month_of_year, safe_date
from communique.extract.times.vocabulary import (
    DATED_WEEKDAY,
    DAY,
    LONE_MONTH,
    MONTH,
    MONTH_ABBREVIATIONS,
    MONTHS,
    ORDINAL_DAYS,
    SPELLED_YEAR,
    WEEKDAY_ABBREVIATIONS,
    WEEKDAYS,
    YEAR,
    either,
)

ORDINAL_DAY = rf"(?:(?:twenty|thirty)[ -])?{either(ORDINAL_DAYS)}"
_DASH = r" ?[-–—] ?"
_THROUGH = rf"(?:{_DASH}| (?:to|through|until|till|and|&) )"
_WEEKDAY = (
    rf"(?:(?P<which>last|next|this(?: coming)?) )?(?:(?P<weekday>{DATED_WEEKDAY}),? (?:the )?\(?)?"
)
_YEAR = rf"(?:(?:,| of)? (?P<year>{YEAR}|{SPELLED_YEAR})(?!,\d))?"
PART_OF = (
    r"(?:(?P<part>(?:the )?(?:early|mid|middle|late|beginning|start|end)(?: part)?"
    r"(?:(?: of| in)(?: the)?)?)[ -])?"
)


def month_number(words: str) -> int:
    """Return 1 to 12 for a month's name or abbreviation."""
    word = words.lower().rstrip(".")
    return MONTHS.get(word) or MONTH_ABBREVIATIONS[word]


def weekday_number(words: str | None) -> int | None:
    """Return 1 (Monday) to 7 for a weekday's name or abbreviation."""
    word = (words or "").lower().rstrip(".")
    return WEEKDAYS.get(word) or WEEKDAY_ABBREVIATIONS.get(word)


def day_number(words: str) -> int:
    """Return the day of "10th", "27." or "twenty-first"."""
    digits = re.match(r"\d+", words)
    if digits:
        return int(digits.group())
    *tens, last = re.split(r"[\s-]", words.lower())
    return ORDINAL_DAYS[last] + ({"twenty": 20, "thirty": 30}[tens[0]] if tens else 0)


def part_word(words: str | None) -> str | None:
    """Return "early", "mid", "end" ... out of "the end of the"."""
    if words is None:
        return None
    return re.sub(r"^the\s", "", words.lower()).split()[0]


def _one_day(month: int, number: int, match: re.Match[str], context: Context) -> Reading | None:
    groups = match.groupdict()
    year = read_year(groups["year"]) if groups.get("year") else None
    if year is not None:
        on = safe_date(year, month, number)
        return read.day(on, explicit=True) if on else None
    if groups.get("which") == "last":
        context = replace(context, direction="past")
    return month_day(month, number, context, weekday_number(groups.get("weekday")))


def _span(first: Reading | None, last: Reading | None) -> Reading | None:
    """Join two days to a range; out of order (over a new year) means that we misread."""
    if first is None or last is None:
        return None
    if first.start is None or last.end is None:
        return replace(first, value=f"{first.value}/{last.value}")
    if first.start > last.end:
        return None
    return replace(first, value=f"{first.value}/{last.value}", end=last.end)


def _read_day(match: re.Match[str], context: Context) -> Reading | None:
    month = month_number(match["month"])
    first = _one_day(month, day_number(match["day"]), match, context)
    last_day = match.groupdict().get("last")
    if not last_day:
        return first
    return _span(first, _one_day(month, day_number(last_day), match, context))


def _read_two_months(match: re.Match[str], context: Context) -> Reading | None:
    last = _one_day(month_number(match["month"]), day_number(match["last"]), match, context)
    first_month, first_day = month_number(match["first_month"]), day_number(match["day"])
    if last is None or last.start is None:
        first = month_day(first_month, first_day, replace(context, today=None))
    else:
        before = [
            safe_date(y, first_month, first_day) for y in (last.start.year, last.start.year - 1)
        ]
        on = next((d for d in before if d is not None and d <= last.start), None)
        first = read.day(on, explicit=last.explicit) if on else None
    return _span(first, last)


def _read_iso(match: re.Match[str], _: Context) -> Reading | None:
    on = safe_date(int(match["year"]), int(match["month"]), int(match["day"]))
    return read.day(on, explicit=True) if on else None


def _read_numeric(match: re.Match[str], _: Context) -> Reading | None:
    """Read 18.06.2023 and 09/10/2023; full stops mean day first, slashes mean either."""
    year = int(match["year"])
    first, second = int(match["first"]), int(match["second"])
    day_first, month_first = safe_date(year, second, first), safe_date(year, first, second)
    if match["separator"] == ".":
        month_first = None
    days = sorted({on for on in (day_first, month_first) if on})
    if not days:
        return None
    if len(days) == 1:
        return read.day(days[0], explicit=True)
    return Reading(
        value=f"{year}-XX-XX", start=days[0], end=days[1], precision="day", explicit=True
    )


def _read_month_year(match: re.Match[str], _: Context) -> Reading | None:
    year = read_year(match["year"])
    if year is None:
        return None
    found = read.month(year, month_number(match["month"]), explicit=True)
    return read.narrowed(found, part_word(match["part"]))


def _read_month(match: re.Match[str], context: Context) -> Reading | None:
    month = month_number(match["month"])
    which = match["which"].lower().split()[-1] if match["which"] else None
    if match["of"]:
        shift = {"this": 0, "last": -1, "next": 1}[match["of"].lower()]
        today = context.today
        found = (
            read.month(today.year + shift, month)
            if today
            else read.unknown(f"XXXX-{month:02}", "month")
        )
    else:
        found = month_of_year(month, context, which)
    return read.narrowed(found, part_word(match["part"]))


def _read_month_range(match: re.Match[str], context: Context) -> Reading | None:
    """Read "January-May 2024"; without a year, the last month says which."""
    first, last = month_number(match["first"]), month_number(match["month"])
    if match["year"]:
        year = read_year(match["year"])
        end = read.month(year, last, explicit=True) if year else None
    else:
        end = month_of_year(last, context)
    if end is None or end.end is None:
        return read.unknown(f"XXXX-{first:02}/XXXX-{last:02}", "month")
    start = read.month(end.end.year - (first > last), first)
    return replace(end, value=f"{start.value}/{end.value}", start=start.start)


_MONTH_FIRST = rf"{_WEEKDAY}(?P<month>{MONTH}) (?:the )?(?P<day>{DAY}|{ORDINAL_DAY})"
_DAY_FIRST = rf"{_WEEKDAY}(?P<day>{DAY})(?:\.| of)?[ -](?P<month>{MONTH})"

RULES: tuple[Rule, ...] = (
    rule("iso", r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)", _read_iso),
    rule(
        "numeric",
        r"(?P<first>\d{1,2})(?P<separator>[./-])(?P<second>\d{1,2})(?P=separator)"
        rf"(?P<year>{YEAR})(?![./-]?\d)",
        _read_numeric,
    ),
    rule(
        "month day range",
        rf"{_MONTH_FIRST}{_THROUGH}(?P<last>{DAY})(?![:.,]?\d|%){_YEAR}",
        _read_day,
    ),
    rule(
        "day month range",
        rf"{_WEEKDAY}(?P<day>{DAY}){_THROUGH}(?P<last>{DAY})(?: of)? (?P<month>{MONTH}){_YEAR}",
        _read_day,
    ),
    rule(
        "two month days",
        rf"(?P<first_month>{MONTH}) (?P<day>{DAY})(?:{_DASH}| (?:to|through|until) )"
        rf"(?P<month>{MONTH}) (?P<last>{DAY}){_YEAR}",
        _read_two_months,
    ),
    rule(
        "two day months",
        rf"(?P<day>{DAY}) (?P<first_month>{MONTH})(?:{_DASH}| (?:to|through|until) )"
        rf"(?P<last>{DAY}) (?P<month>{MONTH}){_YEAR}",
        _read_two_months,
    ),
    rule("month day", rf"{_MONTH_FIRST}(?![:.,]?\d|%){_YEAR}", _read_day),
    rule("day month", rf"{_DAY_FIRST}{_YEAR}", _read_day),
    rule(
        "month year",
        rf"{PART_OF}(?P<month>{MONTH})(?:,| of)? (?P<year>{YEAR}|{SPELLED_YEAR})(?!,\d)",
        _read_month_year,
    ),
    rule(
        "month range",
        rf"(?P<first>{LONE_MONTH})(?:{_DASH}| (?:to|through) )(?P<month>{LONE_MONTH}){_YEAR}"
        r"(?! \d)",
        _read_month_range,
    ),
    rule(
        "month",
        rf"{PART_OF}(?:(?P<which>last|next|this(?: past| coming)?|past|coming|previous) )?"
        rf"(?P<month>{LONE_MONTH})(?: (?:of )?(?P<of>this|last|next) year)?",
        _read_month,
    ),
)
