"""The words of time: months, weekdays, units, seasons, parts of the day, numbers.

Plain data, English news usage. Pattern fragments are built from the data, so that a word is
written once. Patterns are matched without regard to case unless a fragment says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

MONTHS: Mapping[str, int] = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7,
    "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
}  # fmt: skip
MONTH_ABBREVIATIONS: Mapping[str, int] = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9,
    "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
# Names of months that are also words or given names: they need a companion word to be read.
DOUBTFUL_MONTHS = frozenset({"march", "april", "may", "june", "august"})

# ISO numbers, Monday is 1.
WEEKDAYS: Mapping[str, int] = {
    "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6,
    "sunday": 7,
}  # fmt: skip
WEEKDAY_ABBREVIATIONS: Mapping[str, int] = {
    "mon": 1, "tue": 2, "tues": 2, "wed": 3, "thu": 4, "thur": 4, "thurs": 4, "fri": 5, "sat": 6,
    "sun": 7,
}  # fmt: skip

# Season: TIMEX3 code, first month, number of months (northern hemisphere).
SEASONS: Mapping[str, tuple[str, int, int]] = {
    "spring": ("SP", 3, 3), "summer": ("SU", 6, 3), "autumn": ("FA", 9, 3), "fall": ("FA", 9, 3),
    "winter": ("WI", 12, 3),
}  # fmt: skip

DAY_PARTS: Mapping[str, str] = {
    "morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "midday": "T12:00",
    "noon": "T12:00", "midnight": "T24:00", "dawn": "TMO", "dusk": "TEV",
}  # fmt: skip

# Unit: TIMEX3 duration prefix and letter, and how many of that letter one unit is.
UNITS: Mapping[str, tuple[str, str, int]] = {
    "second": ("PT", "S", 1), "minute": ("PT", "M", 1), "hour": ("PT", "H", 1),
    "day": ("P", "D", 1), "night": ("P", "D", 1), "week": ("P", "W", 1),
    "fortnight": ("P", "W", 2), "weekend": ("P", "WE", 1), "month": ("P", "M", 1),
    "quarter": ("P", "M", 3), "year": ("P", "Y", 1), "decade": ("P", "Y", 10),
    "century": ("P", "Y", 100),
}  # fmt: skip
PLURALS: Mapping[str, str] = {f"{unit}s": unit for unit in UNITS} | {"centuries": "century"}

ORDINALS: Mapping[str, int] = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4,
}  # fmt: skip
ORDINAL_DAYS: Mapping[str, int] = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13,
    "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18,
    "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip

SMALL_NUMBERS: Mapping[str, int] = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS: Mapping[str, int] = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
DECADES: Mapping[str, int] = {
    "twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7,
    "eighties": 8, "nineties": 9,
}  # fmt: skip


def either(words: Iterable[str]) -> str:
    """Return a pattern that matches any of ``words``, the longest first."""
    return "(?:" + "|".join(sorted(words, key=lambda word: (-len(word), word))) + ")"


def _names(full: Mapping[str, int], short: Mapping[str, int]) -> str:
    """Match names in title or upper case, abbreviations with or without a full stop."""
    long = [form for word in full for form in (word.title(), word.upper())]
    abbreviated = [form for word in short for form in (word.title(), word.upper())]
    return rf"(?-i:{either(long)}|{either(abbreviated)}\b\.?)"


MONTH = _names(MONTHS, MONTH_ABBREVIATIONS)
# A month that stands alone: written out, or abbreviated with its full stop.
LONE_MONTH = (
    r"(?-i:" + either(word.title() for word in MONTHS) + "|"
    + either(word.title() for word in MONTH_ABBREVIATIONS) + r"\.)"
)  # fmt: skip
WEEKDAY = either(WEEKDAYS)
DATED_WEEKDAY = rf"(?:{WEEKDAY}|(?-i:{either(w.title() for w in WEEKDAY_ABBREVIATIONS)})\b\.?)"
SEASON = either(SEASONS)
DAY_PART = "(?:morning|afternoon|evening|night)"
UNIT = either([*UNITS, *PLURALS])
CALENDAR_UNIT = "(?:week|month|quarter|year|decade|century|weekend)"
YEAR = r"(?:1[5-9]\d\d|20\d\d)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_TENS = either(TENS)
_ONES = either(word for word, value in SMALL_NUMBERS.items() if value < 10)
_SMALL = rf"(?:{_TENS}(?:[ -]{_ONES})?|{either(SMALL_NUMBERS)})"
SPELLED_YEAR = (
    rf"(?:nineteen[ -](?:hundred|{_TENS}(?:[ -]{_ONES})?|{either(SMALL_NUMBERS)})"
    rf"|two thousand(?: (?:and )?{_SMALL})?|twenty[ -]{_TENS}(?:[ -]{_ONES})?)"
)
SPELLED_NUMBER = rf"(?:(?:(?:{_SMALL}|an?) (?:hundred|thousand)|{_SMALL})(?:[ -]and[ -]a[ -]half)?)"
DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d{1,4})(?:\.\d+|[ -]1/2|½)?(?:[ -]and[ -]a[ -]half)?"
NUMBER = rf"(?:{SPELLED_NUMBER}|{DIGITS}|half an?|(?:a )?couple of|an?)"
VAGUE_NUMBER = (
    r"(?:several|a few|few|some|many|a number of|numerous|a dozen|"
    r"dozens of|hundreds of|thousands of)"
)
APPROXIMATE = (
    r"(?:(?:no |slightly |just |a little |little )?(?:more|less|fewer|longer) than|"
    r"at (?:least|most)|up to|about|around|roughly|approximately|nearly|almost|"
    r"(?:just|well) (?:over|under)|over(?= an? )|as (?:many|much|long) as|close to)"
)


def base_unit(word: str) -> str:
    """Return the singular of a unit of time, in lower case."""
    lower = word.lower()
    return PLURALS.get(lower, lower)
