"""Search: actors, places and outlets by name, then what holds the words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

from communique.ledger import Filters, Hit, Ledger, OutletCount
from communique.records import Actor, Event
from communique.web.finding import actors_of, code_in, outlets_of, pair_of
from communique.web.lines import EventLine, event_lines
from communique.web.page import Page
from communique.web.places import PlaceCount, places_of
from communique.web.room import Visit
from communique.web.sample import newest

_ACTORS, _PLACES, _OUTLETS = 8, 6, 6
_HITS = 5
_IN_WORDS = ("events", "statements", "commitments", "figures", "documents")
_LOOKED_AT = 300  # events at a place of that name


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The records of a kind that hold the words: how many, and the most relevant."""

    kind: str
    count: int
    hits: tuple[Hit, ...]
    lines: tuple[EventLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """What was found; ``pair`` are the codes of two that the words name, as in addresses."""

    words: str
    pair: tuple[Actor, Actor] | None = None
    pair_codes: tuple[str, str] | None = None
    pair_events: int = 0
    actors: tuple[Actor, ...] = ()
    places: tuple[PlaceCount, ...] = ()
    outlets: tuple[OutletCount, ...] = ()
    found: tuple[Found, ...] = ()

    @property
    def anything(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.pair or self.actors or self.places or self.outlets or self.found)


def search(visit: Visit) -> SearchPage:
    """Return what the words of ``q`` find."""
    words = " ".join(visit.options.get("q", "").split())
    if not any(character.isalnum() for character in words):
        return SearchPage(words=words)
    ledger = visit.ledger
    page = SearchPage(
        words=words,
        actors=actors_of(ledger, words, _ACTORS),
        places=_places(ledger, words),
        outlets=outlets_of(ledger, words, _OUTLETS),
        found=tuple(_found(ledger, words)),
    )
    return _with_pair(ledger, page)


def _with_pair(ledger: Ledger, page: SearchPage) -> SearchPage:
    pair = pair_of(ledger, page.words)
    if pair is None:
        return page
    codes = code_in(pair[0]), code_in(pair[1])
    events = ledger.count("events", Filters(between=codes))
    actors = tuple(dict.fromkeys((*pair, *page.actors)))
    return replace(page, pair=pair, pair_codes=codes, pair_events=events, actors=actors)


def _places(ledger: Ledger, words: str) -> tuple[PlaceCount, ...]:
    sample = newest(ledger, Filters(place=words), most=_LOOKED_AT)
    return places_of(sample.events)[:_PLACES]


def _found(ledger: Ledger, words: str) -> Iterator[Found]:
    for kind in _IN_WORDS:
        asked = Filters(search=words, order="relevance", limit=_HITS)
        hits = tuple(ledger.search(kind, asked))
        if hits:
            events = [cast(Event, hit.record) for hit in hits] if kind == "events" else []
            count = ledger.count(kind, Filters(search=words))
            yield Found(kind=kind, count=count, hits=hits, lines=event_lines(ledger, events))


SEARCH = Page(
    path="/search",
    summary="Actors, places and outlets by name; events, statements and reports by words.",
    view=search,
    template="search.html",
    options=("q",),
)
