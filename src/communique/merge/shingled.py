"""The texts of a pile as shingles, on disk, and what each outlet repeats of them."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import numpy as np

from communique.merge.pile import Heading
from communique.merge.spilled import Spilled
from communique.merge.words import Hashes, Words, read_words, shingles
from communique.records import Document

SHINGLE = 3
LEAST_SHARED = 8  # below this many shared shingles a short text resembles any other by chance
SKETCHED = 5  # words of a shingle by which candidates are found; shorter ones are met by chance
REPEATED = 3  # reports of one outlet with the same words before they count as boilerplate
_HELD = 2000  # texts whose shingles are kept at hand
_AT_ONCE = 8_000_000  # shingles of one outlet that are counted together


class Shingled:
    """The shingles by which texts are compared: outside quotations, without an outlet's own.

    Page furniture that cleaning missed and a paper's standing background would otherwise chain
    all reports of one outlet together. To keep the shingles of all texts in memory would take
    some gigabytes for a million reports.
    """

    def __init__(self) -> None:
        self._told = Spilled(np.uint64)
        self._ends = array("q", [0])
        self._repeated: Mapping[int, Hashes] = {}
        self.of = lru_cache(maxsize=_HELD)(self._of)

    def sketched(self, documents: Iterable[Document]) -> Iterator[Hashes]:
        """Take texts in; yield for each the shingles by which candidates for copies are found."""
        for document in documents:
            words = read_words(document.text)
            self._ends.append(self._told.append(outside_quotations(words)))
            yield np.unique(shingles(words.codes, SKETCHED))

    def leave_out_repeated(self, headings: Sequence[Heading]) -> None:
        """Find what each outlet repeats from report to report.

        Args:
            headings: of the texts, in the order in which they were taken in.
        """
        by_outlet: dict[str, list[int]] = defaultdict(list)
        for at, heading in enumerate(headings):
            if heading.outlet is not None:
                by_outlet[heading.outlet].append(at)
        found: dict[int, Hashes] = {}
        for places in by_outlet.values():
            if len(places) >= REPEATED:
                size = sum(self._ends[at + 1] - self._ends[at] for at in places)
                repeated = repeated_in(lambda: map(self._whole, places), size)  # noqa: B023
                if len(repeated):
                    found.update(dict.fromkeys(places, repeated))
        self._repeated = found

    def _of(self, at: int) -> Hashes:
        every = self._whole(at)
        repeated = self._repeated.get(at)
        return every if repeated is None else without_repeated(every, repeated)

    def _whole(self, at: int) -> Hashes:
        return self._told.between(self._ends[at], self._ends[at + 1])


def outside_quotations(words: Words) -> Hashes:
    """Return the distinct shingles of a text, without those that stand in a quotation whole."""
    every = shingles(words.codes, SHINGLE)
    quoted = np.ones(len(every), dtype=np.bool_)
    for at in range(SHINGLE):
        quoted &= words.quoted[at : at + len(every)]
    return np.unique(every[~quoted])


def repeated_in(texts: Callable[[], Iterable[Hashes]], size: int = 0) -> Hashes:
    """Return the shingles that stand in three texts or more, sorted.

    Args:
        texts: the distinct shingles of each; asked for again where they are too many to be
            counted together.
        size: about how many shingles all texts have.
    """
    parts = np.uint64(size // _AT_ONCE + 1)
    found = [np.zeros(0, dtype=np.uint64)]
    for part in range(int(parts)):
        some = [one[one % parts == part] for one in texts()]
        told, counts = np.unique(np.concatenate(some), return_counts=True)
        found.append(told[counts >= REPEATED])
    return np.sort(np.concatenate(found))


def without_repeated(every: Hashes, repeated: Hashes) -> Hashes:
    """Return the shingles of a text but the repeated ones; all, if hardly any would be left."""
    rest = np.setdiff1d(every, repeated, assume_unique=True)
    return rest if len(rest) >= LEAST_SHARED else every
