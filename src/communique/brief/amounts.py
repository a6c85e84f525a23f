"""Figures in words: "more than 20 million tonnes", "25,000 to 50,000 tonnes", "the 75th visit"."""

from __future__ import annotations

from communique.brief.plain import plain
from communique.records import Figure

_QUALIFIED = {
    "about": "about ",
    "almost": "almost ",
    "at_least": "at least ",
    "at_most": "at most ",
}
# Units of figures that number one of a row ("the 75th anniversary"); they stand in the singular.
_NUMBERED = frozenset({
    "anniversary", "birthday", "jubilee", "member", "package", "round", "visit", "trip", "meeting",
    "test", "launch", "convoy", "batch", "telephone call", "tranche",
})  # fmt: skip
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def amount(figure: Figure) -> str:
    """Return what a figure says: how exactly, how much or from how much to how much, of what."""
    qualified = _QUALIFIED.get(figure.qualifier, "")
    low, high = figure.low, figure.high
    if low is not None and high is not None and low != high:
        return plain(f"{_number(low)} to {_number(high)} {figure.currency or figure.unit}")
    value = _number(figure.value)
    if figure.unit in _NUMBERED:
        return plain(f"{qualified}{value}{_ordinal_ending(figure.value)} {figure.unit}")
    unit = figure.currency or (_singular(figure.unit) if value == "1" else figure.unit)
    return plain(f"{qualified}{value} {unit}")


def _number(value: float) -> str:
    for scale, word in _SCALES:
        if scale <= abs(value) < 1e15:
            return f"{value / scale:,.10g} {word}"
    return f"{value:,.10g}" if abs(value) < 1e15 else f"{value:g}"


def _ordinal_ending(value: float) -> str:
    if value % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(int(value % 10), "th")


def _singular(unit: str) -> str:
    if unit == "people":
        return "person"
    return f"{unit[:-3]}y" if unit.endswith("ies") else unit.removesuffix("s")
