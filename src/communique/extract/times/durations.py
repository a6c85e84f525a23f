"""Rules for lengths of time and for what comes round again: two months, every year."""

from __future__ import annotations

import re
from fractions import Fraction

from communique.extract.times.calendar_dates import month_number
from communique.extract.times.numbers import count_in
from communique.extract.times.reading import Context, Reading, Rule, rule
from communique.extract.times.resolve import (
    PRECISION,
    duration_value,
    shifted,
    span_of_units,
    steps,
)
from communique.extract.times.vocabulary import (
    APPROXIMATE,
    LONE_MONTH,
    NUMBER,
    PLURALS,
    UNIT,
    VAGUE_NUMBER,
    base_unit,
    either,
)

_SETS = {
    "daily": "P1D", "hourly": "PT1H", "weekly": "P1W", "monthly": "P1M", "yearly": "P1Y",
    "annually": "P1Y", "fortnightly": "P2W", "nightly": "P1D",
}  # fmt: skip
_WAYS = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}
_ONE = Fraction(1)
_HALF = Fraction(1, 2)


def _length(value: str) -> Reading:
    return Reading(type="DURATION", value=value, datable=False)


def _set(value: str) -> Reading:
    return Reading(type="SET", value=value, datable=False)


def _read_length(match: re.Match[str], _: Context) -> Reading | None:
    unit, count = base_unit(match["unit"]), count_in(match)
    if count is not None and match.groupdict().get("and_a_half"):
        count += _HALF
    if unit == "second" and (count is None or count <= 1):
        return None
    return _length(duration_value(count, unit))


def _read_one(match: re.Match[str], _: Context) -> Reading | None:
    return _length(duration_value(_ONE, base_unit(match["unit"])))


def _read_year(match: re.Match[str], context: Context) -> Reading | None:
    """Read "the year ended March 31" as a length, "sales for the year" as the year of the report.

    Results of a year that has a name of its own, as fiscal ones do, stay a length.
    """
    after = match.string[match.end() : match.end() + 8].split()
    fiscal = " " in match.group()[4:]
    if fiscal or (after and after[0] in ("ended", "ending", "to", "that", "after", "since")):
        return _read_one(match, context)
    return shifted("year", 0, context)


def _read_ahead(match: re.Match[str], context: Context) -> Reading:
    unit = base_unit(match["unit"])
    value = duration_value(None, unit)
    return Reading(type="DURATION", value=value, start=context.today, precision=PRECISION[unit])


def _read_plural(match: re.Match[str], _: Context) -> Reading | None:
    return _length(duration_value(None, base_unit(match["led"] or match["followed"])))


def _read_part(match: re.Match[str], _: Context) -> Reading | None:
    return _length("P50Y" if match["part"].lower() == "half" else "P25Y")


def _read_vague(match: re.Match[str], _: Context) -> Reading | None:
    return _length(duration_value(None, base_unit(match["unit"])))


def _read_stretch(match: re.Match[str], context: Context) -> Reading | None:
    """Read "the last three years", "the coming weeks": a length that ends or begins today."""
    unit = base_unit(match["unit"])
    singular = unit == match["unit"].lower()
    count = count_in(match) or (_ONE if singular else None)
    way, whole = _WAYS[match["which"].lower()], steps(count)
    days = None if whole is None else span_of_units(way * whole, unit, context)
    start, end = days or ((None, context.today) if way < 0 else (context.today, None))
    return Reading(
        type="DURATION", value=duration_value(count, unit), start=start, end=end,
        precision=PRECISION[unit],
    )  # fmt: skip


def _read_recent(match: re.Match[str], context: Context) -> Reading | None:
    unit = base_unit(match["unit"])
    value = duration_value(None, unit)
    return Reading(type="DURATION", value=value, end=context.today, precision=PRECISION[unit])


def _read_adverb(match: re.Match[str], _: Context) -> Reading | None:
    return _set(_SETS[match["adverb"].lower()])


def _read_every(match: re.Match[str], _: Context) -> Reading | None:
    if match["unit"].lower() == "second":
        return None  # "every second week"
    return _set(duration_value(count_in(match) or _ONE, base_unit(match["unit"])))


