"""Where the two met: the places of their events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from communique.display.plain import counted, plain_text
from communique.knowledge.states import load_states
from communique.records import Event, Place
from communique.web import addresses
from communique.web.draw.world import Spot

_MOST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue:
    """A place and how many events it saw; degrees where the gazetteer knows them."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    events: int


def venues(events: Iterable[Event]) -> tuple[Venue, ...]:
    """Return the places at which events happened, those of most events first.

    A state as a place tells too little of where something was, and is left out.
    """
    found: dict[tuple[str, str | None], list[Place]] = defaultdict(list)
    for event in events:
        place = event.place
        if event.status == "actual" and place is not None and not _is_state(place):
            found[plain_text(place.name), place.country].append(place)
    made = (_venue(name, country, seen) for (name, country), seen in found.items())
    return tuple(sorted(made, key=lambda one: (-one.events, one.name)))[:_MOST]


def _venue(name: str, country: str | None, seen: list[Place]) -> Venue:
    known = next((one for one in seen if one.lat is not None), seen[0])
    return Venue(name=name, country=country, lat=known.lat, lon=known.lon, events=len(seen))


def spots(seen: Iterable[Venue]) -> tuple[Spot, ...]:
    """Return places of known degrees as circles of a map."""
    return tuple(
        Spot(
            lon=one.lon,
            lat=one.lat,
            size=one.events,
            label=f"{one.name}: {counted(one.events, 'events')}",
            href=addresses.place(one.name, one.country),
        )
        for one in seen
        if one.lon is not None and one.lat is not None
    )


def _is_state(place: Place) -> bool:
    state = load_states().get(place.country or "")
    return state is not None and state.name == place.name
