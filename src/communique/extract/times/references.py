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
        r"the (?:near |not too distant |foreseeable )?future|(?<=\bin )future(?! \w+s\b)",
        _pointing("FUTURE_REF"),
    ),
)
