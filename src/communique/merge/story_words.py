"""The words by which stories are told apart, weighed by how rare they are."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from communique.knowledge.files import read_table
from communique.records import Document

_WORD = re.compile(r"[^\W\d_][\w'’]*|\d[\d,.]*\d|\d")
_READ = 4000  # characters; later paragraphs drift into background that other stories share
_TITLE_WEIGHT = 5
_EVERY = "*"  # the row that holds the number of background reports


@dataclass(frozen=True, slots=True, eq=False)
class Vector:
    """The stems of a report as numbers in order, each with its weight; the weights have norm 1."""

    stems: npt.NDArray[np.int32]
    weights: npt.NDArray[np.float64]

    def cosine(self, other: Vector) -> float:
        """Return how alike two reports are in their words, 0 to 1."""
        at = np.searchsorted(other.stems, self.stems)
        at[at == len(other.stems)] = 0
        same = other.stems[at] == self.stems if len(other.stems) else np.zeros(0, dtype=np.bool_)
        if not same.any():
            return 0.0
        return float(self.weights[same] @ other.weights[at[same]])

    def heaviest(self, count: int) -> list[int]:
        """Return the ``count`` stems of most weight; of equal ones the first."""
        order = np.argsort(-self.weights, kind="stable")[:count]
        found: list[int] = self.stems[order].tolist()
        return found


def weigh(documents: Sequence[Document]) -> list[Vector]:
    """Return the words of each report's headline and lead, as vectors.

    A stem weighs more the more often it stands in the report and the fewer reports hold it: those
    given, and background reports of the same field, which keep a small batch sane.

    Args:
        documents: in an order that the same documents always have.
    """
    numbers: dict[str, int] = {}
    counted = [_counted(document, numbers) for document in documents]
    held = np.zeros(len(numbers))
    for stems_of, _ in counted:
        held[stems_of] += 1
    background = _background()
    known = np.array([background.get(stem, 0) for stem in numbers], dtype=np.float64)
    rarity = np.log((len(documents) + background[_EVERY]) / (held + known + 0.5))
    return [_vector(stems_of, counts * rarity[stems_of]) for stems_of, counts in counted]


def stems(text: str) -> Iterator[str]:
    """Yield the stems of the words of ``text`` that may tell a story, in order."""
    for match in _WORD.finditer(text):
        stem = _stem(match.group().lower())
        if len(stem) > 1 and stem not in _common_words():
            yield stem


def _counted(
    document: Document, numbers: dict[str, int]
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float64]]:
    counts = Counter(stems(document.text[:_READ]))
    for stem in stems(document.title or ""):
        counts[stem] += _TITLE_WEIGHT
    found = sorted((numbers.setdefault(stem, len(numbers)), n) for stem, n in counts.items())
    return (
        np.array([number for number, _ in found], dtype=np.int32),
        np.array([1 + math.log(n) for _, n in found], dtype=np.float64),
    )


def _vector(stems_of: npt.NDArray[np.int32], weights: npt.NDArray[np.float64]) -> Vector:
    weights = np.maximum(weights, 0)
    return Vector(stems_of, weights / (float(np.sqrt(weights @ weights)) or 1.0))


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
