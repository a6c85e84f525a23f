"""Places of events, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from communique.display.plain import counted, plain_text
from communique.records import Event, Place
from communique.web import addresses
from communique.web.draw.world import Spot
from communique.web.named import state_names


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCount:
    """A place, its ISO 3166-1 alpha-3 country, its degrees if known, and its events."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    events: int

    @property
    def is_country(self) -> bool:
        """Whether it is a whole country, which no point shows."""
        return state_names().get(self.country or "") == self.name


def places_of(events: Iterable[Event]) -> tuple[PlaceCount, ...]:
    """Return the places of events, those of most events first."""
    found = [event.place for event in events if event.place is not None]
    counts = Counter(_key(place) for place in found)
    # The one with coordinates stands for the others of its name.
    known = {_key(place): place for place in sorted(found, key=lambda p: p.lat is not None)}
    made = (
        PlaceCount(
            name=plain_text(known[key].name),
            country=known[key].country,
            lat=known[key].lat,
            lon=known[key].lon,
            events=count,
        )
        for key, count in counts.items()
    )
    return tuple(sorted(made, key=lambda place: (-place.events, place.name, place.country or "")))


def by_country(places: Iterable[PlaceCount]) -> Mapping[str, int]:
    """Return how many events each country had, by its code."""
    counts: Counter[str] = Counter()
    for place in places:
        if place.country:
            counts[place.country] += place.events
    return dict(counts.most_common())


def spots_of(places: Iterable[PlaceCount], most: int = 80) -> tuple[Spot, ...]:
    """Return towns and the like as spots of a map, each with a link to its page."""
    return tuple(_spots(places))[:most]


def _spots(places: Iterable[PlaceCount]) -> Iterator[Spot]:
    for place in places:
        if place.lat is not None and place.lon is not None and not place.is_country:
            yield Spot(
                lon=place.lon,
                lat=place.lat,
                size=place.events,
                label=f"{place.name}: {counted(place.events, 'events')}",
                href=addresses.place(place.name, place.country),
            )


def _key(place: Place) -> tuple[str, str]:
    return place.name.casefold(), place.country or ""
