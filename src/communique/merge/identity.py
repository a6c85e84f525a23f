"""Public ids of events that last while a ledger grows.

An event made for the first time is named after its first account. From then on the ledger knows
the name: an event that holds accounts of an earlier one goes by the earlier name, also where a new
account would now come first. Which accounts make an event never depends on this.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import count

from communique.records import Event, content_id


def with_lasting_ids(events: Sequence[Event], former: Mapping[str, str]) -> tuple[Event, ...]:
    """Return the events by the ids that a ledger knows them by, new ones by their own.

    The event that holds most accounts of an earlier one takes its id; of an event that fell apart
    the larger part, of two that became one the id of the larger. Equal shares go by order of ids.

    Args:
        events: with the ids of events made for the first time.
        former: id of the event that an event mention belonged to, by event mention id.
    """
    shared = Counter(
        (former[mention], at)
        for at, event in enumerate(events)
        for mention in event.event_mentions
        if mention in former
    )
    ids: dict[int, str] = {}
    taken: set[str] = set()
    for (name, at), _ in sorted(
        shared.items(), key=lambda item: (-item[1], item[0][0], events[item[0][1]].event_id)
    ):
        if name not in taken and at not in ids:
            ids[at] = name
            taken.add(name)
    for at in sorted(range(len(events)), key=lambda at: events[at].event_id):
        if at not in ids:
            ids[at] = _free(events[at].event_id, taken)
            taken.add(ids[at])
    return tuple(replace(event, event_id=ids[at]) for at, event in enumerate(events))


def _free(name: str, taken: set[str]) -> str:
    """The id itself, or one made of it: a part that split off may begin with the first account."""
    if name not in taken:
        return name
    others = (content_id("event", name, number) for number in count(2))
    return next(other for other in others if other not in taken)
