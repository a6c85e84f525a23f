"""Words of a text with their places, and stable hashes of word sequences."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from communique.spans import Span

Hashes: TypeAlias = npt.NDArray[np.uint64]

_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"“[^“”]{1,2000}”|\"[^\"\n]{1,2000}\"|«[^«»]{1,2000}»")
_BASE = np.uint64(1_000_003)
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_ONE = np.uint64(1)


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of a text, folded to lower case, as stable numbers with their places.

    ``ends`` are exclusive; ``quoted`` tells which words stand inside quotation marks.
    """

    codes: Hashes
    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    quoted: npt.NDArray[np.bool_]

    def span(self, first: int, count: int) -> Span:
        """Return the span of ``count`` words from the word at ``first`` on."""
        return Span(int(self.starts[first]), int(self.ends[first + count - 1]))


def read_words(text: str) -> Words:
    """Return the words of ``text``."""
    found = list(_WORD.finditer(text))
    starts = np.array([match.start() for match in found], dtype=np.int64)
    return Words(
        codes=np.array([_code(match.group().lower()) for match in found], dtype=np.uint64),
        starts=starts,
        ends=np.array([match.end() for match in found], dtype=np.int64),
        quoted=_inside(starts, [match.span() for match in _QUOTED.finditer(text)]),
    )


def shingles(codes: Hashes, size: int) -> Hashes:
    """Return the hash of every run of ``size`` words, in order; shorter texts give none."""
    count = max(0, len(codes) - size + 1)
    total = np.zeros(count, dtype=np.uint64)
    for at in range(size):
        total = total * _BASE + codes[at : at + count] + _ONE
    return (total ^ (total >> np.uint64(29))) * _SPREAD


@lru_cache(maxsize=1 << 17)
def _code(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "replace"))


def _inside(starts: npt.NDArray[np.int64], ranges: list[tuple[int, int]]) -> npt.NDArray[np.bool_]:
    """Tell of each place whether one of the ranges, which are in order, holds it."""
    if not ranges:
        return np.zeros(len(starts), dtype=np.bool_)
    bounds = np.array(ranges, dtype=np.int64)
    at = np.searchsorted(bounds[:, 0], starts, side="right") - 1
    inside: npt.NDArray[np.bool_] = (at >= 0) & (starts < bounds[np.maximum(at, 0), 1])
    return inside
