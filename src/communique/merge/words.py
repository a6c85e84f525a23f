"""Words of a text with their places, and stable hashes of word sequences."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from communique.spans import Span

_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"“[^“”]{1,2000}”|\"[^\"\n]{1,2000}\"|«[^«»]{1,2000}»")
_MASK = (1 << 61) - 1
_BASE = 1_000_003


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, folded to lower case, as stable numbers with their spans."""

    codes: tuple[int, ...]
    spans: tuple[Span, ...]
    quoted: tuple[bool, ...]


def read_words(text: str) -> Words:
    """Return the words of ``text``; ``quoted`` tells which stand inside quotation marks."""
    found = list(_WORD.finditer(text))
    inside = [match.span() for match in _QUOTED.finditer(text)]
    quoted, at = [], 0
    for match in found:
        while at < len(inside) and inside[at][1] <= match.start():
            at += 1
        quoted.append(at < len(inside) and inside[at][0] <= match.start())
    return Words(
        codes=tuple(zlib.crc32(m.group().lower().encode("utf-8", "replace")) for m in found),
        spans=tuple(Span(*m.span()) for m in found),
        quoted=tuple(quoted),
    )


def shingles(codes: Sequence[int], size: int) -> list[int]:
    """Return the hash of every run of ``size`` words, in order; shorter texts give none."""
    return [_combine(codes[at : at + size]) for at in range(len(codes) - size + 1)]


def winnow(hashes: Sequence[int], window: int) -> set[int]:
    """Keep the least hash of every window of ``window`` neighbours.

    Two texts that share a run of ``window`` shingles share a kept one (Schleimer, Wilkerson and
    Aiken, "Winnowing", 2003), which sampling by MinHash does not promise for an excerpt.
    """
    if len(hashes) <= window:
        return set(hashes)
    return {min(hashes[at : at + window]) for at in range(len(hashes) - window + 1)}


def _combine(codes: Sequence[int]) -> int:
    total = 0
    for code in codes:
        total = (total * _BASE + code + 1) & _MASK
    # A final mix spreads neighbours, since winnowing compares hashes by size.
    return (total ^ (total >> 29)) * 0x9E3779B97F4A7C15 & _MASK
