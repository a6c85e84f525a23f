"""The words that two texts share word for word, as spans of both."""

from __future__ import annotations

from dataclasses import dataclass

from communique.merge.words import Words
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
    starts: dict[tuple[int, ...], int] = {}
    for at in range(len(second.codes) - least + 1):
        starts.setdefault(second.codes[at : at + least], at)
    found: list[Passage] = []
    at = 0
    while at <= len(first.codes) - least:
        there = starts.get(first.codes[at : at + least])
        if there is None:
            at += 1
            continue
        length = _run(first.codes, at, second.codes, there, least)
        found.append(_passage(first, at, second, there, length))
        at += length
    return tuple(found)


def _run(first: tuple[int, ...], at: int, second: tuple[int, ...], there: int, known: int) -> int:
    length = known
    limit = min(len(first) - at, len(second) - there)
    while length < limit and first[at + length] == second[there + length]:
        length += 1
    return length


def _passage(first: Words, at: int, second: Words, there: int, length: int) -> Passage:
    return Passage(
        first=Span(first.spans[at].start, first.spans[at + length - 1].end),
        second=Span(second.spans[there].start, second.spans[there + length - 1].end),
        words=length,
        own_words=length - sum(first.quoted[at : at + length]),
    )
