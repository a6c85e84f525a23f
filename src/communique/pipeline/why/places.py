"""Why an event has the place it has."""

from __future__ import annotations

from collections.abc import Iterator

from communique.extract.places.resolved import Resolved
from communique.extract.places.summit_venue import summit_venue
from communique.extract.places.words import load_place_words
from communique.knowledge.gazetteer import Entry
from communique.pipeline.why.second_look import SecondLook
from communique.records import EventMention, Place
from communique.spans import Span

_RIVALS = 3


def why_place(look: SecondLook, mention: EventMention, place: Place) -> Iterator[str]:
    """Yield the words that gave a place, the evidence for it, and the rivals of its name.

    Args:
        look: the report again.
        mention: the event.
        place: of the event.
    """
    if place.span is None:
        yield from _without_words(look, mention, place)
        return
    words = place.span.of(look.text)
    yield f"words {words!r} {_where(look, mention, place.span)}"
    venue = load_place_words().venue_in(words)
    if venue is not None:
        yield f"{words!r} is known to stand in {venue}"
    resolved = look.toponyms.at(place.span)
    if resolved is not None:
        yield from _evidence(resolved, place)
    yield from _rivals(look, venue or words, place)


def _without_words(look: SecondLook, mention: EventMention, place: Place) -> Iterator[str]:
    trigger = next(iter(look.tokens_in(mention.trigger)), None)
    summit = summit_venue(look.parties, trigger) if trigger is not None else None
    if summit is not None and summit.place == place.name:
        yield f"no words: the known venue of {summit.name}, {summit.start} to {summit.end}"
    elif mention.when is not None and mention.when.basis == "event":
        yield "no words here: borrowed, as the date is, from another mention of the same happening"
    elif place.lat is not None:
        yield "no words of its own: the capital or venue that the sentence points to"
    else:
        yield "no words: the state that was visited, or on whose soil such acts are done"


def _where(look: SecondLook, mention: EventMention, span: Span) -> str:
    if mention.sentence.covers(span):
        return "in the event's own sentence"
    dateline = look.places.dateline
    if dateline is not None and dateline.span == span:
        return "in the dateline, whose place counts for the lead"
    return "in another mention of the same happening"


def _evidence(resolved: Resolved, place: Place) -> Iterator[str]:
    toponym = resolved.toponym
    yield (
        f"evidence that it is a place {toponym.evidence:.1f} (above 1 is good), "
        f"support by the other places named {resolved.support:.1f}"
    )
    if toponym.fixed:
        yield "the words beside it say which place of that name"
    elif place.geonames_id is not None and place.geonames_id != resolved.entry.geonames_id:
        yield f"a country named with it decided against {_described(resolved.entry)}"


def _rivals(look: SecondLook, name: str, place: Place) -> Iterator[str]:
    entries = look.knowledge.gazetteer.lookup(name)
    others = [e for e in entries if e.geonames_id != place.geonames_id]
    if others and place.geonames_id is not None:
        largest = sorted(others, key=lambda e: -e.population)[:_RIVALS]
        more = f" and {len(others) - _RIVALS} more" if len(others) > _RIVALS else ""
        yield f"rivals: {'; '.join(map(_described, largest))}{more}"


def _described(entry: Entry) -> str:
    return f"{entry.name} ({entry.kind}, {entry.country or 'no country'}, {entry.population:,})"
