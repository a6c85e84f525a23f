"""Bars of block characters: a series at a glance in the terminal."""

from __future__ import annotations

from collections.abc import Sequence

_HEIGHTS = "▁▂▃▄▅▆▇█"
_WIDTH = 20


def sparkline(values: Sequence[int], width: int = 72) -> str:
    """Return one character a value, as high as its share of the greatest; a blank for 0.

    More values than fit are taken together, several to a character.
    """
    together = -(-len(values) // width) or 1
    sums = [sum(values[at : at + together]) for at in range(0, len(values), together)]
    most = max(sums, default=0)
    return "".join(_HEIGHTS[-(-value * 8 // most) - 1] if value else " " for value in sums)


def bar(sure: int, possible: int, most: int) -> str:
    """Return a bar of the sure part in full and of what is possible beyond it in a light tone."""
    if not most:
        return ""
    full = -(-sure * _WIDTH // most)
    return "█" * full + "░" * (-(-possible * _WIDTH // most) - full)
