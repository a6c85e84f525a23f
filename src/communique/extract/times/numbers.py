"""Numbers in words and digits, as they stand before a unit of time."""

from __future__ import annotations

import re
from fractions import Fraction

from communique.extract.times.vocabulary import SMALL_NUMBERS, TENS

_HALF = re.compile(r"[ -]and[ -]a[ -]half$|[ -]1/2$|½$")


def read_number(words: str) -> Fraction | None:
    """Return the value of "two", "twenty-four", "2 1/2", "an", "half a", or None.

    Args:
        words: what stands before the unit, such as a match of ``vocabulary.NUMBER``.
    """
    text = " ".join(words.lower().split())
    if text in ("half a", "half an"):
        return Fraction(1, 2)
    if text.endswith("couple of"):
        return Fraction(2)
    whole = _HALF.sub("", text)
    value = _whole(whole)
    return value if value is None or whole == text else value + Fraction(1, 2)


def _whole(text: str) -> Fraction | None:
    digits = text.replace(",", "")
    if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", digits):
        return Fraction(digits)
    total = 0
    for word in re.split(r"[ -]", text):
        if word in ("a", "an"):
            total += 1
        elif word in ("hundred", "thousand"):
            total = max(total, 1) * (100 if word == "hundred" else 1000)
        elif word in SMALL_NUMBERS or word in TENS:
            total += SMALL_NUMBERS.get(word) or TENS[word]
        else:
            return None
    return Fraction(total)


def read_year(words: str) -> int | None:
    """Return the year of "1997", "nineteen ninety-seven", "two thousand and five", or None."""
    text = " ".join(words.lower().replace("-", " ").split())
    if re.fullmatch(r"[0-9]{4}", text):
        return int(text)
    century, _, rest = text.partition(" ")
    if text.startswith("two thousand"):
        rest = text.removeprefix("two thousand").strip().removeprefix("and ").strip()
        small = _whole(rest) if rest else Fraction(0)
        return None if small is None else 2000 + int(small)
    base = {"nineteen": 1900, "twenty": 2000}.get(century)
    if base is None:
        return None
    if rest == "hundred":
        return base
    part = _whole(rest)
    return None if part is None else base + int(part)


def count_in(match: re.Match[str]) -> Fraction | None:
    """Return the number in the group ``count`` of a match, None if it is vague or missing."""
    words = match.groupdict().get("count")
    return read_number(words) if words else None