def _read_every_month(match: re.Match[str], _: Context) -> Reading | None:
    return _set(f"XXXX-{month_number(match['month']):02}")


def _read_a_while(_: re.Match[str], __: Context) -> Reading | None:
    return _length("PXX")


_ABOUT = rf"(?:{APPROXIMATE} )?"
_COUNT = rf"(?:(?P<count>{NUMBER})(?: (?:to|or) {NUMBER})?|{VAGUE_NUMBER})"
_WHICH = "(?P<which>last|past|next|coming|previous)"
_KIND = (
    r"(?:(?:more|full|consecutive|straight|successive|working|business|trading|calendar|long|"
    r"additional|further) )?"
)
_PLURAL = either(word for word in PLURALS if word not in ("seconds", "quarters"))
# Happenings that last, of which news tells the age; the ages of people and bodies are no times.
_LASTING = either((
    "truce", "ceasefire", "war", "conflict", "dispute", "standoff", "crisis", "siege", "blockade",
    "embargo", "occupation", "insurgency", "uprising", "rebellion", "revolt", "feud", "campaign",
    "ban", "moratorium", "offensive", "invasion", "stalemate",
))  # fmt: skip
_LED = r"(?:(?<=\bfor )|(?<=\bin )|(?<=\bafter )|(?<=\bover )|(?<=\bwithin ))"

RULES: tuple[Rule, ...] = (
    rule(
        "length",
        rf"{_ABOUT}(?:(?:the|another|an additional) (?!\w+-\w))?(?:(?:first|latest|final) )?"
        rf"{_COUNT}[ -]{_KIND}(?P<unit>{UNIT})(?:[ -]long)?(?P<and_a_half> and a half)?"
        # Ages ("the 47-year-old minister") are no lengths of what happens.
        r"(?!-\w|\sold\b|s?-old)",
        _read_length,
    ),
    rule("another", rf"another (?P<unit>{UNIT})", _read_one),
    # "the year ended March 31" is a length; other years are told from the day of publication.
    rule("the year", r"the (?:fiscal |financial )?(?P<unit>year)(?!-)", _read_year),
    rule("long", rf"(?P<unit>{either(PLURALS)})-(?:long|old)", _read_vague),
    rule("part of century", "(?:a )?(?P<part>half|quarter)[ -](?:of a )?century", _read_part),
    rule("one long", r"(?P<unit>hour|day|week|month|year)-?long", _read_one),
    rule(
        "age of a thing",
        rf"{_COUNT}[ -](?P<unit>{UNIT})-old(?= (?:\w+ )?{_LASTING}\b)",
        _read_length,
    ),
    rule("ahead", rf"(?:the )?(?P<unit>{_PLURAL}) (?:ahead|to come)", _read_ahead),
    rule(
        "stretch",
        rf"{_ABOUT}(?:(?:each|any|all) of )?(?:the )?{_WHICH} {_COUNT} {_KIND}(?P<unit>{UNIT})"
        r"(?: or so)?",
        _read_stretch,
    ),
    rule(
        "plural stretch",
        rf"(?:the )?{_WHICH} (?P<unit>{_PLURAL}|quarters|decade|century)",
        _read_stretch,
    ),
    rule("recent", rf"recent (?P<unit>{_PLURAL}|quarters)", _read_recent),
    rule(
        "plural",
        rf"{_LED}(?P<led>{_PLURAL})|(?P<followed>{_PLURAL})(?= (?:of|before|after|later)\b)",
        _read_plural,
    ),
    rule("adverb", rf"(?P<adverb>{either(_SETS)})", _read_adverb),
    rule("every", rf"(?:every|each)(?: (?P<count>{NUMBER}))? (?P<unit>{UNIT})", _read_every),
    rule("every month", rf"(?:every|each) (?P<month>{LONE_MONTH})", _read_every_month),
    rule(
        "times a",
        rf"(?:once|twice|(?:{NUMBER}|several) times) (?:an?|per|every|each) (?P<unit>{UNIT})",
        _read_every,
    ),
    rule("a while", "(?:quite )?(?:a while|some time|a long time)", _read_a_while),
)
