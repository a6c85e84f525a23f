"""A ledger of invented dealings, as large as wanted, from a seed.

Its reports are those of ``synthetic_reports.py``. A story is one to three reports of one pair; now
and then a later one copies words of the first. Every event comes as merging would have made it,
and so do stories, what copies share, disputes over dates and fulfilled promises.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from communique.ledger import AcrossDocuments, Coded, Ledger
from communique.ontology import load_ontology
from communique.records import (
    Commitment,
    CopyPassage,
    Dispute,
    DisputedValue,
    Event,
    EventMention,
    content_id,
)
from communique.records import Story as StoryRecord
from communique.spans import Span
from synthetic_news import World
from synthetic_reports import report

FIRST_DAY = date(2014, 1, 1)
DAYS = 3652
BATCH = 16  # documents a transaction, as the main job stores
_AT_ONCE = 500
_REPORTS_OF_A_STORY = (1, 1, 1, 2, 3)
_OWN = 4  # happenings that a report tells first
_COPIES = 0.3  # of the later reports of a story
_KEPT = 0.2  # of promises
_DISPUTED = 0.01  # of events


@dataclass(frozen=True, slots=True)
class Story:
    """Coded reports, and what merging makes of them."""

    reports: tuple[Coded, ...]
    events: tuple[Event, ...]
    disputes: tuple[Dispute, ...]
    kept: tuple[Commitment, ...]
    passages: tuple[CopyPassage, ...]

    @property
    def documents(self) -> tuple[str, ...]:
        """Ids of the reports."""
        return tuple(coded.document.document_id for coded in self.reports)

    @property
    def record(self) -> StoryRecord:
        """The story as a ledger lists it."""
        first = self.reports[0].document
        return StoryRecord(
            story_id=content_id("story", first.document_id), title=first.title or "",
            when=first.published, documents=self.documents,
            events=tuple(event.event_id for event in self.events), reports=len(self.reports),
            independent_sources=len(self.reports) - len(self.passages),
        )  # fmt: skip

    @property
    def groups(self) -> dict[str, tuple[str | None, str | None]]:
        """Copy group and story of each report."""
        story, first = self.record.story_id, self.documents[0]
        copies = {p.document_id for p in self.passages} | {p.original for p in self.passages}
        group = content_id("copies", first)
        return {name: (group if name in copies else None, story) for name in self.documents}


def stories(events: int, seed: int = 7) -> Iterator[Story]:
    """Yield stories until they hold so many events; the same for the same seed."""
    world = World(seed)
    topics = sorted(load_ontology().contexts)
    made = 0
    while made < events:
        story = _story(world, topics, events - made)
        made += len(story.events)
        yield story


def coded_reports(events: int, seed: int = 7) -> Iterator[Coded]:
    """Yield the coded reports of as many events."""
    for story in stories(events, seed):
        yield from story.reports


def build_ledger(path: Path, events: int, seed: int = 7) -> None:
    """Write a ledger of so many events, the way a build does: reports first, then the merge."""
    with Ledger.open(path, create=True) as ledger:
        write_reports(ledger, coded_reports(events, seed), at_once=_AT_ONCE)
        merge_reports(ledger, lambda: stories(events, seed))


def write_reports(ledger: Ledger, reports: Iterator[Coded], *, at_once: int = BATCH) -> None:
    """Write reports, so many in a transaction."""
    while batch := list(islice(reports, at_once)):
        ledger.write_documents(batch)


def merge_reports(ledger: Ledger, told: Callable[[], Iterable[Story]]) -> None:
    """Write what merging makes of stories, which are gone through twice: all but events is kept."""
    records: list[StoryRecord] = []
    passages: list[CopyPassage] = []
    disputes: list[Dispute] = []
    kept: list[Commitment] = []
    groups: dict[str, tuple[str | None, str | None]] = {}
    for story in told():
        records.append(story.record)
        passages += story.passages
        disputes += story.disputes
        kept += story.kept
        groups |= story.groups
    ledger.replace_merged(
        events=(event for story in told() for event in story.events),
        disputes=disputes,
        commitments=kept,
        across=AcrossDocuments(stories=records, copy_passages=passages),
        groups=groups,
    )


def _story(world: World, topics: Sequence[str], room: int) -> Story:
    draw = world.random
    pair = world.pair()
    drawn = draw.random()
    since = max(drawn, draw.random()) if draw.random() < 0.5 else drawn
    day = FIRST_DAY + timedelta(days=int(DAYS * since))
    reports: list[Coded] = []
    told: dict[str, list[EventMention]] = {}
    for _ in range(draw.choice(_REPORTS_OF_A_STORY)):
        own = min(_OWN, room - len(told))
        if own <= 0:
            break
        coded = report(world, topics, pair, day, tuple(told.values()), own)
        reports.append(coded)
        for mention in coded.extraction.event_mentions:
            told.setdefault(mention.rule, []).append(mention)
    events, disputes = _events(world, told.values())
    return Story(
        tuple(reports), events, disputes, _kept(world, reports, events), _copied(world, reports)
    )


def _events(
    world: World, told: Iterable[Sequence[EventMention]]
) -> tuple[tuple[Event, ...], tuple[Dispute, ...]]:
    events, disputes = [], []
    for several in told:
        event = _event(several)
        if world.random.random() < _DISPUTED:
            dispute = _dispute(event, several[0])
            event = replace(event, disputes=(dispute.dispute_id,))
            disputes.append(dispute)
        events.append(event)
    return tuple(events), tuple(disputes)


def _event(told: Sequence[EventMention]) -> Event:
    first = told[0]
    documents = tuple(mention.document_id for mention in told)
    mentions = tuple(mention.event_mention_id for mention in told)
    return Event(
        event_id=content_id("ev", first.event_mention_id), type=first.type, status=first.status,
        mode=first.mode, quad=first.quad, intensity=first.intensity, actors=first.actors,
        recipients=first.recipients, place=first.place, when=first.when, event_mentions=mentions,
        documents=documents, reports=len(told), captures=len(told),
        independent_sources=len(told), support={"type": mentions, "when": mentions},
    )  # fmt: skip


def _dispute(event: Event, told: EventMention) -> Dispute:
    day = event.when.start if event.when and event.when.start else FIRST_DAY
    return Dispute(
        dispute_id=content_id("dp", event.event_id), field="when", kind="conflict",
        event_id=event.event_id,
        values=tuple(
            DisputedValue(
                value=str(day + timedelta(days=later)), document_id=told.document_id,
                evidence=(told.trigger,),
            )
            for later in (0, 1)
        ),
    )  # fmt: skip


def _kept(
    world: World, reports: Sequence[Coded], events: Sequence[Event]
) -> tuple[Commitment, ...]:
    return tuple(
        replace(promise, state="fulfilled", fulfilled_by=events[-1].event_id)
        for coded in reports
        for promise in coded.extraction.commitments
        if world.random.random() < _KEPT
    )


def _copied(world: World, reports: Sequence[Coded]) -> tuple[CopyPassage, ...]:
    original = reports[0].document
    copies = [c.document for c in reports[1:] if world.random.random() < _COPIES]
    return tuple(
        CopyPassage(
            passage_id=content_id("cp", copy.document_id), document_id=copy.document_id,
            span=Span(0, 80), original=original.document_id, original_span=Span(0, 80),
        )
        for copy in copies
    )  # fmt: skip
