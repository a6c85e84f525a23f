"""Rules for years, decades and centuries."""

from __future__ import annotations

import re
from dataclasses import replace

from communique.extract.times import reading as read
from communique.extract.times.calendar_dates import ORDINAL_DAY, PART_OF, day_number, part_word
from communique.extract.times.numbers import read_year
from communique.extract.times.reading import Context, Reading, Rule, rule
from communique.extract.times.vocabulary import DECADES, SPELLED_YEAR, YEAR, either


def _read_year(match: re.Match[str], _: Context) -> Reading | None:
    year = read_year(match["year"])
    found = None if year is None else read.year(year, explicit=True)
    return found and read.narrowed(found, part_word(match["part"]))


def _read_two_years(match: re.Match[str], _: Context) -> Reading | None:
    first = int(match["year"])
    last = int(str(first)[: 4 - len(match["last"])] + match["last"])
    start, end = read.year(first, explicit=True), read.year(last, explicit=True)
    if not 0 < last - first <= 50 or start is None or end is None:
        return None
    return replace(start, value=f"{first}/{last}", end=end.end)


def _read_decade(match: re.Match[str], _: Context) -> Reading | None:
    if match["name"]:
        first = 1900 + 10 * DECADES[match["name"].lower()]
    else:
        digits = match["decade"].lstrip("'’")
        first = int(digits) if len(digits) == 4 else 1900 + int(digits)
    found = read.decade(first, explicit=True)
    return found and read.narrowed(found, part_word(match["part"]))


def _read_century(match: re.Match[str], _: Context) -> Reading | None:
    digits = re.match(r"\d+", match["number"])
    number = int(digits.group()) if digits else day_number(match["number"])
    return read.century(number, explicit=True) if number <= 30 else None


_FISCAL = "(?:FY ?|(?:the )?(?:fiscal|financial) (?:year )?)"

RULES: tuple[Rule, ...] = (
    rule(
        "two years",
        rf"{_FISCAL}?(?P<year>{YEAR})[/–-](?P<last>\d{{4}}|\d\d)(?![-/]?\d)",
        _read_two_years,
    ),
    rule(
        "year",
        rf"{PART_OF}(?:the year |{_FISCAL})?(?P<year>{YEAR}|{SPELLED_YEAR})"
        r"(?![,.:]?\d|%)",
        _read_year,
    ),
    rule(
        "decade",
        rf"(?:the )?{PART_OF}"
        rf"(?:(?P<decade>(?:(?:1[5-9]|20)\d|['’][2-9])0)['’]?s|(?P<name>{either(DECADES)}))",
        _read_decade,
    ),
    rule(
        "century",
        rf"(?:the )?(?P<number>\d{{1,2}}(?:st|nd|rd|th)|{ORDINAL_DAY})[ -]century",
        _read_century,
    ),
)
