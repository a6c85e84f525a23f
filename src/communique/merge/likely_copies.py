"""Which of many texts may share a passage: candidates by MinHash, near-linear in their number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

from communique.merge.words import Hashes

_SKETCH = 256  # shingles drawn from each text
_SEED = 42
_SHARED = 2  # shingles in both sketches; one is met by chance
_AT_ONCE = 1000  # texts sketched together
_NEIGHBOURS = 3  # texts with the same shingle that each text is paired with

Pairs = npt.NDArray[np.int64]


def likely_copies(shingled: Iterable[Hashes]) -> list[tuple[int, int]]:
    """Return the pairs of texts, by position, that may share a passage, in order.

    Each text is sketched by shingles drawn as MinHash draws them (Broder, "On the resemblance and
    containment of documents", 1997); texts that share two of them are a pair. A shingle that
    stands in very many texts pairs each with its nearest only: that chains a story which a hundred
    papers print, and keeps a common phrase from making all texts pairs of all.

    Args:
        shingled: the distinct shingles of each text; one by one, so that none need be kept.
    """
    sketches, filled = _sketches(shingled)
    if len(filled) < 2:
        return []
    keys = np.concatenate([_neighbours(column) for column in sketches.T])
    pairs, shared = np.unique(keys, return_counts=True)
    low, high = np.divmod(pairs[shared >= _SHARED], len(filled))
    return [(filled[a], filled[b]) for a, b in zip(low.tolist(), high.tolist(), strict=True)]


def _sketches(shingled: Iterable[Hashes]) -> tuple[npt.NDArray[np.uint32], list[int]]:
    """The sketches of all texts that have a shingle, and the positions of these texts."""
    filled: list[int] = []
    blocks = [np.empty((0, _SKETCH), dtype=np.uint32)]
    for block in _batches(enumerate(shingled)):
        held = [(at, shingles) for at, shingles in block if len(shingles)]
        if held:
            filled += [at for at, _ in held]
            blocks.append(_sketched([shingles for _, shingles in held]))
    return np.concatenate(blocks), filled


def _batches(items: Iterable[tuple[int, Hashes]]) -> Iterator[list[tuple[int, Hashes]]]:
    each = iter(items)
    while batch := list(islice(each, _AT_ONCE)):
        yield batch


def _sketched(shingled: Sequence[Hashes]) -> npt.NDArray[np.uint32]:
    offsets = np.array([0, *accumulate(map(len, shingled))], dtype=np.uint64)
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(
        np.concatenate(shingled), offsets, _SKETCH, _SEED
    )
    return np.array(matrix.to_rows(), dtype=np.uint32)


def _neighbours(column: npt.NDArray[np.uint32]) -> Pairs:
    """Pairs of texts with the same value, as ``low * count + high``."""
    order = np.argsort(column, kind="stable")
    values = column[order]
    found = []
    for reach in range(1, _NEIGHBOURS + 1):
        same = np.flatnonzero(values[reach:] == values[:-reach])
        # The sort is stable, so that the lower position comes first.
        found.append(order[same] * len(column) + order[same + reach])
    return np.concatenate(found)
