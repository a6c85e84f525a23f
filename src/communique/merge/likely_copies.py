"""Which of many texts may share a passage: candidates by MinHash, near-linear in their number."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

from communique.batches import batches
from communique.merge.spilled import Spilled
from communique.merge.words import Hashes

_SKETCH = 256  # shingles drawn from each text
_SEED = 42
SHARED = 2  # shingles in both sketches; one is met by chance
_AT_ONCE = 1000  # texts sketched together
_COLUMNS = 16  # values of each sketch that are compared together
_NEIGHBOURS = 3  # texts with the same shingle that each text is paired with

Pairs = npt.NDArray[np.int64]


def likely_copies(shingled: Iterable[Hashes]) -> Iterator[tuple[int, int]]:
    """Return the pairs of texts, by position, that may share a passage, in order.

    Each text is sketched by shingles drawn as MinHash draws them (Broder, "On the resemblance and
    containment of documents", 1997); texts that share two of them are a pair. A shingle that
    stands in very many texts pairs each with its nearest only: that chains a story which a hundred
    papers print, and keeps a common phrase from making all texts pairs of all.

    Args:
        shingled: the distinct shingles of each text; one by one, so that none need be kept.
    """
    sketches = _Sketches()
    for block in batches(enumerate(shingled), _AT_ONCE):
        sketches.add([(at, shingles) for at, shingles in block if len(shingles)])
    count = len(sketches.filled)
    pairs, shared = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    for begin in range(0, _SKETCH, _COLUMNS):
        columns = map(sketches.column, range(begin, begin + _COLUMNS))
        pairs, shared = _counted(pairs, shared, [neighbours(column) for column in columns])
    low, high = np.divmod(pairs[shared >= SHARED], max(1, count))
    filled = np.array(sketches.filled, dtype=np.int64)
    return zip(filled[low].tolist(), filled[high].tolist(), strict=True)


class _Sketches:
    """The sketches of all texts that have a shingle, on disk, and the positions of these texts."""

    def __init__(self) -> None:
        self.filled = array("q")
        self._told = Spilled(np.uint32)
        self._blocks: list[int] = []  # texts in each; a block lies there column by column

    def add(self, held: Sequence[tuple[int, Hashes]]) -> None:
        """Add a block of texts, by their positions."""
        if held:
            self.filled.extend(at for at, _ in held)
            self._told.append(sketched([shingles for _, shingles in held]).T.ravel())
            self._blocks.append(len(held))

    def column(self, at: int) -> npt.NDArray[np.uint32]:
        """Return one value of the sketch of every text."""
        found, before = [np.zeros(0, dtype=np.uint32)], 0
        for length in self._blocks:
            start = before + at * length
            found.append(self._told.between(start, start + length))
            before += length * _SKETCH
        return np.concatenate(found)


def _counted(pairs: Pairs, shared: Pairs, more: Sequence[Pairs]) -> tuple[Pairs, Pairs]:
    """Add pairs to those met before; return all, sorted, and how often each was met."""
    met = np.concatenate([pairs, *more])
    times = np.concatenate([shared, np.ones(len(met) - len(pairs), dtype=np.int64)])
    found, which = np.unique(met, return_inverse=True)
    return found, np.bincount(which, times, len(found)).astype(np.int64)


def sketched(shingled: Sequence[Hashes]) -> npt.NDArray[np.uint32]:
    """Return the sketches of texts, one a row, from their distinct shingles, which none lacks."""
    offsets = np.array([0, *accumulate(map(len, shingled))], dtype=np.uint64)
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(
        np.concatenate(shingled), offsets, _SKETCH, _SEED
    )
    return np.array(matrix.to_rows(), dtype=np.uint32)


def neighbours(column: npt.NDArray[np.uint32] | npt.NDArray[np.uint64]) -> Pairs:
    """Return the pairs of nearest texts with the same value, as ``low * count + high``."""
    order = np.argsort(column, kind="stable")
    values = column[order]
    found = []
    for reach in range(1, _NEIGHBOURS + 1):
        same = np.flatnonzero(values[reach:] == values[:-reach])
        # The sort is stable, so that the lower position comes first.
        found.append(order[same] * len(column) + order[same + reach])
    return np.concatenate(found)
