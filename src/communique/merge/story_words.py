"""The words by which stories are told apart, weighed by how rare they are."""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from communique.knowledge.files import read_table
from communique.records import Document

Places: TypeAlias = npt.NDArray[np.int64]  # of reports, in their order

_WORD = re.compile(r"[^\W\d_][\w'’]*|\d[\d,.]*\d|\d")
_READ = 4000  # characters; later paragraphs drift into background that other stories share
_TITLE_WEIGHT = 5
_EVERY = "*"  # the row that holds the number of background reports


@dataclass(frozen=True, slots=True, eq=False)
class WordWeights:
    """The stems of many reports as numbers, each with its weight; those of a report have norm 1.

    All lie in one array, one report after another: ``starts`` tells where each begins, and ends
    with the end of the last. ``kinds`` is the number of different stems.
    """

    stems: npt.NDArray[np.int32]
    weights: npt.NDArray[np.float64]
    starts: Places
    kinds: int

    def __len__(self) -> int:
        return len(self.starts) - 1

    def heaviest(self, at: int, count: int) -> npt.NDArray[np.int32]:
        """Return the ``count`` stems of most weight in a report; of equal ones the first told."""
        own = slice(self.starts[at], self.starts[at + 1])
        return self.stems[own][np.argsort(-self.weights[own], kind="stable")[:count]]

    def cosines(self, firsts: Places, seconds: Places) -> npt.NDArray[np.float64]:
        """Return how alike the reports of each pair are in their words, 0 to 1.

        Args:
            firsts: one report of each pair; quick where those of equal pairs follow one another.
            seconds: the other.
        """
        found = np.empty(len(firsts))
        spread, laid_out = np.zeros(self.kinds), -1
        bounds = self.starts.tolist()
        for pair, (first, second) in enumerate(zip(firsts.tolist(), seconds.tolist(), strict=True)):
            if first != laid_out:
                if laid_out >= 0:
                    spread[self.stems[bounds[laid_out] : bounds[laid_out + 1]]] = 0
                own = slice(bounds[first], bounds[first + 1])
                spread[self.stems[own]] = self.weights[own]
                laid_out = first
            own = slice(bounds[second], bounds[second + 1])
            found[pair] = spread[self.stems[own]] @ self.weights[own]
        return found


def weigh(documents: Iterable[Document]) -> WordWeights:
    """Return the words of each report's headline and lead, with their weights.

    A stem weighs more the more often it stands in the report and the fewer reports hold it: those
    given, and background reports of the same field, which keep a small batch sane.

    Args:
        documents: in an order that the same documents always have.
    """
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__  # a new stem gets the next number
    told, times, starts = array("i"), array("i"), array("q", [0])
    for document in documents:
        counts = _counted(document)
        told.extend(map(numbers.__getitem__, counts))
        times.extend(counts.values())
        starts.append(len(told))
    stems_of = np.array(told, dtype=np.int32)
    background = _background()
    held = np.bincount(stems_of, minlength=len(numbers))
    known = np.array([background.get(stem, 0) for stem in numbers], dtype=np.float64)
    rarity = np.log((len(starts) - 1 + background[_EVERY]) / (held + known + 0.5))
    weights = (1 + np.log(np.array(times))) * np.maximum(rarity, 0)[stems_of]
    places = np.array(starts, dtype=np.int64)
    return WordWeights(stems_of, _of_norm_1(weights, places), places, len(numbers))


def _of_norm_1(weights: npt.NDArray[np.float64], starts: Places) -> npt.NDArray[np.float64]:
    lengths = np.diff(starts)
    norms = np.sqrt(np.add.reduceat(np.square(weights), starts[:-1][lengths > 0]))
    divisors: npt.NDArray[np.float64] = np.repeat(norms, lengths[lengths > 0])
    return weights / np.where(divisors > 0, divisors, 1.0)


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
