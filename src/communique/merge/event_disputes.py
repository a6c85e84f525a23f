"""Disputes on the day and the place of one happening."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from communique.merge.accounts import is_country
from communique.merge.conflicts import is_narrow, places_agree
from communique.records import Dispute, DisputedValue, Event, EventMention, content_id


def find_event_disputes(
    events: Sequence[Event], mentions: Mapping[str, EventMention]
) -> tuple[Dispute, ...]:
    """Return pairs of events that differ by one day or by their place, and in nothing else.

    Reports that share persons and story but put the meeting on neighbouring days or in two cities
    may tell of one; they stay two events, since a wrong merge would hide one value, and the reader
    is told.

    Args:
        events: the merged events.
        mentions: event mentions by id.
    """
    blocks: dict[tuple[str, ...], list[Event]] = defaultdict(list)
    for event in events:
        if event.status == "actual" and event.place and is_narrow(event.when):
            names = sorted(p.actor_id or p.name for p in (*event.actors, *event.recipients))
            if len(names) >= 2 and all(name.startswith("person/") for name in names):
                blocks[event.story or "", event.type, event.mode or "", *names].append(event)
    return tuple(
        dispute
        for block in blocks.values()
        for first, second in combinations(block, 2)
        if set(first.documents).isdisjoint(second.documents)
        for dispute in _differing(first, second, mentions)
    )


def _differing(
    first: Event, second: Event, mentions: Mapping[str, EventMention]
) -> Iterator[Dispute]:
    apart = _days_apart(first, second)
    if apart == 1 and _same_city(first, second):
        yield _dispute("date", (_dated(first, mentions), _dated(second, mentions)), first, second)
    if apart == 0 and not places_agree(first.place, second.place):
        placed = _placed(first, mentions), _placed(second, mentions)
        if placed[0] is not None and placed[1] is not None:
            yield _dispute("place", (placed[0], placed[1]), first, second)


def _days_apart(first: Event, second: Event) -> int | None:
    days = [event.when.start if event.when is not None else None for event in (first, second)]
    if days[0] is None or days[1] is None:
        return None
    return abs((days[1] - days[0]).days)


def _same_city(first: Event, second: Event) -> bool:
    places = (first.place, second.place)
    return places[0] is not None and places[1] is not None and places[0].name == places[1].name


def _dispute(
    field: str, values: tuple[DisputedValue, DisputedValue], first: Event, second: Event
) -> Dispute:
    return Dispute(
        dispute_id=content_id("dispute", field, first.event_id, second.event_id),
        field=field,
        kind="conflict",
        values=values,
        event_id=first.event_id,
    )


def _dated(event: Event, mentions: Mapping[str, EventMention]) -> DisputedValue:
    mention = mentions[(event.support.get("when") or event.event_mentions)[0]]
    day = event.when.start if event.when else None
    return DisputedValue(
        value=str(day), document_id=mention.document_id, evidence=(mention.sentence,)
    )


def _placed(event: Event, mentions: Mapping[str, EventMention]) -> DisputedValue | None:
    """The city with a sentence that names it; a dateline is where the reporter sat."""
    if event.place is None or is_country(event.place):
        return None
    for name in event.event_mentions:
        mention = mentions[name]
        told = mention.place
        if told is None or told.span is None or not mention.sentence.overlaps(told.span):
            continue
        if replace(told, span=None) == replace(event.place, span=None):
            return DisputedValue(
                value=told.name, document_id=mention.document_id, evidence=(mention.sentence,)
            )
    return None
