"""Rules for calendar units told from the day of publication: last month, earlier this year."""

from __future__ import annotations

import re
from dataclasses import replace

from communique.extract.times import reading as read
from communique.extract.times.calendar_dates import part_word
from communique.extract.times.reading import Context, Reading, Rule, rule
from communique.extract.times.resolve import shifted, weekend

_STEP = {"last": -1, "past": -1, "this past": -1, "this": 0, "next": 1, "coming": 1,
         "this coming": 1}  # fmt: skip


def _cut_at_today(found: Reading, part: str | None, context: Context) -> Reading:
    """Keep what "earlier" or "later this year" leaves of the year; otherwise the part named."""
    today = context.today
    if today is None or found.start is None or found.end is None:
        return found
    if part == "earlier":
        return replace(found, end=max(found.start, min(found.end, today)))
    if part == "later":
        return replace(found, start=min(found.end, max(found.start, today)))
    return found if part == "sometime" else read.narrowed(found, part)


def _read_unit(match: re.Match[str], context: Context) -> Reading | None:
    unit, which = match["unit"].lower(), match["which"].lower()
    part = part_word(match["part"])
    if unit == "weekend":
        return _cut_at_today(weekend(context, which.split()[-1]), part, context)
    found = shifted(unit, _STEP[which], context)
    return found and _cut_at_today(found, part, context)


def _read_current(match: re.Match[str], context: Context) -> Reading | None:
    found = shifted(match["unit"].lower(), 0, context)
    return found and _cut_at_today(found, part_word(match.groupdict().get("part")), context)


def _read_rolling(match: re.Match[str], context: Context) -> Reading | None:
    """Read "the past year": valued as the unit before, the days running up to publication."""
    by = _STEP[match["which"].lower()]
    found = shifted(match["unit"].lower(), by, context)
    today = context.today
    if found is None or today is None or found.start is None or found.end is None:
        return found
    if by < 0:
        return replace(found, end=max(found.end, today))
    return replace(found, start=min(found.start, today))


def _read_latest(_: re.Match[str], context: Context) -> Reading | None:
    return shifted("year", -1, context)


def _read_before(_: re.Match[str], context: Context) -> Reading | None:
    """Read "up from ... the year before": before the year told of, or before this one."""
    told = context.anchor
    if told is None or told.start is None or told.precision != "year":
        return shifted("year", -1, context)
    found = read.year(told.start.year - 1)
    return found and replace(found, anchored=True)


def _read_the_weekend(_: re.Match[str], context: Context) -> Reading | None:
    return weekend(context, None)


_PART = (
    r"(?:(?P<part>early|earlier|late|later|mid|sometime|(?:the )?(?:beginning|start|middle|end)"
    r"(?: of)?)(?: in)?[ -])?"
)

RULES: tuple[Rule, ...] = (
    rule(
        "unit",
        rf"{_PART}(?P<which>last|this|next|this past|this coming) "
        r"(?P<unit>week|month|quarter|year|decade|century|weekend)",
        _read_unit,
    ),
    rule(
        "current",
        r"the current (?:fiscal )?(?P<unit>week|month|quarter|year|decade)",
        _read_current,
    ),
    rule(
        "rolling",
        r"the (?P<which>past|last|coming|next) (?P<unit>week|month|quarter|year)(?: or so)?",
        _read_rolling,
    ),
    rule("the weekend", "the weekend", _read_the_weekend),
    rule(
        "within unit",
        r"(?P<part>early|earlier|late|later) in the (?P<unit>day|week|month|year|decade)"
        r"(?! (?:before|after|earlier|of|that))",
        _read_current,
    ),
    rule("full year", "the (?:full|calendar) (?P<unit>year)", _read_current),
    rule(
        "latest year",
        "the (?:latest|last|past|previous) (?:fiscal|financial) year",
        _read_latest,
    ),
    rule("year before", "the (?P<unit>year) (?:before|earlier)(?=[ ]?[,.;:)]|$)", _read_before),
    rule(
        "end of unit",
        r"(?P<part>(?:the )?(?:beginning|start|middle|end)) of (?:the|this) "
        r"(?P<unit>week|month|quarter|year|decade)",
        _read_current,
    ),
)
