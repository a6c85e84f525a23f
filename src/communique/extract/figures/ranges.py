"""Two numbers that give one range: "between 35 and 50", "5 to 7 per cent", "35-50"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from communique.extract.figures.lexicon import Unit
from communique.extract.figures.numerals import Numeral
from communique.spans import Span

_BETWEEN = re.compile(r"\bbetween\s[^\w\s]{0,3}\Z", re.IGNORECASE)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_IN = re.compile(r"\b(?:in|of|since|by|until|till|late|early|mid)[\s-]\Z", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s[^\w\s]{0,3}\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number or one range; ``low`` is None for a single number.

    ``unit`` and ``measure`` are set where the form itself tells them: fractions, votes.
    """

    numeral: Numeral
    span: Span
    low: Numeral | None = None
    unit: Unit | None = None
    measure: str = ""


def join_ranges(text: str, numerals: Sequence[Numeral]) -> list[Quantity]:
    """Return single numbers and ranges in order; scores such as "1-1" are dropped."""
    found: list[Quantity] = []
    index = 0
    while index < len(numerals):
        first = numerals[index]
        second = numerals[index + 1] if index + 1 < len(numerals) else None
        pair = _pair(text, first, second) if second is not None else None
        if pair is None:
            found.append(Quantity(first, first.span))
            index += 1
            continue
        if pair:
            found.append(pair[0])
        index += 2
    return found


def _ends_a_date(text: str, first: Numeral, before: str) -> bool:
    """Tell whether a first number is a year: "from $2bn in 2019 to $3bn"."""
    return bool(_YEAR.fullmatch(first.span.of(text)) and _IN.search(before))


def _pair(text: str, first: Numeral, second: Numeral) -> list[Quantity] | None:
    """Return the range of two numbers, nothing for a score, None if they are apart."""
    middle = text[first.span.end : second.span.start]
    before = text[max(0, first.span.start - 12) : first.span.start]
    dashed = middle.strip() in ("-", "–", "—")
    between = bool(_BETWEEN.search(before) and re.fullmatch(r"[^\w]{0,2}\sand\s[$€£¥]?", middle))
    joint = bool(re.fullmatch(r"(?:\s?[-–—]\s?|\s(?:to|or)\s)[$€£¥]?", middle))
    if first.ordinal or second.ordinal or not (between or joint):
        return None
    if (_FROM.search(before) and not dashed) or _ends_a_date(text, first, before):
        return None
    low = first
    if first.scale == 1 and second.scale > 1 and first.value < second.value / second.scale:
        low = Numeral(first.span, first.value * second.scale, False, first.digits, second.scale)
    if low.value >= second.value:
        return [] if dashed else None
    start = first.span.start
    if between:
        start = _BETWEEN.search(before).start() + max(0, first.span.start - 12)  # type: ignore[union-attr]
    return [Quantity(second, Span(start, second.span.end), low)]
