"""Which reports are copies of one another, which is the original, and what they share.

Copies are found by containment: the share of three-word sequences of the shorter text that stand
in the longer one. Resemblance (Jaccard) misses trimmed wire copy, since it divides by the longer
text. A long passage outside quotation marks also makes a copy; the same quoted words do not, since
two reporters may hear one speech.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from communique.merge.joins import Joins
from communique.merge.passages import shared_passages
from communique.merge.words import Words, read_words, shingles, winnow
from communique.records import Document, content_id
from communique.settings import MergeSettings
from communique.spans import Span

_SHINGLE = 3
_FINGERPRINT = 4
_WINDOW = 4
_LEAST_SHARED = 8  # below this many shared shingles a short text resembles any other by chance
_PASSAGE_CONTAINMENT = 0.15
_SHOWN_PASSAGE = 12
_REPEATED = 3  # reports of one outlet with the same words before they count as boilerplate
_POSTINGS = 40  # a sequence found in more texts than this is boilerplate or a group already joined


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyPassage:
    """Words that a copy shares with its original: a span of each text."""

    original: str
    copy: str
    original_span: Span
    copy_span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """``group`` by document id (only for documents with a copy), originals, shared passages."""

    group: Mapping[str, str]
    original: Mapping[str, str]
    passages: tuple[CopyPassage, ...]


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
    words = {name: read_words(document.text) for name, document in by_id.items()}
    joins = Joins(by_id)
    boilerplate = _boilerplate(by_id.values(), words)
    for first, second in _copy_pairs(words, boilerplate, settings):
        joins.join(first, second)
    group: dict[str, str] = {}
    original: dict[str, str] = {}
    passages: list[CopyPassage] = []
    for members in joins.groups():
        if len(members) < 2:
            continue
        first = min((by_id[name] for name in members), key=_originality).document_id
        name = content_id("copy", first)
        original[name] = first
        group.update(dict.fromkeys(members, name))
        passages.extend(_shared_with(first, members, words))
    return Copies(group=group, original=original, passages=tuple(passages))


def _boilerplate(
    documents: Iterable[Document], words: Mapping[str, Words]
) -> dict[str, frozenset[int]]:
    """By document, the shingles that its outlet repeats from report to report.

    Page furniture that cleaning missed and a paper's standing background would otherwise chain
    all reports of one outlet together.
    """
    by_outlet: dict[str, list[str]] = defaultdict(list)
    for document in documents:
        if document.outlet is not None:
            by_outlet[document.outlet].append(document.document_id)
    found: dict[str, frozenset[int]] = {}
    for names in by_outlet.values():
        if len(names) < _REPEATED:
            continue
        counts = Counter(h for name in names for h in set(shingles(words[name].codes, _SHINGLE)))
        repeated = frozenset(h for h, count in counts.items() if count >= _REPEATED)
        found.update(dict.fromkeys(names, repeated))
    return found


def _own_shingles(found: Words, boilerplate: frozenset[int]) -> frozenset[int]:
    """The shingles of a text outside quotations, without boilerplate if that leaves enough."""
    every = frozenset(
        shingle
        for at, shingle in enumerate(shingles(found.codes, _SHINGLE))
        if not all(found.quoted[at : at + _SHINGLE])
    )
    own = every - boilerplate
    return own if len(own) >= _LEAST_SHARED else every


def _copy_pairs(
    words: Mapping[str, Words],
    boilerplate: Mapping[str, frozenset[int]],
    settings: MergeSettings,
) -> Iterator[tuple[str, str]]:
    none: frozenset[int] = frozenset()
    candidates = _candidates(words)
    sets = {
        name: _own_shingles(words[name], boilerplate.get(name, none))
        for name in {name for pair in candidates for name in pair}
    }
    for first, second in candidates:
        shared = len(sets[first] & sets[second])
        containment = shared / max(1, min(len(sets[first]), len(sets[second])))
        if shared < _LEAST_SHARED or containment < _PASSAGE_CONTAINMENT:
            continue
        if containment >= settings.copy_containment or (
            _longest_own_passage(words[first], words[second]) >= settings.copy_passage_words
        ):
            yield first, second


def _candidates(words: Mapping[str, Words]) -> list[tuple[str, str]]:
    """Pairs that share at least two fingerprints, in order of their ids."""
    postings: dict[int, list[str]] = defaultdict(list)
    for name, found in words.items():
        for fingerprint in winnow(shingles(found.codes, _FINGERPRINT), _WINDOW):
            if len(postings[fingerprint]) < _POSTINGS:
                postings[fingerprint].append(name)
    shared: Counter[tuple[str, str]] = Counter()
    for names in postings.values():
        shared.update(combinations(names, 2))
    return sorted(pair for pair, count in shared.items() if count >= 2)


def _longest_own_passage(first: Words, second: Words) -> int:
    found = shared_passages(first, second, least=_SHOWN_PASSAGE)
    return max((passage.own_words for passage in found), default=0)


def _originality(document: Document) -> tuple[date, int, bool, int, str]:
    """Earliest first; then the one that credits no other, then an agency's own; then longest."""
    when = document.published
    day = when.start if when is not None and when.start is not None else date.max
    own = document.agency is not None and document.agency == document.outlet
    return (day, len(document.via), not own, -len(document.text), document.document_id)


def _shared_with(
    original: str, members: Iterable[str], words: Mapping[str, Words]
) -> Iterator[CopyPassage]:
    for name in members:
        if name == original:
            continue
        for passage in shared_passages(words[original], words[name], least=_SHOWN_PASSAGE):
            yield CopyPassage(
                original=original,
                copy=name,
                original_span=passage.first,
                copy_span=passage.second,
            )
