"""From single documents to the merged whole: copies, stories, events, disputes, fulfilment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from communique.merge.consensus import build_event
from communique.merge.copies import find_copies
from communique.merge.decided import Decided
from communique.merge.disputes import find_disputes
from communique.merge.events import group_mentions
from communique.merge.fulfilment import follow_commitments
from communique.merge.identity import with_lasting_ids
from communique.merge.pile import Heading, InMemory, Pile, heading_of
from communique.merge.postponed import with_moved_dates
from communique.merge.relays import find_relays
from communique.merge.sources import Witnesses
from communique.merge.stories import find_stories
from communique.merge.story_records import ToldStories
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

    ``headings`` are those of all reports, with copy group and story; ``commitments`` have their
    state; ``copy_passages`` are the words that each copy shares with its original; ``stories`` are
    made when they are asked for.
    """

    headings: tuple[Heading, ...]
    events: tuple[Event, ...]
    disputes: tuple[Dispute, ...]
    commitments: tuple[Commitment, ...]
    copy_passages: tuple[CopyPassage, ...]
    stories: Collection[Story] = ()

    @property
    def groups(self) -> dict[str, tuple[str | None, str | None]]:
        """Copy group and story by document id."""
        return {h.document_id: (h.copy_group, h.story) for h in self.headings}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """Reports with copy group and story, and the words that copies share with originals.

    ``headings`` are in the order of their ids, ``by_id`` the same by document id; ``excerpts`` are
    the documents that took over passages only; see :class:`Copies`.
    """

    headings: tuple[Heading, ...]
    copy_passages: tuple[CopyPassage, ...]
    excerpts: frozenset[str] = frozenset()
    by_id: Mapping[str, Heading] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_id = {heading.document_id: heading for heading in self.headings}
        object.__setattr__(self, "by_id", by_id)

    def with_groups(self, documents: Iterable[Document]) -> dict[str, Document]:
        """Return documents by id, with copy group and story; those of no heading are left out."""
        known = ((d, self.by_id.get(d.document_id)) for d in documents)
        return {
            d.document_id: replace(d, copy_group=heading.copy_group, story=heading.story)
            for d, heading in known
            if heading is not None
        }


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
    grouped = group(InMemory(documents), settings)
    return merge_grouped(grouped, grouped.with_groups(documents), extractions, settings)


def merge_grouped(
    grouped: Grouped,
    documents: Mapping[str, Document],
    extractions: Sequence[Extraction],
    settings: MergeSettings,
    decided: Decided | None = None,
    former: Mapping[str, str] | None = None,
) -> Merged:
    """Merge what documents tell whose copies and stories are known; see :func:`merge`.

    Args:
        grouped: all reports.
        documents: by id, with copy group and story; those that have no extraction, and hold no
            dispute of their own, may be missing.
        extractions: of these documents; others tell nothing.
        settings: thresholds.
        decided: what people hold together or apart, whatever the settings.
        former: id of the event that each event mention belonged to, where a ledger holds an
            earlier merge; events go by the ids they had.
    """
    every = sorted(
        (e for e in extractions if e.document_id in documents), key=lambda e: e.document_id
    )
    mentions = {m.event_mention_id: m for e in every for m in e.event_mentions}
    witnesses = _witnesses(grouped, documents, every)
    happenings = group_mentions(list(mentions.values()), documents, settings, decided)
    built = [build_event(happening, documents, witnesses) for happening in happenings]
    events = with_lasting_ids(built, former or {})
    made = [commitment for e in every for commitment in e.commitments]
    dated = with_moved_dates(made, {e.document_id: e.times for e in every}, documents)
    newest = max((h.published for h in grouped.headings if h.published), default=None)
    commitments = follow_commitments(dated, events, mentions, documents, newest)
    disputes = find_disputes(every, documents, events, commitments)
    return Merged(
        headings=grouped.headings,
        events=_with_disputes(events, disputes),
        disputes=disputes,
        commitments=commitments,
        copy_passages=grouped.copy_passages,
        stories=ToldStories(grouped.headings, events, witnesses),
    )


def cluster(
    documents: Sequence[Document], settings: MergeSettings | None = None
) -> Mapping[str, tuple[str | None, str]]:
    """Return copy group (None for a document on its own) and story by document id.

    Args:
        documents: each ``document_id`` once; events need not be extracted.
        settings: thresholds, the defaults if None.
    """
    found = group(InMemory(documents), settings or MergeSettings()).headings
    return {h.document_id: (h.copy_group, h.story or h.document_id) for h in found}


def group(pile: Pile, settings: MergeSettings) -> Grouped:
    """Return what merging keeps of reports, with their copy groups and stories.

    Args:
        pile: of reports; events need not be extracted. Their texts are read one by one, so that
            memory grows with their headings alone.
        settings: thresholds.
    """
    headings = tuple(map(heading_of, pile))
    copies = find_copies(pile, headings, settings)
    stories = find_stories(pile, headings, copies.group, settings)
    grouped = (
        replace(h, copy_group=copies.group.get(h.document_id), story=stories[h.document_id])
        for h in headings
    )
    return Grouped(
        headings=tuple(grouped), copy_passages=copies.passages, excerpts=copies.excerpts
    )


def _witnesses(
    grouped: Grouped, documents: Mapping[str, Document], extractions: Sequence[Extraction]
) -> Witnesses:
    excerpts: dict[str, list[Span]] = {name: [] for name in grouped.excerpts}
    for passage in grouped.copy_passages:
        if passage.document_id in excerpts:
            excerpts[passage.document_id].append(passage.span)
    return Witnesses(
        documents=documents,
        headings=grouped.by_id,
        relays=find_relays(extractions, Tellers(grouped.headings)),
        excerpts=excerpts,
    )


def _with_disputes(events: Sequence[Event], disputes: Sequence[Dispute]) -> tuple[Event, ...]:
    of_event: dict[str, list[str]] = defaultdict(list)
    for dispute in disputes:
        if dispute.event_id is not None:
            of_event[dispute.event_id].append(dispute.dispute_id)
    return tuple(
        replace(event, disputes=tuple(of_event[event.event_id]))
        for event in sorted(events, key=lambda e: e.event_id)
    )
