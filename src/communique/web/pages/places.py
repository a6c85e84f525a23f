"""Places: where events happened, on a map and one by one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from communique.analysis.actual import ANY
from communique.ledger import Filters, Ledger
from communique.records import Event
from communique.web.lines import EventLine, event_lines
from communique.web.named import names_of
from communique.web.page import Page
from communique.web.places import PlaceCount, places_of
from communique.web.room import Visit
from communique.web.sample import newest

_SHOWN, _EVENTS, _PARTIES = 200, 12, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Places by their events, counted in the newest ``looked_at``; ``whole``: in all there are."""

    places: tuple[PlaceCount, ...]
    looked_at: int
    whole: bool
    without: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Who took part in events at a place."""

    code: str
    name: str
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacePage:
    """One place: its events, and who took part in them."""

    name: str
    country: str | None
    place: PlaceCount | None
    events: tuple[EventLine, ...]
    parties: tuple[Guest, ...]
    whole: bool


def places(visit: Visit) -> Places:
    """Return where the events that meet the filters happened."""
    sample = newest(visit.ledger, visit.filters)
    return Places(
        places=places_of(sample.events)[:_SHOWN],
        looked_at=len(sample.events),
        whole=sample.whole,
        without=sum(1 for event in sample.events if event.place is None),
    )


def place(visit: Visit) -> PlacePage:
    """Return what happened at the place of the address."""
    name, country = visit.parts["name"], visit.options.get("country")
    about = _about(visit)
    sample = newest(visit.ledger, replace(about, status=about.status or ANY))
    here = tuple(event for event in sample.events if _is_at(event, name, country))
    found = places_of(here)
    return PlacePage(
        name=found[0].name if found else name,
        country=found[0].country if found else country,
        place=found[0] if found else None,
        events=event_lines(visit.ledger, here[:_EVENTS]),
        parties=_parties(visit.ledger, here),
        whole=sample.whole,
    )


def _about(visit: Visit) -> Filters:
    return replace(visit.filters, place=visit.parts["name"])


def _is_at(event: Event, name: str, country: str | None) -> bool:
    if event.place is None or event.place.name.casefold() != name.casefold():
        return False
    return country is None or event.place.country == country


def _parties(ledger: Ledger, events: tuple[Event, ...]) -> tuple[Guest, ...]:
    counts: Counter[str] = Counter()
    for event in events:
        counts.update({p.country for p in (*event.actors, *event.recipients) if p.country})
    most = counts.most_common(_PARTIES)
    names = names_of(ledger, (code for code, _ in most))
    return tuple(Guest(code=code, name=names[code], events=count) for code, count in most)


PLACES = Page(
    path="/places",
    summary="Where events happened, the places of most events first.",
    view=places,
    template="places.html",
)
MAP = Page(
    path="/map",
    summary="Where events happened, on a map of the world.",
    view=places,
    template="map.html",
)
PLACE = Page(
    path="/places/{name:path}",
    summary="One place: what happened there, and who took part.",
    view=place,
    template="place.html",
    about=_about,
    options=("country",),
)
