"""Words of a text, and stable hashes of word sequences."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
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
    """The words of a text, folded to lower case, as stable numbers.

    ``quoted`` tells which words stand inside quotation marks.
    """

    text: str
    codes: Hashes
    quoted: npt.NDArray[np.bool_]

    def span(self, first: int, count: int) -> Span:
        """Return the span of ``count`` words from the word at ``first`` on."""
        # Places are found anew: few words are asked for, and to keep all costs more than reading.
        told = list(islice(_WORD.finditer(self.text), first, first + count))
        return Span(told[0].start(), told[-1].end())


def read_words(text: str) -> Words:
    """Return the words of ``text``."""
    told: list[str] = []
    quoted: list[tuple[int, int]] = []
    reached = 0
    for quotation in _QUOTED.finditer(text):  # marks are no part of words, so none is cut in two
        told += _WORD.findall(text, reached, quotation.start())
        first, reached = len(told), quotation.end()
        told += _WORD.findall(text, quotation.start(), reached)
        quoted.append((first, len(told)))
    told += _WORD.findall(text, reached)
    inside = np.zeros(len(told), dtype=np.bool_)
    for first, end in quoted:
        inside[first:end] = True
    return Words(text, np.fromiter(map(_code, told), np.uint64, len(told)), inside)


def shingles(codes: Hashes, size: int) -> Hashes:
    """Return the hash of every run of ``size`` words, in order; shorter texts give none."""
    count = max(0, len(codes) - size + 1)
    total = np.zeros(count, dtype=np.uint64)
    for at in range(size):
        total = total * _BASE + codes[at : at + count] + _ONE
    return (total ^ (total >> np.uint64(29))) * _SPREAD


@lru_cache(maxsize=1 << 17)
def _code(word: str) -> int:
    return zlib.crc32(word.lower().encode("utf-8", "replace"))
