"""Average-linkage clustering over a sparse graph of similarities."""

from __future__ import annotations

import heapq
from collections.abc import Mapping

from communique.merge.joins import Joins


def average_linkage(
    count: int, similarity: Mapping[tuple[int, int], float], threshold: float
) -> list[list[int]]:
    """Join the most similar groups until no two reach ``threshold`` on average.

    Pairs that ``similarity`` does not name count as 0, so a chain of chance likenesses does not
    pull strangers together as single linkage would.

    Args:
        count: number of items, named 0 to ``count - 1``.
        similarity: of pairs ``(low, high)``, 0 to 1.
        threshold: least mean similarity between the items of two groups, above 0.

    Returns:
        The groups, each a sorted list of items.
    """
    members = {item: [item] for item in range(count)}
    sums: dict[int, dict[int, float]] = {item: {} for item in range(count)}
    parts = _parts(count, similarity, threshold)
    for (low, high), value in similarity.items():
        if parts[low] == parts[high]:
            sums[low][high] = sums[high][low] = value
    heap = [(-value, *pair) for pair, value in similarity.items() if value >= threshold]
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


def _parts(count: int, similarity: Mapping[tuple[int, int], float], threshold: float) -> list[int]:
    """The part of each item: those that pairs of enough likeness connect.

    Groups that reach the threshold on average have a pair that reaches it, so that no group goes
    beyond such a part, and likenesses between two parts decide nothing.
    """
    joins = Joins(range(count))
    for pair, value in similarity.items():
        if value >= threshold:
            joins.join(*pair)
    return [joins.find(item) for item in range(count)]


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
