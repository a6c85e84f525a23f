"""Rules for words that point vaguely into the past, the present or the future."""

from __future__ import annotations

import re
from typing import Literal

from communique.extract.times import reading as read
from communique.extract.times.reading import Context, Reader, Reading, Rule, rule


def _pointing(value: Literal["PAST_REF", "PRESENT_REF", "FUTURE_REF"]) -> Reader:
    def point(_: re.Match[str], __: Context) -> Reading:
        return read.reference(value)

    return point


def _read_soon(_: re.Match[str], context: Context) -> Reading | None:
    """Read "will soon", but not "was soon released": that was in the past."""
    return read.reference("FUTURE_REF") if context.direction == "future" else None


RULES: tuple[Rule, ...] = (
    rule(
        "past",
        r"(?:more )?recently|(?<=\bin )the past"
        r"(?! (?:\w+ )?(?:\w+s|hour|day|week|month|year|decade|century)\b)",
        _pointing("PAST_REF"),
    ),
    rule(
        "present",
        "now|currently|current|at present|at the moment|these days|nowadays",
        _pointing("PRESENT_REF"),
    ),
    rule(
        "future",
        r"the (?:near |not too distant |foreseeable )?future|(?<=\bin )future(?! \w+s\b)"
        r"|the (?:near|short|foreseeable)[ -]term",
        _pointing("FUTURE_REF"),
    ),
    rule("soon", r"(?<!\bas )soon(?! (?:as|after|afterwards)\b)", _read_soon),
)
