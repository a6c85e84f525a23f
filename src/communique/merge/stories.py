"""Which reports tell of one happening or one chain of happenings.

Reports are compared by the words of headline and lead, weighted by how rare they are, and by how
near in time they appeared; groups are joined by their average likeness.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import numpy as np

from communique.merge.likely_stories import likely_stories
from communique.merge.linkage import Likenesses, average_linkage, within_parts
from communique.merge.pile import Heading, Pile
from communique.merge.story_words import WordWeights, weigh
from communique.records import content_id
from communique.settings import MergeSettings

_HALF_LIFE = 30.0  # days
_UNDATED = 0.75  # of the cosine, where it is not known how far apart two reports are
_LEAST_SIMILARITY = 0.02


def find_stories(
    pile: Pile,
    headings: Sequence[Heading],
    copy_groups: Mapping[str, str],
    settings: MergeSettings,
) -> dict[str, str]:
    """Return the story of every document, by document id.

    Args:
        pile: of documents.
        headings: of those that are looked at.
        copy_groups: copy group by document id; copies share their story.
        settings: ``story_similarity``, the least average likeness of a story's reports.
    """
    ordered = sorted(headings, key=lambda h: (h.day or date.max, h.document_id))
    families: dict[str, list[Heading]] = {}
    for heading in ordered:
        group = copy_groups.get(heading.document_id, heading.document_id)
        families.setdefault(group, []).append(heading)
    told = list(families.values())
    words = weigh(pile.read(family[0].document_id for family in told))
    days = [family[0].day for family in told]
    alike = within_parts(len(told), _likenesses(words, days), settings.story_similarity)
    stories: dict[str, str] = {}
    for joined in average_linkage(len(told), alike, settings.story_similarity):
        story = content_id("story", told[joined[0]][0].document_id)
        stories.update((h.document_id, story) for at in joined for h in told[at])
    return stories


def _likenesses(words: WordWeights, days: Sequence[date | None]) -> Iterator[Likenesses]:
    """Pairs of reports, each with its cosine, at most halved by distance in time."""
    ordinals = np.array([np.nan if day is None else day.toordinal() for day in days])
    for firsts, seconds in likely_stories(words):
        near = np.exp2(-np.abs(ordinals[seconds] - ordinals[firsts]) / _HALF_LIFE)
        by_time = np.where(np.isnan(near), _UNDATED, (1.0 + near) / 2)
        values = words.cosines(firsts, seconds) * by_time
        yield Likenesses(firsts, seconds, values).where(values >= _LEAST_SIMILARITY)
