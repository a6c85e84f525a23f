"""Rules for hours of the clock, with or without the day they belong to."""

from __future__ import annotations

import re
from dataclasses import replace

from communique.extract.times import reading as read
from communique.extract.times.calendar_dates import month_number, weekday_number
from communique.extract.times.day_names import beside_today
from communique.extract.times.numbers import read_year
from communique.extract.times.reading import Context, Reading, Rule, rule
from communique.extract.times.resolve import month_day, safe_date, weekday
from communique.extract.times.vocabulary import DAY, MONTH, WEEKDAY, YEAR

_NAMED = {"noon": (12, 0), "midday": (12, 0), "midnight": (24, 0)}
_NEAR = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}


def _clock(match: re.Match[str]) -> str | None:
    """Return THH:MM, or None for an hour that no clock shows."""
    if match["named"]:
        hour, minute = _NAMED[match["named"].lower()]
        return f"T{hour:02}:{minute:02}"
    hour, minute = (
        int(match["hour"] or match["hour24"]),
        int(match["minute"] or match["minute24"] or 0),
    )
    half = _half(match["half"] or "")
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"T{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def _half(words: str) -> str:
    """Return "am" or "pm" for "a.m.", "in the evening", "at night"; empty for nothing."""
    if " " not in words.strip():
        return words.lower().replace(".", "")
    return "am" if "morning" in words.lower() else "pm"


def _day_of(match: re.Match[str], context: Context) -> Reading | None:
    if match["weekday"]:
        number = weekday_number(match["weekday"])
        return weekday(number, context) if number else None
    if match["near"]:
        return beside_today(_NEAR[match["near"].lower()], context)
    if match["month"] or match["month2"]:
        return _dated(match, context)
    anchor = context.anchor
    if anchor is not None and anchor.precision == "day" and anchor.start == anchor.end:
        return replace(anchor, anchored=True)
    return beside_today(0, context)


def _dated(match: re.Match[str], context: Context) -> Reading | None:
    month = month_number(match["month"] or match["month2"])
    digits = re.match(r"\d+", match["day"] or match["day2"])
    assert digits is not None
    year = read_year(match["year"]) if match["year"] else None
    if year is None:
        return month_day(month, int(digits.group()), context)
    on = safe_date(year, month, int(digits.group()))
    return read.day(on, explicit=True) if on else None


def _read_clock(match: re.Match[str], context: Context) -> Reading | None:
    at, on = _clock(match), _day_of(match, context)
    if at is None or on is None:
        return None
    told = any(match[group] for group in ("weekday", "near", "month", "month2"))
    if not told and not on.anchored and on.start is not None:
        # News told in the morning speaks of the evening before.
        on = replace(on, start=on.start.fromordinal(on.start.toordinal() - 1))
    return replace(on, type="TIME", value=f"{on.value[:10]}{at}", precision="minute")


_HALF = (
    r"(?P<half>a\.m\.?|p\.m\.?|am|pm|(?:o['’]clock )?in the (?:morning|afternoon|evening)"
    r"|(?:o['’]clock )?at night)"
)
_ZONE = (
    r"(?: ?\(?(?:GMT|UTC|EST|EDT|CET|CEST|MSK|BST|ET|PT|CT|IST|JST|Moscow time|Beijing time|"
    r"local time|Eastern time)(?:[+-]\d{1,2})?\)?)"
)
_NEAR_WORDS = "(?P<near>today|tonight|yesterday|tomorrow)"
_ON = (
    rf"(?:,? (?:on )?(?:(?P<weekday>{WEEKDAY})|{_NEAR_WORDS}|(?P<month>{MONTH}) (?P<day>{DAY})"
    rf"|(?P<day2>{DAY}) (?P<month2>{MONTH}))(?:,? (?P<year>{YEAR}))?)"
)
_HOUR = (
    rf"(?:(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d))? ?{_HALF}"
    rf"|(?P<hour24>\d{{1,2}}):(?P<minute24>\d\d)(?: ?(?:hrs|hours))?(?![\d:])"
)
_ABOUT = r"(?:(?:around|about|shortly after|shortly before|just after|just before) )?"

RULES: tuple[Rule, ...] = (
    rule(
        "clock",
        rf"{_ABOUT}(?:{_HOUR})|(?P<named>noon|midnight|midday)){_ZONE}?(?:{_ON})?",
        _read_clock,
    ),
)
