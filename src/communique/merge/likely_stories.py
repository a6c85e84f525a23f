"""Which of many reports may tell one story: candidates by their heaviest words, near in time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from communique.merge.story_words import Places, WordWeights

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
    heavy = [words.heaviest(at, _TOP_STEMS) for at in range(len(words))]
    holders = np.repeat(np.arange(len(heavy)), [len(stems) for stems in heavy])
    held = np.concatenate([np.zeros(0, dtype=np.int32), *heavy])
    by_stem = np.argsort(held, kind="stable")  # stable: in order of time within a stem
    holders_by_stem, held_by_stem = holders[by_stem], held[by_stem]
    place = np.empty_like(by_stem)
    place[by_stem] = np.arange(len(by_stem))
    for begin in range(0, len(heavy), _AT_ONCE):
        first, last = np.searchsorted(holders, (begin, begin + _AT_ONCE))
        yield _met(place[first:last], holders_by_stem, held_by_stem)


def _met(places: Places, holders: Places, held: Places) -> tuple[Places, Places]:
    """The pairs that reports at some places of the lists of stems make with those after them."""
    keys = [np.zeros(0, dtype=np.int64)]
    count = int(holders.max(initial=0)) + 1
    for reach in range(1, _NEIGHBOURS + 1):
        places = places[places + reach < len(held)]
        places = places[held[places] == held[places + reach]]
        keys.append(holders[places] * count + holders[places + reach])
    pairs, shared = np.unique(np.concatenate(keys), return_counts=True)
    return np.divmod(pairs[shared >= _SHARED_STEMS], count)
