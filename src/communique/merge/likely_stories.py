"""Which of many reports may tell one story: candidates by their heaviest words, near in time."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from communique.merge.story_words import Places, WordWeights

Numbers: TypeAlias = npt.NDArray[np.int32]

_TOP_STEMS = 30
_NEIGHBOURS = 24
_SHARED_STEMS = 2
_AT_ONCE = 4096  # reports whose pairs are counted together, so that memory does not grow with all


def likely_stories(words: WordWeights) -> Iterator[tuple[Places, Places]]:
    """Yield pairs of reports that share heavy stems, the first before the second, in order.

    Each report meets only its nearest in time on a stem, which keeps growth linear where a name
    stands in thousands of reports.

    Args:
        words: of reports in order of time.
    """
    held, holders = _heaviest(words)
    by_stem = np.argsort(held, kind="stable")  # stable: in order of time within a stem
    holders_by_stem, held_by_stem = holders[by_stem], held[by_stem]
    place = np.empty(len(by_stem), dtype=np.int32)
    place[by_stem] = np.arange(len(by_stem), dtype=np.int32)
    del by_stem
    for begin in range(0, len(words), _AT_ONCE):
        first, last = np.searchsorted(holders, (begin, begin + _AT_ONCE))
        yield _met(place[first:last], holders_by_stem, held_by_stem)


def _heaviest(words: WordWeights) -> tuple[Numbers, Numbers]:
    """The heaviest stems of all reports, one report after another, and whose they are."""
    held, holders = array("i"), array("i")
    for at in range(len(words)):
        stems = words.heaviest(at, _TOP_STEMS)
        held.frombytes(stems.tobytes())
        holders.extend([at] * len(stems))
    return np.frombuffer(held, dtype=np.int32), np.frombuffer(holders, dtype=np.int32)


def _met(places: Numbers, holders: Numbers, held: Numbers) -> tuple[Places, Places]:
    """The pairs that reports at some places of the lists of stems make with those after them."""
    keys = [np.zeros(0, dtype=np.int64)]
    count = int(holders.max(initial=0)) + 1
    for reach in range(1, _NEIGHBOURS + 1):
        places = places[places + reach < len(held)]
        places = places[held[places] == held[places + reach]]
        keys.append(holders[places].astype(np.int64) * count + holders[places + reach])
    pairs, shared = np.unique(np.concatenate(keys), return_counts=True)
    return np.divmod(pairs[shared >= _SHARED_STEMS], count)
