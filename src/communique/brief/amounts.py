"""Figures in running text: "at least 20 million tonnes", "25,000 to 50,000 tonnes"."""

from __future__ import annotations

from communique.brief.plain import plain
from communique.display.amounts import SIGNS, quantity
from communique.records import Figure

_WORDS = {**SIGNS, "at_least": "at least ", "at_most": "at most "}


def amount(figure: Figure) -> str:
    """Return what a figure says: how exactly, how much or from how much to how much, of what."""
    return plain(quantity(figure, qualifiers=_WORDS, to=" to "))
