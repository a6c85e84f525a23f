"""Amounts in one unit, and whether two of them can both be right."""

from __future__ import annotations

import math
from collections.abc import Mapping

from communique.merge.nations import nation_words
from communique.records import Figure

_ROUGHLY = 0.12  # how far "about" and "almost" reach
_ROUNDING = 0.03  # a reader takes a larger difference for another number, not a rounded one
_SCALES: Mapping[str, Mapping[str, float]] = {
    "minutes": {
        **{"minute": 1, "hour": 60, "day": 1440, "night": 1440, "week": 10080, "month": 43800},
        **{"year": 525600, "decade": 5256000},
    },
    "metres": {"metre": 1, "kilometre": 1000, "mile": 1609.34, "feet": 0.3048, "foot": 0.3048},
    "square metres": {
        **{"square metre": 1, "hectare": 1e4, "acre": 4046.86, "square kilometre": 1e6},
        **{"square mile": 2.58999e6},
    },
    "grams": {"kilogram": 1e3, "tonne": 1e6, "ton": 1e6},
}


def unit_of(unit: Figure | str) -> str:
    """Return the family of a unit: miles and kilometres are lengths, both in metres.

    Args:
        unit: a unit, or a figure for its unit or currency.
    """
    if not isinstance(unit, str):
        return unit.currency or unit_of(unit.unit)
    name = unit.lower()
    for family, scales in _SCALES.items():
        if name in scales or name.rstrip("s") in scales:
            return family
    return stem(name)


def amount(figure: Figure) -> float:
    """Return the value, in minutes, metres, square metres or grams where it is such a quantity."""
    return float(figure.value) * _scale(figure.unit)


def in_words(figure: Figure) -> str:
    """Return a figure as a reader writes it: "about 65.7 billion US dollars"."""
    ranged = figure.low is not None and figure.high is not None
    given = (figure.low, figure.high) if ranged else (figure.value,)
    number = "-".join(_number(value) for value in given if value is not None)
    return f"{_SIGNS.get(figure.qualifier, '')}{number} {_unit(figure.unit, number)}".strip()


def _unit(unit: str, number: str) -> str:
    if unit in nation_words():
        return unit.title()
    if number != "1":
        return unit
    if unit == "people":
        return "person"
    return unit[:-1] if unit.endswith("s") and not unit.endswith("ss") else unit


_SIGNS = {"about": "about ", "almost": "almost ", "at_least": "at least ", "at_most": "at most "}


def _number(value: float) -> str:
    for scale, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if scale <= value < 1e15:
            return f"{value / scale:,.10g} {word}"
    return f"{value:,.10g}"


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
    scale = _scale(figure.unit)
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


def _scale(unit: str) -> float:
    name = unit.lower()
    scales = _SCALES.get(unit_of(name), {})
    return scales.get(name) or scales.get(name.rstrip("s"), 1)


def stem(word: str) -> str:
    """Return a word without the endings of number and tense."""
    for ending in ("ing", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
