"""Where the parties of a network stand: those that deal with one another draw near.

Fruchterman and Reingold (1991), "Graph drawing by force-directed placement", Software: Practice
and Experience 21(11). Nothing is left to chance, so that a network always looks the same.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

_STEPS = 300
_GRAVITY = 0.08  # towards the middle, so that those apart from the others stay in sight
_GOLDEN = math.pi * (3 - math.sqrt(5))

Point = tuple[float, float]
Places = NDArray[np.float64]


def layout(
    names: Sequence[str], weights: Mapping[tuple[str, str], float], size: tuple[float, float]
) -> dict[str, Point]:
    """Return a point for each name, inside a box of a width and a height.

    Args:
        names: of the nodes; the first begin nearest to the middle.
        weights: of the edges, by the two that each joins; above 0.
        size: of the box.
    """
    if not names:
        return {}
    places = _settled(_spiral(len(names)), _pulls(names, weights))
    low, high = places.min(axis=0), places.max(axis=0)
    span = np.where(high - low > 0, high - low, 1.0)
    inside = np.where(high - low > 0, (places - low) / span, 0.5) * np.array(size)
    return {name: (float(x), float(y)) for name, (x, y) in zip(names, inside, strict=True)}


def _spiral(count: int) -> Places:
    turns = np.arange(count)
    far = np.sqrt((turns + 0.5) / count)
    return np.stack([far * np.cos(turns * _GOLDEN), far * np.sin(turns * _GOLDEN)], axis=1)


def _pulls(names: Sequence[str], weights: Mapping[tuple[str, str], float]) -> Places:
    at = {name: n for n, name in enumerate(names)}
    pulls = np.zeros((len(names), len(names)))
    for (one, other), weight in weights.items():
        pulls[at[one], at[other]] = pulls[at[other], at[one]] = 1 + math.log(weight)
    strongest = max(1.0, float(pulls.max()))
    return np.divide(pulls, strongest)


def _settled(places: Places, pulls: Places) -> Places:
    near = 1.6 / math.sqrt(len(places))
    for step in range(_STEPS):
        apart = places[:, None, :] - places[None, :, :]
        far = np.maximum(np.linalg.norm(apart, axis=2), 1e-3)
        push = near**2 / far**2 - pulls * far / near
        moved = (apart * push[:, :, None]).sum(axis=1) - _GRAVITY * places
        length = np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)
        most = 0.12 * (1 - step / _STEPS)
        places = places + moved / length * np.minimum(length, most)
    return places
