"""From single documents to the merged whole: copies, stories, events, disputes, fulfilment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from communique.merge.consensus import build_event
from communique.merge.copies import find_copies
from communique.merge.decided import Decided
from communique.merge.disputes import find_disputes
from communique.merge.events import group_mentions
from communique.merge.fulfilment import follow_commitments
from communique.merge.identity import with_lasting_ids
from communique.merge.postponed import with_moved_dates
from communique.merge.relays import find_relays
from communique.merge.sources import Witnesses
from communique.merge.stories import find_stories
from communique.merge.story_records import told_stories
from communique.merge.tellers import Tellers
from communique.records import (
    Commitment,
    CopyPassage,
    Dispute,
    Document,
    Event,
    Extraction,
    Story,
)
from communique.settings import MergeSettings
from communique.spans import Span


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
    stories: tuple[Story, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """Documents with copy group and story, and the words that copies share with originals.

    ``excerpts`` are the documents that took over passages only; see :class:`Copies`.
    """

    documents: tuple[Document, ...]
    copy_passages: tuple[CopyPassage, ...]
    excerpts: frozenset[str] = frozenset()


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
    decided: Decided | None = None,
    former: Mapping[str, str] | None = None,
) -> Merged:
    """Merge what documents tell whose copies and stories are known; see :func:`merge`.

    ``decided`` is what people hold together or apart, whatever the settings. ``former`` is the id
    of the event that each event mention belonged to, where a ledger holds an earlier merge; events
    go by the ids they had.
    """
    by_id = {document.document_id: document for document in grouped.documents}
    every = sorted((e for e in extractions if e.document_id in by_id), key=lambda e: e.document_id)
    mentions = {m.event_mention_id: m for e in every for m in e.event_mentions}
    witnesses = _witnesses(grouped, by_id, every)
    happenings = group_mentions(list(mentions.values()), by_id, settings, decided)
    built = [build_event(happening, by_id, witnesses) for happening in happenings]
    events = with_lasting_ids(built, former or {})
    made = [commitment for e in every for commitment in e.commitments]
    dated = with_moved_dates(made, {e.document_id: e.times for e in every}, by_id)
    commitments = follow_commitments(dated, events, mentions, by_id)
    disputes = find_disputes(every, by_id, events, commitments)
    return Merged(
        documents=grouped.documents,
        events=_with_disputes(events, disputes),
        disputes=disputes,
        commitments=commitments,
        copy_passages=grouped.copy_passages,
        stories=tuple(told_stories(grouped.documents, events, witnesses)),
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
    return Grouped(
        documents=tuple(grouped), copy_passages=copies.passages, excerpts=copies.excerpts
    )


def _witnesses(
    grouped: Grouped, by_id: Mapping[str, Document], extractions: Sequence[Extraction]
) -> Witnesses:
    excerpts: dict[str, list[Span]] = {name: [] for name in grouped.excerpts}
    for passage in grouped.copy_passages:
        if passage.document_id in excerpts:
            excerpts[passage.document_id].append(passage.span)
    relays = find_relays(extractions, Tellers(grouped.documents))
    return Witnesses(documents=by_id, relays=relays, excerpts=excerpts)


def _with_disputes(events: Sequence[Event], disputes: Sequence[Dispute]) -> tuple[Event, ...]:
    of_event: dict[str, list[str]] = defaultdict(list)
    for dispute in disputes:
        if dispute.event_id is not None:
            of_event[dispute.event_id].append(dispute.dispute_id)
    return tuple(
        replace(event, disputes=tuple(of_event[event.event_id]))
        for event in sorted(events, key=lambda e: e.event_id)
    )
