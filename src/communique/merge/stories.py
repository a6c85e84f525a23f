"""Which reports tell of one happening or one chain of happenings.

Reports are compared by the words of headline and lead, weighted by how rare they are, and by how
near in time they appeared; groups are joined by their average likeness.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from communique.merge.linkage import average_linkage
from communique.merge.story_words import Vector, weigh
from communique.records import Document, content_id
from communique.settings import MergeSettings

_TOP_STEMS = 30
_NEIGHBOURS = 24
_SHARED_STEMS = 2
_HALF_LIFE = 30.0  # days
_UNDATED = 0.75  # of the cosine, where it is not known how far apart two reports are
_LEAST_SIMILARITY = 0.02


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
    vectors = weigh([family[0] for family in families])
    days = [_day(family[0]) for family in families]
    similarity = {
        pair: value
        for pair in _near(vectors)
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


def _near(vectors: Sequence[Vector]) -> list[tuple[int, int]]:
    """Pairs that share heavy stems, each report with its nearest in time only.

    The limit on neighbours keeps growth linear where a name stands in thousands of reports.

    Args:
        vectors: of reports in order of time.
    """
    holders: dict[int, list[int]] = defaultdict(list)
    for at, vector in enumerate(vectors):
        for stem in vector.heaviest(_TOP_STEMS):
            holders[stem].append(at)
    keys = [np.zeros(0, dtype=np.int64)]
    for items in holders.values():
        one = np.array(items, dtype=np.int64)
        for reach in range(1, min(_NEIGHBOURS, len(items) - 1) + 1):
            keys.append(one[:-reach] * len(vectors) + one[reach:])
    pairs, shared = np.unique(np.concatenate(keys), return_counts=True)
    low, high = np.divmod(pairs[shared >= _SHARED_STEMS], max(1, len(vectors)))
    return list(zip(low.tolist(), high.tolist(), strict=True))


def _likeness(
    pair: tuple[int, int], vectors: Sequence[Vector], days: Sequence[date | None]
) -> float:
    """Cosine, at most halved by distance in time."""
    cosine = vectors[pair[0]].cosine(vectors[pair[1]])
    first, second = days[pair[0]], days[pair[1]]
    if first is None or second is None:
        return cosine * _UNDATED
    apart = abs((second - first).days)
    return float(cosine * (1.0 + np.exp2(-apart / _HALF_LIFE)) / 2)
