"""Shares told as fractions: "half of the grain", "two thirds of the members", "a fifth of"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from communique.extract.figures.lexicon import Unit
from communique.extract.figures.numerals import Numeral
from communique.extract.figures.ranges import Quantity
from communique.spans import Span

_TOPS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_COUNTS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10,
}  # fmt: skip
_OUT_OF = re.compile(
    rf"(?<![\w.,-])(?P<part>[1-9]|{'|'.join(_COUNTS)}) (?:in|out of) (?:every )?"
    r"(?P<whole>three|four|five|ten|5|10|100)(?= [a-z])"
    r"(?! (?:million|billion|thousand|percent|years?|months|weeks|days|hours|minutes))",
    re.IGNORECASE,
)
_TENTH = Decimal("0.1")
_PERCENT = Unit("percent", "share")
_FRACTION = re.compile(
    rf"(?<![\w-])(?:(?P<top>{'|'.join(_TOPS)})[ -](?P<part>{'|'.join(_PARTS)})s?"
    r"(?=\sof\b|\smajority)"
    r"|(?P<half>half)(?=\s(?:of|the|its|their|his|her|all|that|those|these)\b))",
    re.IGNORECASE,
)
# "Fell by nearly a third", "by half": how far something moved.
_MOVED = re.compile(
    r"\bby (?:(?:nearly|almost|about|around|over|more than|less than|at least) )?"
    rf"(?P<share>(?:(?P<top>{'|'.join(_TOPS)})[ -](?P<part>{'|'.join(_PARTS)})s?|half))\b"
    r"(?! (?:of|an?|the|hour)\b)",
    re.IGNORECASE,
)
# "Half of the year", "a quarter of a century", "a third of May" are times.
_TIMES = re.compile(
    r"\s(?:of\s)?(?:(?:the|a|an|this|that|last|next)\s)?(?:time|minute|hour|day|week|month|year|"
    r"decade|century|January|February|March|April|May|June|July|August|September|October|"
    r"November|December)\b",
    re.IGNORECASE,
)
_WHICH_HALF = re.compile(r"\b(?:first|second|other|latter|better)\s\Z", re.IGNORECASE)


def find_fractions(text: str, sentence: Span) -> Iterator[Quantity]:
    """Yield the fractions of a sentence as percentages, rounded to one decimal."""
    for match in _OUT_OF.finditer(text, sentence.start, sentence.end):
        part, whole = (_number(match.group(name)) for name in ("part", "whole"))
        if part < whole:
            yield _share(Span(match.start(), match.end()), part, whole)
    for match in _MOVED.finditer(text, sentence.start, sentence.end):
        top, part = _parts(match)
        yield _share(Span(*match.span("share")), top, part)
    for match in _FRACTION.finditer(text, sentence.start, sentence.end):
        if _TIMES.match(text, match.end()):
            continue
        if _WHICH_HALF.search(text, max(0, match.start() - 12), match.start()):
            continue
        top, part = _parts(match)
        yield _share(Span(match.start(), match.end()), top, part)


def _parts(match: re.Match[str]) -> tuple[int, int]:
    """Return the two numbers of a fraction; "half" alone is one of two."""
    if match.group("part") is None:
        return 1, 2
    return _TOPS[match.group("top").lower()], _PARTS[match.group("part").lower()]


def _share(span: Span, part: int, whole: int) -> Quantity:
    value = (Decimal(100) * part / whole).quantize(_TENTH).normalize()
    return Quantity(Numeral(span, value, False, False), span, unit=_PERCENT)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _COUNTS[word.lower()]
