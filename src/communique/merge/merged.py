"""From single documents to the merged whole: copies, stories, events, disputes, fulfilment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from communique.merge.consensus import build_event
from communique.merge.copies import CopyPassage, find_copies
from communique.merge.disputes import find_disputes
from communique.merge.events import group_mentions
from communique.merge.fulfilment import follow_commitments
from communique.merge.identity import with_lasting_ids
from communique.merge.stories import find_stories
from communique.records import Commitment, Dispute, Document, Event, Extraction
from communique.settings import MergeSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """All documents brought together.

    ``documents`` have copy group and story; ``commitments`` have their state; ``copy_passages``
    are the words that each copy shares with its original.
    """

    documents: tuple[Document, ...]
    events: tuple[Event, ...]
    disputes: tuple[Dispute, ...]
    commitments: tuple[Commitment, ...]
    copy_passages: tuple[CopyPassage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """Documents with copy group and story, and the words that copies share with originals."""

    documents: tuple[Document, ...]
    copy_passages: tuple[CopyPassage, ...]


def merge(
    documents: Sequence[Document],
    extractions: Sequence[Extraction],
    settings: MergeSettings,
) -> Merged:
    """Merge what single documents tell.

    The result does not depend on the order of the inputs.

    Args:
        documents: each ``document_id`` once.
        extractions: of these documents; documents without one tell nothing.
        settings: thresholds.
    """
    return merge_grouped(group(documents, settings), extractions, settings)


def merge_grouped(
    grouped: Grouped,
    extractions: Sequence[Extraction],
    settings: MergeSettings,
    former: Mapping[str, str] | None = None,
) -> Merged:
    """Merge what documents tell whose copies and stories are known; see :func:`merge`.

    ``former`` is the id of the event that each event mention belonged to, where a ledger holds an
    earlier merge; events go by the ids they had.
    """
    by_id = {document.document_id: document for document in grouped.documents}
    every = sorted((e for e in extractions if e.document_id in by_id), key=lambda e: e.document_id)
    mentions = {m.event_mention_id: m for e in every for m in e.event_mentions}
    happenings = group_mentions(list(mentions.values()), by_id, settings)
    made = [build_event(happening, by_id) for happening in happenings]
    events = with_lasting_ids(made, former or {})
    disputes = find_disputes(every, by_id, events)
    commitments = [commitment for e in every for commitment in e.commitments]
    return Merged(
        documents=grouped.documents,
        events=_with_disputes(events, disputes),
        disputes=disputes,
        commitments=follow_commitments(commitments, events, mentions, by_id),
        copy_passages=grouped.copy_passages,
    )


def cluster(
    documents: Sequence[Document], settings: MergeSettings | None = None
) -> Mapping[str, tuple[str | None, str]]:
    """Return copy group (None for a document on its own) and story by document id.

    Args:
        documents: each ``document_id`` once; events need not be extracted.
        settings: thresholds, the defaults if None.
    """
    grouped = group(documents, settings or MergeSettings()).documents
    return {d.document_id: (d.copy_group, d.story or d.document_id) for d in grouped}


def group(documents: Sequence[Document], settings: MergeSettings) -> Grouped:
    """Return the documents, sorted by id, with their copy groups and stories.

    Args:
        documents: each ``document_id`` once; events need not be extracted.
        settings: thresholds.
    """
    copies = find_copies(documents, settings)
    stories = find_stories(documents, copies.group, settings)
    grouped = (
        replace(d, copy_group=copies.group.get(d.document_id), story=stories[d.document_id])
        for d in sorted(documents, key=lambda d: d.document_id)
    )
    return Grouped(documents=tuple(grouped), copy_passages=copies.passages)


def _with_disputes(events: Sequence[Event], disputes: Sequence[Dispute]) -> tuple[Event, ...]:
    of_event: dict[str, list[str]] = defaultdict(list)
    for dispute in disputes:
        if dispute.event_id is not None:
            of_event[dispute.event_id].append(dispute.dispute_id)
    return tuple(
        replace(event, disputes=tuple(of_event[event.event_id]))
        for event in sorted(events, key=lambda e: e.event_id)
    )
