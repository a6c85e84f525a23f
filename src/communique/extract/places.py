"""Places: toponyms of a text, and where an event took place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from communique.extract.actors.resolve import DocumentParties
from communique.knowledge.files import read_yaml
from communique.records import Place, PlaceMention
from communique.spans import Span
from communique.syntax import Token

_DATELINE = re.compile(
    r"\A\s*(?P<city>[A-Z][A-Z'’. -]{2,30})(?:,\s*[A-Z][A-Za-z]+)?"
    r"(?:,\s*(?:[A-Z][a-z]+\.?\s+\d{1,2}))?"
    r"\s*(?:\([^)]{2,30}\)\s*)?(?:[—–:-]{1,2}|\.\s|/)"
)


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The lists of ``data/places.yaml``; the file says what each is for."""

    at: frozenset[str]
    venues: Mapping[str, str]
    regions: frozenset[str]
    parts: frozenset[str]


@cache
def load_place_words() -> PlaceWords:
    """Read the lists."""
    content = read_yaml("communique.extract", "places.yaml")
    return PlaceWords(
        frozenset(content["at"]), content["venues"], frozenset(content["regions"]),
        frozenset(content["parts"]),
    )  # fmt: skip


class DocumentPlaces:
    """The places of one document.

    Args:
        parties: the resolved names of the document; a state's name can also be a place.
    """

    def __init__(self, parties: DocumentParties) -> None:
        self._parties = parties
        self._parsed = parties.parsed
        self._gazetteer = parties.context.knowledge.gazetteer
        self._states = parties.context.knowledge.states
        self._countries = self._countries_named()
        self.dateline = self._find_dateline()

    def mentions(self) -> tuple[PlaceMention, ...]:
        """Return every toponym that the model or the syntax marks as a place."""
        found: dict[Span, PlaceMention] = {}
        for name in self._parsed.names:
            if name.label in ("GPE", "LOC", "FAC"):
                span = _without_article(self._parsed.text, name.span)
                found[span] = self._mention(span)
        return tuple(found[s] for s in sorted(found) if found[s].country or found[s].geonames_id)

    def of_event(self, trigger: Token, governor: Token, visited: tuple[str, ...]) -> Place | None:
        """Return where an event took place.

        The trigger's own phrase decides, then its clause, then the place that was visited, then
        the rest of the sentence; None if none of these says.
        """
        for word in dict.fromkeys((trigger, governor)):
            place = self._under(word)
            if place is not None:
                return place
        for country in visited:
            state = self.of_state(country)
            if state is not None:
                return state
        for above in self._parsed.ancestors(governor):
            place = self._under(above) if above.pos in ("VERB", "NOUN", "AUX") else None
            if place is not None:
                return place
        return self._in_sentence(trigger)

    def of_state(self, country: str) -> Place | None:
        """Return a whole state as a place, or None for a code that is no state's."""
        state = self._states.get(country)
        return Place(name=state.name, country=state.code) if state is not None else None

    def _under(self, word: Token) -> Place | None:
        """Return the place in a preposition phrase of a word, or of that word's object."""
        holders = [word, *self._parsed.children(word, "dobj", "prt", "advmod", "npadvmod", "pobj")]
        for preposition in list(self._parsed.children(word, "prep")):
            holders += self._parsed.children(preposition, "pobj")
        for holder in holders:
            for preposition in self._parsed.children(holder, "prep"):
                if preposition.text.lower() in load_place_words().at:
                    for noun in self._parsed.children(preposition, "pobj"):
                        place = self.place_of(noun)
                        if place is not None:
                            return place
        return None

    def _in_sentence(self, trigger: Token) -> Place | None:
        """Return the nearest "in PLACE" of the sentence before any other clause's."""
        sentence = self._parsed.sentence_of(trigger)
        found = []
        for token in self._parsed.tokens_of(sentence):
            if (
                token.dep == "pobj"
                and self._parsed.head(token).text.lower() in load_place_words().at
            ):
                place = self.place_of(token)
                if place is not None:
                    found.append((abs(token.index - trigger.index), token.index, place))
        return min(found)[2] if found else None

    def place_of(self, noun: Token) -> Place | None:
        """Return the place that a noun names, or None."""
        lowered = noun.text.lower()
        if lowered == "capital":
            owners = [o for o in self._parties.country_owner(noun) if o.startswith("state/")]
            if len(owners) == 1:
                state = self._states[owners[0].removeprefix("state/")]
                return self._resolve(state.capital, noun.span, hint=state.code)
            return None
        reference = self._parties.references.get(noun.index)
        span = self._name_span(noun)
        name = span.of(self._parsed.text)
        for venue, city in load_place_words().venues.items():
            if venue in name:
                return self._resolve(city, span)
        if name in load_place_words().regions or lowered in load_place_words().parts:
            return self._part_of_state(noun)
        if reference is not None:
            actor = self._parties.actor(reference.actor_id)
            if actor.kind == "state" and reference.form in ("name", "metonym"):
                return self._resolve(name, span, hint=actor.country)
            return None
        if noun.pos != "PROPN" or noun.entity in ("PERSON", "ORG", "DATE", "TIME", "NORP", "EVENT"):
            return None
        hint = self._apposed_country(noun)
        place = self._resolve(name, span, hint=hint)
        return place if place.country else None

    def _part_of_state(self, noun: Token) -> Place | None:
        """Read "the Russian Far East" and "the Ukrainian city": somewhere in that state."""
        owners = [o for o in self._parties.country_owner(noun) if o.startswith("state/")]
        if len(owners) != 1 or noun.text.lower() not in load_place_words().parts:
            return None
        state = self._states[owners[0].removeprefix("state/")]
        return Place(name=state.name, country=state.code)

    def in_lead(self, trigger: Token) -> Place | None:
        """Return the place of the dateline for the sentence that it opens, else None."""
        opening = _DATELINE.match(self._parsed.text)
        if self.dateline is None or opening is None:
            return None
        after = (s for s in self._parsed.sentences if s.span.end > opening.end())
        lead = next(after, None)
        return self.dateline if lead is not None and lead.index == trigger.sentence else None

    def _name_span(self, noun: Token) -> Span:
        reference = self._parties.references.get(noun.index)
        if reference is not None:
            return self._parsed.span_of(self._parsed.tokens[reference.start : reference.end])
        for name in self._parsed.names:
            if name.span.covers(noun.span) and name.label in ("GPE", "LOC", "FAC"):
                return _without_article(self._parsed.text, name.span)
        parts = [c for c in self._parsed.children(noun, "compound", "amod") if c.pos == "PROPN"]
        return self._parsed.span_of([*parts, noun])

    def _apposed_country(self, noun: Token) -> str | None:
        """Read "Kazan, Russia" and "Astana, Kazakhstan"."""
        for child in self._parsed.children(noun, "appos", "npadvmod", "conj"):
            reference = self._parties.references.get(child.index)
            if reference is not None and reference.actor_id.startswith("state/"):
                return reference.actor_id.removeprefix("state/")
        following = self._parsed.tokens[noun.index + 1 : noun.index + 3]
        if len(following) == 2 and following[0].text == ",":
            reference = self._parties.references.get(following[1].index)
            if reference is not None and reference.form == "name":
                return reference.actor_id.removeprefix("state/")
        return None

    def _resolve(self, name: str, span: Span, hint: str | None = None) -> Place:
        """Choose a place of that name: in the hinted country, in one named, the largest."""
        entries = self._gazetteer.lookup(name)
        chosen = next((e for e in entries if e.country == hint), None)
        if chosen is None and hint is None:
            named = [e for e in entries if e.country in self._countries]
            chosen = named[0] if named else (entries[0] if entries else None)
        if chosen is None or name in load_place_words().regions:
            return Place(name=name, country=hint, span=span)
        return Place(
            name=name, country=chosen.country, geonames_id=chosen.geonames_id, lat=chosen.lat,
            lon=chosen.lon, span=span,
        )  # fmt: skip

    def _mention(self, span: Span) -> PlaceMention:
        tokens = self._parsed.tokens_in(span)
        hint = self._apposed_country(tokens[-1]) if tokens else None
        place = self._resolve(span.of(self._parsed.text), span, hint=hint)
        return PlaceMention(
            start=span.start, end=span.end, name=place.name, country=place.country,
            geonames_id=place.geonames_id, lat=place.lat, lon=place.lon,
        )  # fmt: skip

    def _countries_named(self) -> frozenset[str]:
        ids = {r.actor_id for r in self._parties.references.values()}
        ids |= set(self._parties.modifiers.values())
        return frozenset(i.removeprefix("state/") for i in ids if i.startswith("state/"))

    def _find_dateline(self) -> Place | None:
        match = _DATELINE.match(self._parsed.text)
        if match is None:
            return None
        city = match.group("city").strip()
        place = self._resolve(
            city.title(), Span(match.start("city"), match.start("city") + len(city))
        )
        return place if place.country else None


def _without_article(text: str, span: Span) -> Span:
    words = span.of(text)
    cut = 4 if words.lower().startswith("the ") else 0
    tail = 2 if words.endswith(("'s", "’s")) else 0
    return Span(span.start + cut, span.end - tail)
