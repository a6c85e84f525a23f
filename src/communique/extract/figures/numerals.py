"""Numbers in running text, in digits and in words, with exact spans.

A small grammar of our own: libraries that read number words return values without offsets, take
"one" and "second" for numbers wherever they stand, and do not know "65.7 bn" or "50 000".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from communique.records import Number
from communique.spans import Span

_SMALL = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {
    "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "dozen": 12, "lakh": 10**5, "crore": 10**7,
}  # fmt: skip
_SHORT_SCALES = {"bn": 10**9, "bln": 10**9, "mn": 10**6, "mln": 10**6, "tn": 10**12, "trn": 10**12}
# Single letters scale only money: "5 m" alone is a length.
_MONEY_SCALES = {"m": 10**6, "b": 10**9, "k": 10**3}
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13,
    "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18,
    "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50,
    "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90, "hundredth": 100,
}  # fmt: skip

_ONES = "|".join(sorted((w for w, v in _SMALL.items() if 0 < v < 10), key=len, reverse=True))
_WORD = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{_ONES})\b)?|"
    rf"{'|'.join(sorted((w for w in _SMALL if w != 'zero'), key=len, reverse=True))})"
)
_SCALE = "|".join(_SCALES)
_DIGITS = (
    r"(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+(?!\d)"
    r"|\d{1,3}(?: \d{3})* 000(?!\d)|\d+)(?:\.\d+|[ ]?[½¼¾])?"
)
_ORDINAL = (
    rf"\d+(?:st|nd|rd|th)|(?:(?:{'|'.join(_TENS)})-)?(?:"
    rf"{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})"
)
_CARDINAL = (
    rf"(?:half an?[ ](?={_SCALE})|an?[ ](?=(?:{_SCALE})\b))?(?:{_DIGITS}|{_WORD}"
    rf"|(?<=\ba )(?:{_SCALE})|(?<=\ban )(?:{_SCALE}))(?:[ ]and[ ]a[ ]half)?"
    rf"(?:[ \u00a0-]?(?:{_SCALE})\b|[ \u00a0]?(?:{'|'.join(_SHORT_SCALES)})\b)*"
    rf"(?:(?<=hundred|million|billion)[ ](?:and[ ])?{_WORD}(?:[ ](?:{_SCALE})\b)*"
    rf"|(?<=thousand)[ ](?:and[ ])?{_WORD}(?:[ ]hundred\b(?:[ ]and[ ]{_WORD})?)?)*"
)
_NUMERAL = re.compile(
    rf"(?<![A-Za-z0-9_])(?:(?P<ordinal>{_ORDINAL})|(?P<cardinal>{_CARDINAL}))(?![A-Za-z0-9_]*\d)",
    re.IGNORECASE,
)
_LETTER_SCALE = re.compile(r"\s?([mbk])(?![A-Za-z0-9])", re.IGNORECASE)
_COUNTED = re.compile(
    r"\s(?!(?:long|wide|high|tall|deep|above|below|from|away|off|of|to|in|and|or|at|on|by|further)\b)"
    r"(?:[A-Za-z-]+\s){0,2}[a-z]*(?:s|people|troops|dead)\b"
)
_PIECE = re.compile(r"[\d,.\u00a0\u2009\u202f ]*\d|[½¼¾]|[a-z]+")
_PARTS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written: its characters, its value, and how it is written."""

    span: Span
    value: Decimal
    ordinal: bool
    digits: bool
    scale: int = 1


def plain(value: Decimal) -> Number:
    """Return an int where the value is whole, else a float."""
    return int(value) if value == value.to_integral_value() else float(value)


def find_numerals(text: str, within: Span) -> Iterator[Numeral]:
    """Yield the numbers written inside ``within``, from left to right.

    Words such as "dozens" and "several" give no number. What the number counts, and whether it is
    a figure at all, is for the caller to see.
    """
    for match in _NUMERAL.finditer(text, within.start, within.end):
        words = match.group()
        span = Span(match.start(), match.start() + len(words.rstrip()))
        if not words.strip() or _is_glued(text, span):
            continue
        if match.group("ordinal"):
            yield Numeral(span, _ordinal(words), True, words[0].isdigit())
            continue
        value, scale = _cardinal(words.lower())
        if value > 0 or words[0] == "0":
            yield Numeral(span, value, False, words[0].isdigit(), scale)


def with_letter_scale(text: str, numeral: Numeral) -> Numeral:
    """Read the "m" of an amount of money such as "€30m" as million."""
    match = _LETTER_SCALE.match(text, numeral.span.end)
    if match is None or numeral.scale > 1:
        return numeral
    scale = _MONEY_SCALES[match.group(1).lower()]
    return Numeral(Span(numeral.span.start, match.end()), numeral.value * scale, False, True, scale)


def with_people_scale(text: str, numeral: Numeral) -> Numeral:
    """Read the "m" of "3.7m people" as million; "30m long" and "30m from" are lengths."""
    match = _LETTER_SCALE.match(text, numeral.span.end)
    counted = match is not None and _COUNTED.match(text, match.end())
    return with_letter_scale(text, numeral) if counted and numeral.digits else numeral


def _is_glued(text: str, span: Span) -> bool:
    """Tell whether the number is part of a name or code: "S-400", "COVID-19", "v2.1.3"."""
    before = text[max(0, span.start - 2) : span.start]
    if before.endswith((".", ",", ":", "/", "+", "#", "№")) and before[:1].strip():
        return before[-1] in "#№+/" or before[0].isalnum()
    return len(before) == 2 and before[1] in "-–‑" and before[0].isalpha()


def _ordinal(words: str) -> Decimal:
    lowered = words.lower()
    if lowered[0].isdigit():
        return Decimal(re.sub(r"\D", "", lowered))
    tens, _, last = lowered.rpartition("-")
    return Decimal(_TENS.get(tens, 0) + _ORDINALS[last])


def _cardinal(words: str) -> tuple[Decimal, int]:
    """Return the value of a matched number and the largest scale word in it."""
    if words.startswith("half a"):
        words, factor = re.sub(r"^half an? ", "1 ", words), Decimal("0.5")
    else:
        factor = Decimal(1)
    half = " and a half" in words
    words = words.replace(" and a half", "")
    total, current, largest = Decimal(0), Decimal(0), 1
    for piece in _PIECE.findall(words):
        scale = _SCALES.get(piece) or _SHORT_SCALES.get(piece)
        if piece[-1].isdigit():
            current += Decimal(re.sub(r"[^\d.]", "", piece))
        elif piece in _PARTS:
            current += _PARTS[piece]
        elif scale is not None:
            current = (current or Decimal(1)) + (Decimal("0.5") if half else 0)
            half = False
            largest = max(largest, scale)
            current *= scale
            if scale >= 1000:
                total, current = total + current, Decimal(0)
        else:
            current += _SMALL.get(piece, 0) + _TENS.get(piece, 0)
    return (total + current + (Decimal("0.5") if half else 0)) * factor, largest
