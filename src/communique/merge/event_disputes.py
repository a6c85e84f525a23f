"""Disputes on the length and the day of one happening."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from communique.merge.conflicts import is_narrow
from communique.merge.dispute_words import load_dispute_words
from communique.merge.figure_disputes import evidence_value
from communique.merge.quantities import compatible, same_amount, unit_of
from communique.records import (
    Dispute,
    DisputedValue,
    Document,
    Event,
    EventMention,
    Figure,
    content_id,
)
from communique.spans import hull

_AFTER = 600  # characters from the account of a meeting to its length


def find_duration_disputes(
    events: Sequence[Event],
    mentions: Mapping[str, EventMention],
    figures: Sequence[Figure],
    documents: Mapping[str, Document],
) -> tuple[Dispute, ...]:
    """Return disputes between the lengths that reports give of one meeting.

    Args:
        events: the merged events.
        mentions: event mentions by id.
        figures: of all documents.
        documents: by id.
    """
    lengths = _lengths(events, mentions, figures, documents)
    found: dict[tuple[str, ...], Dispute] = {}
    for event_id, given in sorted(lengths.items()):
        for first, second in combinations(given, 2):
            if first.document_id == second.document_id or same_amount(first, second):
                continue
            values = evidence_value(first), evidence_value(second)
            key = (event_id, *sorted(value.value for value in values))
            found.setdefault(
                key,
                Dispute(
                    dispute_id=content_id("dispute", "duration", first.figure_id, second.figure_id),
                    field="duration",
                    kind="precision" if compatible(first, second) else "conflict",
                    values=values,
                    event_id=event_id,
                    measure="length of the meeting",
                ),
            )
    return tuple(found.values())


def _lengths(
    events: Sequence[Event],
    mentions: Mapping[str, EventMention],
    figures: Sequence[Figure],
    documents: Mapping[str, Document],
) -> dict[str, list[Figure]]:
    """Lengths of meetings by the event that each document tells nearest before them."""
    meetings: dict[str, list[tuple[EventMention, str]]] = defaultdict(list)
    for event in events:
        if event.type == "CONSULT" and event.status == "actual":
            for name in event.event_mentions:
                meetings[mentions[name].document_id].append((mentions[name], event.event_id))
    found: dict[str, list[Figure]] = defaultdict(list)
    for figure in sorted(figures, key=lambda f: (f.document_id, f.evidence, f.figure_id)):
        text = documents[figure.document_id].text
        if not _is_meeting_length(figure):
            continue
        event_id = _nearest(figure, meetings[figure.document_id], text)
        if event_id is not None:
            found[event_id].append(figure)
    return found


def _is_meeting_length(figure: Figure) -> bool:
    words = set(figure.measure.lower().split())
    return unit_of(figure) == "minutes" and not words.isdisjoint(load_dispute_words().meetings)


def _nearest(figure: Figure, meetings: Sequence[tuple[EventMention, str]], text: str) -> str | None:
    """The meeting told in the figure's own sentence, else the nearest before it."""
    at = hull(figure.evidence)
    own = [event for mention, event in meetings if mention.sentence.overlaps(at)]
    if own:
        return min(own)
    before = [
        (at.start - mention.sentence.end, event)
        for mention, event in meetings
        if 0 <= at.start - mention.sentence.end <= _AFTER
    ]
    return min(before)[1] if before else None


def find_date_disputes(
    events: Sequence[Event], mentions: Mapping[str, EventMention]
) -> tuple[Dispute, ...]:
    """Return pairs of events that differ by one day and in nothing else.

    Reports that share parties, city and story but put the meeting on neighbouring days may tell of
    one; they stay two events, since a wrong merge would hide one date, and the reader is told.

    Args:
        events: the merged events.
        mentions: event mentions by id.
    """
    blocks: dict[tuple[str, ...], list[Event]] = defaultdict(list)
    for event in events:
        if event.status == "actual" and event.place and is_narrow(event.when):
            names = sorted(p.actor_id or p.name for p in (*event.actors, *event.recipients))
            if len(names) >= 2 and all(name.startswith("person/") for name in names):
                key = (event.story or "", event.type, event.mode or "", event.place.name, *names)
                blocks[key].append(event)
    return tuple(
        dispute for block in blocks.values() for dispute in _neighbouring_days(block, mentions)
    )


def _neighbouring_days(
    block: Sequence[Event], mentions: Mapping[str, EventMention]
) -> Iterator[Dispute]:
    for first, second in combinations(block, 2):
        if not set(first.documents).isdisjoint(second.documents):
            continue
        if first.when is None or second.when is None:
            continue
        days = first.when.start, second.when.start
        if days[0] is None or days[1] is None or abs((days[1] - days[0]).days) != 1:
            continue
        yield Dispute(
            dispute_id=content_id("dispute", "date", first.event_id, second.event_id),
            field="date",
            kind="conflict",
            values=tuple(_dated(event, mentions) for event in (first, second)),
            event_id=first.event_id,
        )


def _dated(event: Event, mentions: Mapping[str, EventMention]) -> DisputedValue:
    mention = mentions[(event.support.get("when") or event.event_mentions)[0]]
    day = event.when.start if event.when else None
    return DisputedValue(
        value=str(day), document_id=mention.document_id, evidence=(mention.sentence,)
    )
