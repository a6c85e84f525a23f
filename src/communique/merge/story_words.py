"""The words by which stories are told apart, weighed by how rare they are."""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from communique.knowledge.files import read_table
from communique.merge.spilled import Spilled
from communique.records import Document

Places: TypeAlias = npt.NDArray[np.int64]  # of reports, in their order

_WORD = re.compile(r"[^\W\d_][\w'’]*|\d[\d,.]*\d|\d")
_READ = 4000  # characters; later paragraphs drift into background that other stories share
_TITLE_WEIGHT = 5
_HELD = 8192  # reports whose weights are kept at hand
_EVERY = "*"  # the row that holds the number of background reports


class WordWeights:
    """The stems of many reports as numbers, each with its weight; those of a report have norm 1.

    Stems and how often they are told lie on disk, one report after another.
    """

    def __init__(self) -> None:
        self._stems = Spilled(np.int32)
        self._times = Spilled(np.uint16)
        self._ends = array("q", [0])
        self._rarity = np.zeros(0)
        self.of = lru_cache(maxsize=_HELD)(self._of)

    def __len__(self) -> int:
        return len(self._ends) - 1

    def add(self, stems: npt.NDArray[np.int32], times: npt.NDArray[np.uint16]) -> None:
        """Add a report: its different stems in the order in which it tells them, and how often."""
        self._times.append(times)
        self._ends.append(self._stems.append(stems))

    def rate(self, known: Sequence[int], background: int) -> None:
        """Rate the stems by how rare they are, once all reports are there.

        Args:
            known: how many background reports hold each stem.
            background: how many of those there are.
        """
        held = np.zeros(len(known), dtype=np.int64)
        for at in range(len(self)):
            held[self._stems.between(self._ends[at], self._ends[at + 1])] += 1
        rarity = np.log((len(self) + background) / (held + np.array(known) + 0.5))
        self._rarity = np.maximum(rarity, 0)

    def heaviest(self, at: int, count: int) -> npt.NDArray[np.int32]:
        """Return the ``count`` stems of most weight in a report; of equal ones the first told."""
        stems, weights = self._of(at)
        return stems[np.argsort(-weights, kind="stable")[:count]]

    def cosines(self, firsts: Places, seconds: Places) -> npt.NDArray[np.float64]:
        """Return how alike the reports of each pair are in their words, 0 to 1.

        Args:
            firsts: one report of each pair; quick where those of equal pairs follow one another.
            seconds: the other.
        """
        found = np.empty(len(firsts))
        spread, laid_out = np.zeros(len(self._rarity)), -1
        for pair, (first, second) in enumerate(zip(firsts.tolist(), seconds.tolist(), strict=True)):
            if first != laid_out:
                if laid_out >= 0:
                    spread[self.of(laid_out)[0]] = 0
                stems, weights = self.of(first)
                spread[stems] = weights
                laid_out = first
            stems, weights = self.of(second)
            found[pair] = spread[stems] @ weights
        return found

    def _of(self, at: int) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float64]]:
        own = self._ends[at], self._ends[at + 1]
        stems, times = self._stems.between(*own), self._times.between(*own)
        weights = (1 + np.log(times.astype(np.float64))) * self._rarity[stems]
        norm = math.sqrt(np.square(weights).sum())
        return stems, weights / (norm or 1.0)


def weigh(documents: Iterable[Document]) -> WordWeights:
    """Return the words of each report's headline and lead, with their weights.

    A stem weighs more the more often it stands in the report and the fewer reports hold it: those
    given, and background reports of the same field, which keep a small batch sane.

    Args:
        documents: in an order that the same documents always have.
    """
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__  # a new stem gets the next number
    words = WordWeights()
    for document in documents:
        counts = _counted(document)
        told = np.fromiter(map(numbers.__getitem__, counts), np.int32, len(counts))
        words.add(told, np.fromiter(counts.values(), np.uint16, len(counts)))
    background = _background()
    words.rate([background.get(stem, 0) for stem in numbers], background[_EVERY])
    return words


def stems(text: str) -> Iterator[str]:
    """Yield the stems of the words of ``text`` that may tell a story, in order."""
    for word in _WORD.findall(text):
        stem = _telling(word)
        if stem is not None:
            yield stem


def _counted(document: Document) -> dict[str, int]:
    """How often each stem stands in a report, in order; one of the headline counts for more."""
    counts: dict[str, int] = {}
    for word, times in Counter(_WORD.findall(document.text[:_READ])).items():
        stem = _telling(word)
        if stem is not None:
            counts[stem] = counts.get(stem, 0) + times
    for stem in stems(document.title or ""):
        counts[stem] = counts.get(stem, 0) + _TITLE_WEIGHT
    return counts


@lru_cache(maxsize=1 << 17)
def _telling(word: str) -> str | None:
    """The stem of a word, or None where it is too common or short to tell a story."""
    stem = _stem(word.lower())
    return stem if len(stem) > 1 and stem not in _common_words() else None


def _stem(word: str) -> str:
    """Strip the commonest English endings; a light hand keeps names apart."""
    word = re.sub(r"['’]s?$", "", word)
    for ending in ("ing", "ed", "es", "s"):
        if len(word) > 4 and word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


@cache
def _common_words() -> frozenset[str]:
    file = resources.files("communique.merge") / "data" / "common_words.txt"
    lines = file.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def _background() -> dict[str, int]:
    rows = read_table("communique.merge", "story_words.csv", ("stem", "reports"))
    return {row["stem"]: int(row["reports"]) for row in rows}
