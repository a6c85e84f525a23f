"""Whether two figures can both be right, and whether they measure one thing."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from communique.merge.dispute_words import load_dispute_words
from communique.records import Figure

_ROUGHLY = 0.12  # how far "about" and "almost" reach
_ROUNDING = 0.03  # a reader takes a larger difference for another number, not a rounded one
_IN_MINUTES = {"minute": 1, "hour": 60, "day": 1440, "week": 10080, "month": 43800, "year": 525600}
_WORD = re.compile(r"[a-z][a-z'-]+")


@dataclass(frozen=True, slots=True)
class Measure:
    """What a figure measures: the family of its unit, and the stems of its words."""

    unit: str
    stems: frozenset[str]


def measure_of(figure: Figure) -> Measure:
    """Return what a figure measures, without the empty words of its description."""
    words = load_dispute_words()
    found = [w for w in _WORD.findall(figure.measure.lower()) if w not in words.empty]
    unit = "minutes" if _minutes(figure.unit) else figure.currency or _stem(figure.unit.lower())
    return Measure(unit, frozenset(map(_stem, found)))


def likeness(first: Measure, second: Measure) -> float:
    """Return the share of the words of the shorter description that the longer has, 0 to 1."""
    if not first.stems or not second.stems:
        return 0.0
    shared = len(first.stems & second.stems)
    return shared / min(len(first.stems), len(second.stems))


def amount(figure: Figure) -> float:
    """Return the value, durations in minutes."""
    return float(figure.value) * (_minutes(figure.unit) or 1)


def same_amount(first: Figure, second: Figure) -> bool:
    """Tell whether two figures give the same number with the same exactness."""
    return (
        math.isclose(amount(first), amount(second))
        and (first.low, first.high) == (second.low, second.high)
    )  # fmt: skip


def compatible(first: Figure, second: Figure) -> bool:
    """Tell whether both figures can be right: their ranges meet, or one is the other rounded."""
    low, high = _range(first)
    other_low, other_high = _range(second)
    if low <= other_high and other_low <= high:
        return True
    return _rounds_to(amount(first), amount(second)) or _rounds_to(amount(second), amount(first))


def _range(figure: Figure) -> tuple[float, float]:
    scale = _minutes(figure.unit) or 1
    low = float(figure.low if figure.low is not None else figure.value) * scale
    high = float(figure.high if figure.high is not None else figure.value) * scale
    if figure.qualifier == "at_least":
        return low, math.inf
    if figure.qualifier == "at_most":
        return 0.0, high
    if figure.qualifier == "about":
        return low * (1 - _ROUGHLY), high * (1 + _ROUGHLY)
    if figure.qualifier == "almost":
        return low * (1 - _ROUGHLY), high
    return low, high


def _rounds_to(exact: float, coarse: float) -> bool:
    """30 billion is 29.7 billion rounded to its own last digit; counts under 100 do not round."""
    if coarse < 100 or abs(exact - coarse) > _ROUNDING * coarse:
        return False
    digits = len(f"{coarse:.0f}".rstrip("0"))
    step = 10.0 ** (len(f"{coarse:.0f}") - digits)
    return step >= 10 and round(exact / step) * step == coarse


def _minutes(unit: str) -> int | None:
    return _IN_MINUTES.get(unit.lower().rstrip("s"))


def _stem(word: str) -> str:
    for ending in ("ing", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
