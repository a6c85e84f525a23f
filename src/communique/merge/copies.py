"""Which reports are copies of one another, which is the original, and what they share.

Copies are found by containment: the share of three-word sequences of the shorter text that stand
in the longer one. Resemblance (Jaccard) misses trimmed wire copy, since it divides by the longer
text. A long passage outside quotation marks also makes a copy; the same quoted words do not, since
two reporters may hear one speech.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from communique.batches import batches
from communique.merge.joins import Joins
from communique.merge.likely_copies import likely_copies
from communique.merge.passages import shared_passages
from communique.merge.pile import Heading, Pile
from communique.merge.shingled import LEAST_SHARED, Shingled
from communique.merge.words import Hashes, Words, read_words
from communique.records import CopyPassage, content_id
from communique.settings import MergeSettings

_PASSAGE_CONTAINMENT = 0.15
_SHOWN_PASSAGE = 12
_AT_ONCE = 500  # pairs, or groups, whose texts are read together

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """``group`` by document id (only for documents with a copy), originals, shared passages.

    ``excerpts``: documents that took over no more than passages of the original, and for the rest
    tell on their own.
    """

    group: Mapping[str, str]
    original: Mapping[str, str]
    passages: tuple[CopyPassage, ...]
    excerpts: frozenset[str] = frozenset()


def find_copies(pile: Pile, headings: Sequence[Heading], settings: MergeSettings) -> Copies:
    """Group near-duplicate documents.

    Args:
        pile: of documents.
        headings: of those that are looked at, in the order of their ids.
        settings: ``copy_containment`` (share of the shorter text, 0 to 1) and
            ``copy_passage_words`` (length of a passage that alone makes a copy).

    Returns:
        The groups of two documents or more, the original of each, and the passages that each
        copy shares with the original.
    """
    shingled = Shingled()
    # By id, since another program may be adding reports meanwhile.
    likely = likely_copies(shingled.sketched(pile.read(h.document_id for h in headings)))
    shingled.leave_out_repeated(headings)
    compared = _Compared(pile, headings, shingled, settings)
    pairs = list(compared.copies_among(likely))
    joins = Joins({at for pair in pairs for at in pair})
    for first, second in pairs:
        joins.join(first, second)
    return compared.grouped(joins.groups())


class _Compared:
    """Texts of a pile, by their positions, that may be copies of one another."""

    def __init__(
        self, pile: Pile, headings: Sequence[Heading], shingled: Shingled, settings: MergeSettings
    ) -> None:
        self._pile = pile
        self._headings = headings
        self._shingled = shingled
        self._settings = settings

    def copies_among(self, pairs: Iterable[Pair]) -> Iterator[Pair]:
        """Yield the pairs of which one copies the other."""
        for some in batches(pairs, _AT_ONCE):
            shares = {pair: self._containment(*pair) for pair in some}
            wholly = self._settings.copy_containment
            partly = [pair for pair, share in shares.items() if 0 < share < wholly]
            words = self._words(partly)
            for pair, share in shares.items():
                if share >= wholly or (share > 0 and self._has_a_passage(words, pair)):
                    yield pair

    def grouped(self, groups: Iterable[tuple[int, ...]]) -> Copies:
        """Return the groups with what their members share with the original."""
        group: dict[str, str] = {}
        original: dict[str, str] = {}
        passages: list[CopyPassage] = []
        excerpts: set[str] = set()
        for members in groups:
            first = min(members, key=lambda at: originality(self._headings[at]))
            name = content_id("copy", self._name(first))
            original[name] = self._name(first)
            group.update((self._name(member), name) for member in members)
            words = self._words([members])
            for member in members:
                if member != first:
                    names = self._name(first), self._name(member)
                    shared = list(taken_over(*names, words[first], words[member]))
                    passages += shared
                    if shared and self._share(member, first) < self._settings.copy_containment:
                        excerpts.add(self._name(member))
        return Copies(
            group=group,
            original=original,
            passages=tuple(passages),
            excerpts=frozenset(excerpts),
        )

    def _containment(self, first: int, second: int) -> float:
        return contained(self._shingled.of(first), self._shingled.of(second))

    def _has_a_passage(self, words: Mapping[int, Words], pair: Pair) -> bool:
        least = self._settings.copy_passage_words
        return share_a_passage(words[pair[0]], words[pair[1]], least)

    def _share(self, one: int, other: int) -> float:
        return share_in(self._shingled.of(one), self._shingled.of(other))

    def _words(self, groups: Iterable[Sequence[int]]) -> dict[int, Words]:
        """Read texts again; to keep the words of all would take gigabytes."""
        places = sorted({at for group in groups for at in group})
        texts = self._pile.read(map(self._name, places))
        return {at: read_words(one.text) for at, one in zip(places, texts, strict=True)}

    def _name(self, at: int) -> str:
        return self._headings[at].document_id


def contained(one: Hashes, other: Hashes) -> float:
    """Return the share of the shorter of two texts that both have, 0 if too little for a copy.

    Args:
        one: the shingles by which a text is compared.
        other: those of another.
    """
    shared = len(np.intersect1d(one, other, assume_unique=True))
    share = shared / max(1, min(len(one), len(other)))
    return 0 if shared < LEAST_SHARED or share < _PASSAGE_CONTAINMENT else share


def share_in(one: Hashes, other: Hashes) -> float:
    """Return the share of one text that stands in another, by their shingles."""
    return len(np.intersect1d(one, other, assume_unique=True)) / max(1, len(one))


def share_a_passage(one: Words, other: Words, least: int) -> bool:
    """Tell whether two texts share a passage of ``least`` words outside quotation marks."""
    found = shared_passages(one, other, least=_SHOWN_PASSAGE)
    return max((passage.own_words for passage in found), default=0) >= least


def taken_over(
    original: str, copy: str, first: Words, second: Words
) -> Iterator[CopyPassage]:
    """Yield the words that a copy shares with its original.

    Args:
        original: id of the original.
        copy: id of the copy.
        first: words of the original.
        second: words of the copy.
    """
    for passage in shared_passages(first, second, least=_SHOWN_PASSAGE):
        yield CopyPassage(
            passage_id=content_id("passage", original, copy, passage.first, passage.second),
            document_id=copy,
            span=passage.second,
            original=original,
            original_span=passage.first,
        )


def originality(heading: Heading) -> tuple[date, int, bool, int, str]:
    """Return what orders copies from the original on.

    Earliest first; then the one that credits no other, then an agency's own; then the longest.
    """
    own = heading.agency is not None and heading.agency == heading.outlet
    day = heading.published or date.max
    return (day, len(heading.via), not own, -heading.length, heading.document_id)
