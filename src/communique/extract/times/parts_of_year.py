"""Rules for seasons, quarters and halves of a year."""

from __future__ import annotations

import re
from dataclasses import replace

from communique.extract.times import reading as read
from communique.extract.times.calendar_dates import part_word
from communique.extract.times.numbers import read_year
from communique.extract.times.reading import Context, Reading, Rule, rule
from communique.extract.times.resolve import part_of_year, season, shifted
from communique.extract.times.vocabulary import ORDINALS, SEASON, SPELLED_YEAR, YEAR, either

_STEP = {"last": -1, "this": 0, "next": 1}
_HALVES = {"first": 1, "second": 2, "last": 2, "latter": 2}


def speaks_of_quarter(context: Context) -> bool:
    """Tell whether the last date told was a quarter, as in reports of results."""
    return context.anchor is not None and context.anchor.precision == "quarter"


def same_quarter_before(found: Reading | None) -> Reading | None:
    """Return the same quarter of the year before."""
    if found is None or found.start is None:
        return found
    before = read.quarter(found.start.year - 1, (found.start.month + 2) // 3)
    return replace(before, anchored=True)


def _read_season(match: re.Match[str], context: Context) -> Reading | None:
    year = read_year(match["year"]) if match["year"] else None
    which = (match.groupdict().get("which") or "").lower() or None
    found = season(match["season"].lower(), context, which, year)
    found = replace(found, explicit=year is not None)
    return read.narrowed(found, part_word(match["part"]))


def _year_told(match: re.Match[str], context: Context) -> int | None:
    groups = match.groupdict()
    if groups.get("year"):
        return read_year(groups["year"])
    if groups.get("which") and context.today is not None:
        return context.today.year + _STEP[groups["which"].lower()]
    return None


def _read_quarter(match: re.Match[str], context: Context) -> Reading | None:
    groups = match.groupdict()
    ordinal = groups.get("ordinal")
    number = ORDINALS[ordinal.lower()] if ordinal else int(groups["digit"])
    year = _year_told(match, context)
    if year is not None:
        return read.quarter(year, number, explicit=bool(groups["year"]))
    return part_of_year(number, context, read.quarter, f"XXXX-Q{number}")


def _read_half(match: re.Match[str], context: Context) -> Reading | None:
    number = _HALVES[match["ordinal"].lower()]
    year = _year_told(match, context)
    if year is not None:
        return read.half(year, number, explicit=bool(match["year"]))
    return part_of_year(number, context, read.half, f"XXXX-H{number}")


def _read_short_half(match: re.Match[str], _: Context) -> Reading | None:
    year = read_year(match["year"])
    return read.half(year, int(match["digit"]), explicit=True) if year else None


def _read_the_quarter(_: re.Match[str], context: Context) -> Reading | None:
    """Read the quarter that the text speaks of, or the last one that ended."""
    if context.anchor is not None and speaks_of_quarter(context):
        return replace(context.anchor, anchored=True)
    return shifted("quarter", -1, context)


def _read_quarter_before(match: re.Match[str], context: Context) -> Reading | None:
    """Read "the year-earlier period": the quarter spoken of, one year back."""
    if match["ordinal"]:
        number = ORDINALS[match["ordinal"].lower()]
        found = part_of_year(number, context, read.quarter, f"XXXX-Q{number}")
        return same_quarter_before(found)
    return same_quarter_before(_read_the_quarter(match, context))


def _read_period_of_year(match: re.Match[str], context: Context) -> Reading | None:
    """Read "the 1988 quarter": in that year, the quarter spoken of or else the last one."""
    year = read_year(match["year"])
    if year is None:
        return None
    told = _read_the_quarter(match, context)
    if told is None or told.start is None or not (match["quarter"] or speaks_of_quarter(context)):
        return read.year(year, explicit=True)
    return read.quarter(year, (told.start.month + 2) // 3)


def _read_year_end(_: re.Match[str], context: Context) -> Reading | None:
    if context.today is None:
        return read.unknown("XXXX-12", "month")
    return read.month(context.today.year, 12)


_ORDINAL = rf"(?P<ordinal>{either(ORDINALS)})"
_YEAR = rf"(?P<year>{YEAR}|{SPELLED_YEAR})"
_THAT_YEAR = "(?P<which>this|last|next) year"

RULES: tuple[Rule, ...] = (
    rule("year end", "year[ -]end|year['’]s end", _read_year_end),
    rule(
        "season",
        r"(?:(?P<part>(?:the )?(?:early|mid|late|end of|beginning of)) ?-?(?:the )?)?"
        rf"(?:(?P<which>last|this past|this|next|coming) |the )(?P<season>{SEASON})"
        rf"(?: of)?(?: {_YEAR})?",
        _read_season,
    ),
    rule(
        "season year",
        rf"(?:(?P<part>early|mid|late)[ -])?(?P<season>{SEASON})(?: of)? {_YEAR}",
        _read_season,
    ),
    # "the third quarter" is one expression, but in "the third-quarter loss" the article is not.
    rule(
        "quarter",
        rf"(?:the (?!\w+-\w))?(?:fiscal[ -])?{_ORDINAL}[ -](?:fiscal )?quarter"
        rf"(?:(?: of|,)? (?:(?:the )?{_YEAR}|{_THAT_YEAR}))?",
        _read_quarter,
    ),
    rule(
        "year quarter",
        rf"(?:the )?(?:{_YEAR}|{_THAT_YEAR})(?:['’]s)? {_ORDINAL} quarter",
        _read_quarter,
    ),
    rule("Q3", rf"Q(?P<digit>[1-4])(?:(?: of|,)? {_YEAR})?", _read_quarter),
    rule(
        "half",
        rf"(?:the )?(?P<ordinal>{either(_HALVES)}) half of (?:{_YEAR}|{_THAT_YEAR}|the year)",
        _read_half,
    ),
    rule("H1", rf"H(?P<digit>[12])(?: of|,)? {_YEAR}", _read_short_half),
    rule("period of year", rf"the {_YEAR} (?:(?P<quarter>quarter)|period)", _read_period_of_year),
    rule("the quarter", "(?:the|that|the latest) quarter|the latest period", _read_the_quarter),
    rule(
        "quarter before",
        rf"(?:the )?year-(?:ago|earlier)(?:(?: {_ORDINAL})? (?:quarter|period))?",
        _read_quarter_before,
    ),
)
