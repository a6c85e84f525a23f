"""The words that two texts share word for word, as spans of both."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from communique.merge.words import Words, shingles
from communique.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A run of words that stands in both texts; ``own_words`` of them outside quotation marks."""

    first: Span
    second: Span
    words: int
    own_words: int


def shared_passages(first: Words, second: Words, *, least: int) -> tuple[Passage, ...]:
    """Return the runs of at least ``least`` words common to two texts, in order of ``first``.

    Each run is as long as it can be; where a passage is repeated in ``second``, its first
    occurrence is taken.
    """
    here, there = shingles(first.codes, least), shingles(second.codes, least)
    starts: dict[int, int] = {}
    for at, run in enumerate(there.tolist()):
        starts.setdefault(run, at)
    found: list[Passage] = []
    reached = 0
    for at in np.flatnonzero(np.isin(here, there)).tolist():
        if at < reached:
            continue
        other = starts[int(here[at])]
        length = _run(first, at, second, other)
        if length >= least:
            found.append(_passage(first, at, second, other, length))
            reached = at + length
    return tuple(found)


def _run(first: Words, at: int, second: Words, there: int) -> int:
    limit = min(len(first.codes) - at, len(second.codes) - there)
    differ = first.codes[at : at + limit] != second.codes[there : there + limit]
    return int(differ.argmax()) if differ.any() else limit


def _passage(first: Words, at: int, second: Words, there: int, length: int) -> Passage:
    return Passage(
        first=first.span(at, length),
        second=second.span(there, length),
        words=length,
        own_words=length - int(first.quoted[at : at + length].sum()),
    )
