"""Which reports are copies of one another, which is the original, and what they share.

Copies are found by containment: the share of three-word sequences of the shorter text that stand
in the longer one. Resemblance (Jaccard) misses trimmed wire copy, since it divides by the longer
text. A long passage outside quotation marks also makes a copy; the same quoted words do not, since
two reporters may hear one speech.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np

from communique.merge.joins import Joins
from communique.merge.likely_copies import likely_copies
from communique.merge.passages import shared_passages
from communique.merge.words import Hashes, Words, read_words, shingles
from communique.records import CopyPassage, Document, content_id
from communique.settings import MergeSettings

_SHINGLE = 3
_SKETCHED = 5  # words of a shingle by which candidates are found; shorter ones are met by chance
_LEAST_SHARED = 8  # below this many shared shingles a short text resembles any other by chance
_PASSAGE_CONTAINMENT = 0.15
_SHOWN_PASSAGE = 12
_REPEATED = 3  # reports of one outlet with the same words before they count as boilerplate
_HELD = 2000  # texts whose words are kept at hand


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


def find_copies(documents: Sequence[Document], settings: MergeSettings) -> Copies:
    """Group near-duplicate documents.

    Args:
        documents: in any order, each ``document_id`` once.
        settings: ``copy_containment`` (share of the shorter text, 0 to 1) and
            ``copy_passage_words`` (length of a passage that alone makes a copy).

    Returns:
        The groups of two documents or more, the original of each, and the passages that each
        copy shares with the original.
    """
    by_id = {d.document_id: d for d in sorted(documents, key=lambda d: d.document_id)}
    texts = _Texts(by_id, settings)
    joins = Joins(by_id)
    for first, second in texts.copy_pairs():
        joins.join(first, second)
    group: dict[str, str] = {}
    original: dict[str, str] = {}
    passages: list[CopyPassage] = []
    excerpts: set[str] = set()
    for members in joins.groups():
        if len(members) < 2:
            continue
        first = min((by_id[name] for name in members), key=originality).document_id
        name = content_id("copy", first)
        original[name] = first
        group.update(dict.fromkeys(members, name))
        for member in members:
            if member != first:
                shared = list(texts.shared(first, member))
                passages += shared
                if shared and texts.share(member, first) < settings.copy_containment:
                    excerpts.add(member)
    return Copies(
        group=group, original=original, passages=tuple(passages), excerpts=frozenset(excerpts)
    )


class _Texts:
    """The texts of the documents as shingles; their words are read again where two are compared.

    To keep the words of all would take some gigabytes for a hundred thousand reports.
    """

    def __init__(self, by_id: Mapping[str, Document], settings: MergeSettings) -> None:
        self._by_id = by_id
        self._settings = settings
        self._words = lru_cache(maxsize=_HELD)(lambda name: read_words(by_id[name].text))
        self._own: dict[str, Hashes] = {}

    def copy_pairs(self) -> Iterator[tuple[str, str]]:
        """Yield the pairs of documents of which one copies the other."""
        names = list(self._by_id)
        candidates = likely_copies(self._sketched(name) for name in names)
        self._own.update(_without_boilerplate(self._by_id.values(), self._own))
        for low, high in candidates:
            if self._is_copy(names[low], names[high]):
                yield names[low], names[high]

    def share(self, name: str, other: str) -> float:
        """The share of one text that stands in another."""
        return self._common(name, other) / max(1, len(self._own[name]))

    def shared(self, original: str, copy: str) -> Iterator[CopyPassage]:
        """Yield the words that a copy shares with its original."""
        both = self._words(original), self._words(copy)
        for passage in shared_passages(*both, least=_SHOWN_PASSAGE):
            yield CopyPassage(
                passage_id=content_id("passage", original, copy, passage.first, passage.second),
                document_id=copy,
                span=passage.second,
                original=original,
                original_span=passage.first,
            )

    def _sketched(self, name: str) -> Hashes:
        words = self._words(name)
        self._own[name] = _outside_quotations(words)
        return np.unique(shingles(words.codes, _SKETCHED))

    def _is_copy(self, first: str, second: str) -> bool:
        shared = self._common(first, second)
        shorter = min(len(self._own[first]), len(self._own[second]))
        containment = shared / max(1, shorter)
        if shared < _LEAST_SHARED or containment < _PASSAGE_CONTAINMENT:
            return False
        if containment >= self._settings.copy_containment:
            return True
        both = self._words(first), self._words(second)
        found = shared_passages(*both, least=_SHOWN_PASSAGE)
        longest = max((passage.own_words for passage in found), default=0)
        return longest >= self._settings.copy_passage_words

    def _common(self, first: str, second: str) -> int:
        return len(np.intersect1d(self._own[first], self._own[second], assume_unique=True))


def _outside_quotations(words: Words) -> Hashes:
    """The distinct shingles of a text, without those that stand in a quotation whole."""
    every = shingles(words.codes, _SHINGLE)
    quoted = np.ones(len(every), dtype=np.bool_)
    for at in range(_SHINGLE):
        quoted &= words.quoted[at : at + len(every)]
    return np.unique(every[~quoted])


def _without_boilerplate(
    documents: Iterable[Document], own: Mapping[str, Hashes]
) -> Iterator[tuple[str, Hashes]]:
    """Yield each text's shingles without those that its outlet repeats from report to report.

    Page furniture that cleaning missed and a paper's standing background would otherwise chain
    all reports of one outlet together. A text that is hardly more stays as it is.
    """
    by_outlet: dict[str, list[str]] = defaultdict(list)
    for document in documents:
        if document.outlet is not None:
            by_outlet[document.outlet].append(document.document_id)
    for names in by_outlet.values():
        if len(names) < _REPEATED:
            continue
        found, counts = np.unique(np.concatenate([own[n] for n in names]), return_counts=True)
        repeated = found[counts >= _REPEATED]
        for name in names:
            rest = np.setdiff1d(own[name], repeated, assume_unique=True)
            if len(rest) >= _LEAST_SHARED:
                yield name, rest


def originality(document: Document) -> tuple[date, int, bool, int, str]:
    """Return what orders copies from the original on.

    Earliest first; then the one that credits no other, then an agency's own; then the longest.
    """
    when = document.published
    day = when.start if when is not None and when.start is not None else date.max
    own = document.agency is not None and document.agency == document.outlet
    return (day, len(document.via), not own, -len(document.text), document.document_id)
