"""Figures in words: "≥ 20 million tonnes", "25,000 to 50,000 tonnes", "the 75th visit"."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from communique.display.plain import plain_text
from communique.records import Figure, Qualifier

# In signs, for tables.
SIGNS: Mapping[Qualifier, str] = MappingProxyType(
    {"about": "about ", "almost": "almost ", "at_least": "≥ ", "at_most": "≤ "}
)
# Units of figures that number one of a row ("the 75th anniversary"); they stand in the singular.
_NUMBERED = frozenset({
    "anniversary", "birthday", "jubilee", "member", "package", "round", "visit", "trip", "meeting",
    "test", "launch", "convoy", "batch", "telephone call", "tranche",
})  # fmt: skip
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def quantity(
    figure: Figure, *, qualifiers: Mapping[Qualifier, str] = SIGNS, to: str = "–"
) -> str:
    """Return what a figure says: how exactly, how much or from how much to how much, of what.

    Args:
        figure: to be told.
        qualifiers: what stands before the number, a blank at its end.
        to: what stands between the ends of a range.
    """
    qualified = qualifiers.get(figure.qualifier, "")
    low, high, unit = figure.low, figure.high, figure.currency or figure.unit
    if low is not None and high is not None and low != high:
        return plain_text(f"{qualified}{_number(low)}{to}{_number(high)} {unit}")
    value = _number(figure.value)
    if figure.unit in _NUMBERED:
        return plain_text(f"{qualified}{value}{_ordinal_ending(figure.value)} {unit}")
    one = value == "1" and not figure.currency
    return plain_text(f"{qualified}{value} {_singular(unit) if one else unit}")


def of_what(figure: Figure) -> str:
    """Return what a figure measures, to stand behind its quantity, without its unit again.

    "Anniversary of the treaty" goes on from "the 75th anniversary" with "of the treaty".
    """
    rest = figure.measure.removeprefix(figure.unit)
    goes_on = bool(figure.unit) and rest != figure.measure and (not rest or rest[0] == " ")
    return plain_text(rest.strip() if goes_on else figure.measure)


def _number(value: float) -> str:
    for scale, word in _SCALES:
        if scale <= abs(value) < 1e15:
            return f"{value / scale:,.10g} {word}"
    return f"{value:,.10g}" if abs(value) < 1e15 else f"{value:g}"


def _ordinal_ending(value: float) -> str:
    """Return "st", "nd", "rd" or "th"."""
    if value % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(int(value % 10), "th")


def _singular(unit: str) -> str:
    """Return a unit for one of it: "1 hour", "1 country"."""
    if unit == "people":
        return "person"
    return f"{unit[:-3]}y" if unit.endswith("ies") else unit.removesuffix("s")
