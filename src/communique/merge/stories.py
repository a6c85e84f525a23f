"""Which reports tell of one happening or one chain of happenings.

Reports are compared by the words of headline and lead, weighted by how rare they are, and by how
near in time they appeared; groups are joined by their average likeness.
"""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from importlib import resources

from communique.merge.linkage import average_linkage
from communique.records import Document, content_id
from communique.settings import MergeSettings

_WORD = re.compile(r"[^\W\d_][\w'’]*|\d[\d,.]*\d|\d")
_READ = 4000  # characters; later paragraphs drift into background that other stories share
_TITLE_WEIGHT = 3
_BACKGROUND = 50  # documents that a small batch is imagined to stand in, so that idf stays sane
_TOP_TERMS = 15
_NEIGHBOURS = 40
_HALF_LIFE = 30.0  # days
_LEAST_SIMILARITY = 0.02

Vector = Mapping[str, float]


def find_stories(
    documents: Sequence[Document], copy_groups: Mapping[str, str], settings: MergeSettings
) -> dict[str, str]:
    """Return the story of every document, by document id.

    Args:
        documents: in any order, each ``document_id`` once.
        copy_groups: copy group by document id; copies share their story.
        settings: ``story_similarity``, the least average likeness of a story's reports.
    """
    ordered = sorted(documents, key=lambda d: (_day(d) or date.max, d.document_id))
    heads: dict[str, list[Document]] = {}
    for document in ordered:
        group = copy_groups.get(document.document_id, document.document_id)
        heads.setdefault(group, []).append(document)
    families = list(heads.values())
    vectors = _weigh([_terms(family[0]) for family in families])
    days = [_day(family[0]) for family in families]
    similarity = {
        pair: value
        for pair in _candidates(vectors)
        if (value := _likeness(pair, vectors, days)) >= _LEAST_SIMILARITY
    }
    stories: dict[str, str] = {}
    for joined in average_linkage(len(families), similarity, settings.story_similarity):
        members = [document for at in joined for document in families[at]]
        story = content_id("story", families[joined[0]][0].document_id)
        stories.update({document.document_id: story for document in members})
    return stories


def _day(document: Document) -> date | None:
    when = document.published or document.page_date
    return when.start if when is not None else None


@cache
def _common_words() -> frozenset[str]:
    file = resources.files("communique.merge") / "data" / "common_words.txt"
    lines = file.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _terms(document: Document) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for text, weight in ((document.text[:_READ], 1), (document.title or "", _TITLE_WEIGHT)):
        for match in _WORD.finditer(text):
            term = _stem(match.group().lower())
            if len(term) > 1 and term not in _common_words():
                counts[term] += weight
    return {term: 1 + math.log(count) for term, count in counts.items()}


def _stem(word: str) -> str:
    """Strip the commonest English endings; a light hand keeps names apart."""
    word = re.sub(r"['’]s?$", "", word)
    for ending in ("ing", "ed", "es", "s"):
        if len(word) > 4 and word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _weigh(counted: list[dict[str, float]]) -> list[Vector]:
    frequency = Counter(term for terms in counted for term in terms)
    size = len(counted) + _BACKGROUND
    weighed: list[Vector] = []
    for terms in counted:
        raw = {t: tf * math.log(size / (frequency[t] + 0.5)) for t, tf in terms.items()}
        norm = math.sqrt(sum(w * w for w in raw.values())) or 1.0
        weighed.append({term: weight / norm for term, weight in raw.items()})
    return weighed


def _candidates(vectors: Sequence[Vector]) -> Iterator[tuple[int, int]]:
    """Pairs that share a heavy term, each with its nearest neighbours in time only.

    The limit on neighbours keeps growth linear where a name stands in thousands of reports.
    """
    postings: dict[str, list[int]] = defaultdict(list)
    for at, vector in enumerate(vectors):
        for term, _ in heapq.nlargest(_TOP_TERMS, vector.items(), key=lambda x: (x[1], x[0])):
            postings[term].append(at)
    pairs = {
        (low, high)
        for items in postings.values()
        for at, low in enumerate(items)
        for high in items[at + 1 : at + 1 + _NEIGHBOURS]
    }
    yield from sorted(pairs)


def _likeness(
    pair: tuple[int, int], vectors: Sequence[Vector], days: Sequence[date | None]
) -> float:
    """Cosine, at most halved by distance in time."""
    small, large = sorted((vectors[pair[0]], vectors[pair[1]]), key=len)
    # fsum: the same total whatever the order of the words
    cosine = math.fsum(w * large[t] for t, w in small.items() if t in large)
    first, second = days[pair[0]], days[pair[1]]
    if first is None or second is None:
        return cosine
    apart = abs((second - first).days)
    return cosine * (1.0 + math.exp2(-apart / _HALF_LIFE)) / 2
