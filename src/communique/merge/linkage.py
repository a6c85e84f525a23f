"""Average-linkage clustering over a sparse graph of similarities."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from communique.merge.joins import Joins
from communique.merge.spilled import Spilled


@dataclass(frozen=True, slots=True, eq=False)
class Likenesses:
    """Pairs of items, each once, the lower number first, and how alike they are, 0 to 1."""

    lows: npt.NDArray[np.int64]
    highs: npt.NDArray[np.int64]
    values: npt.NDArray[np.float64]

    def where(self, kept: npt.NDArray[np.bool_]) -> Likenesses:
        """Return some of the pairs."""
        return Likenesses(self.lows[kept], self.highs[kept], self.values[kept])

    def listed(self) -> list[tuple[int, int, float]]:
        """Return the pairs one by one."""
        each = self.lows.tolist(), self.highs.tolist(), self.values.tolist()
        return list(zip(*each, strict=True))


def average_linkage(count: int, likenesses: Likenesses, threshold: float) -> list[list[int]]:
    """Join the most similar groups until no two reach ``threshold`` on average.

    Pairs that are not named count as 0, so a chain of chance likenesses does not pull strangers
    together as single linkage would.

    Args:
        count: number of items, named 0 to ``count - 1``.
        likenesses: of pairs of items.
        threshold: least mean likeness between the items of two groups, above 0.

    Returns:
        The groups, each a sorted list of items.
    """
    members = {item: [item] for item in range(count)}
    sums: dict[int, dict[int, float]] = {item: {} for item in range(count)}
    for low, high, value in likenesses.listed():
        sums[low][high] = sums[high][low] = value
    heap = [(-value, low, high) for low, high, value in likenesses.listed() if value >= threshold]
    heapq.heapify(heap)
    fresh = count
    while heap:
        _, first, second = heapq.heappop(heap)
        if first not in members or second not in members:
            continue
        members[fresh] = sorted(members.pop(first) + members.pop(second))
        sums[fresh] = _combined(sums, first, second, fresh)
        for other, total in sums[fresh].items():
            mean = total / (len(members[fresh]) * len(members[other]))
            if mean >= threshold:
                heapq.heappush(heap, (-mean, other, fresh))
        fresh += 1
    return sorted(members.values())


def within_parts(count: int, blocks: Iterable[Likenesses], threshold: float) -> Likenesses:
    """Return the likenesses that can decide anything at a threshold.

    Groups that reach the threshold on average have a pair that reaches it, so that no group goes
    beyond the parts that such pairs connect, and likenesses between two parts decide nothing. They
    are nearly all, for which they wait on disk until the parts are known.

    Args:
        count: number of items, named 0 to ``count - 1``.
        blocks: likenesses of pairs, each pair once.
        threshold: as for :func:`average_linkage`.
    """
    pairs, values, lengths = Spilled(np.int64), Spilled(np.float64), [0]
    joins = Joins(range(count))
    for block in blocks:
        for low, high, _ in block.where(block.values >= threshold).listed():
            joins.join(low, high)
        pairs.append(block.lows * count + block.highs)
        lengths.append(values.append(block.values))
    parts = np.array([joins.find(item) for item in range(count)], dtype=np.int64)
    nobody = np.zeros(0, dtype=np.int64)
    found = [Likenesses(nobody, nobody, np.zeros(0))]
    for start, end in pairwise(lengths):
        lows, highs = np.divmod(pairs.between(start, end), max(1, count))
        block = Likenesses(lows, highs, values.between(start, end))
        found.append(block.where(parts[lows] == parts[highs]))
    return Likenesses(
        np.concatenate([block.lows for block in found]),
        np.concatenate([block.highs for block in found]),
        np.concatenate([block.values for block in found]),
    )


def _combined(
    sums: dict[int, dict[int, float]], first: int, second: int, fresh: int
) -> dict[int, float]:
    """Add the links of two groups and point their neighbours to the new one."""
    links = sums.pop(first)
    for other, value in sums.pop(second).items():
        links[other] = links.get(other, 0.0) + value
    links.pop(first, None)
    links.pop(second, None)
    for other, value in links.items():
        sums[other].pop(first, None)
        sums[other].pop(second, None)
        sums[other][fresh] = value
    return links
