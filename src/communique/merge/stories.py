"""Which reports tell of one happening or one chain of happenings.

Reports are compared by the words of headline and lead, weighted by how rare they are, and by how
near in time they appeared; groups are joined by their average likeness.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from communique.merge.likely_stories import likely_stories
from communique.merge.linkage import Likenesses, average_linkage
from communique.merge.story_words import WordWeights, weigh
from communique.records import Document, content_id
from communique.settings import MergeSettings

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
    likenesses = _likenesses(
        weigh(family[0] for family in families), [_day(family[0]) for family in families]
    )
    stories: dict[str, str] = {}
    for joined in average_linkage(len(families), likenesses, settings.story_similarity):
        members = [document for at in joined for document in families[at]]
        story = content_id("story", families[joined[0]][0].document_id)
        stories.update({document.document_id: story for document in members})
    return stories


def _day(document: Document) -> date | None:
    when = document.published or document.page_date
    return when.start if when is not None else None


def _likenesses(words: WordWeights, days: Sequence[date | None]) -> Likenesses:
    """Pairs of reports, each with its cosine, at most halved by distance in time."""
    ordinals = np.array([np.nan if day is None else day.toordinal() for day in days])
    nobody = np.zeros(0, dtype=np.int64)
    found = [Likenesses(nobody, nobody, np.zeros(0))]
    for firsts, seconds in likely_stories(words):
        near = np.exp2(-np.abs(ordinals[seconds] - ordinals[firsts]) / _HALF_LIFE)
        by_time = np.where(np.isnan(near), _UNDATED, (1.0 + near) / 2)
        values = words.cosines(firsts, seconds) * by_time
        found.append(Likenesses(firsts, seconds, values).where(values >= _LEAST_SIMILARITY))
    return Likenesses(
        np.concatenate([block.lows for block in found]),
        np.concatenate([block.highs for block in found]),
        np.concatenate([block.values for block in found]),
    )
