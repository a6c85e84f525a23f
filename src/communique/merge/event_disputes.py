"""Disputes on the length and the day of one happening."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from communique.merge.conflicts import is_narrow
from communique.records import (
    Dispute,
    DisputedValue,
    Event,
    EventMention,
    content_id,
)


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
