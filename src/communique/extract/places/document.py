"""Where the events of one document took place."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from communique.extract.actors.resolve import DocumentParties
from communique.extract.places.dateline import Dateline, find_dateline
from communique.extract.places.reach import is_of_clause, is_told_there
from communique.extract.places.resolved import Resolved, ResolvedToponyms
from communique.extract.places.summit_venue import summit_venue
from communique.extract.places.words import load_place_words
from communique.knowledge.gazetteer import Entry
from communique.records import Place, PlaceMention
from communique.spans import Span
from communique.syntax import Token

# What happens between states happens in towns that a reader has heard of; below this, a town's
# country must be named with it.
_LARGE = 15_000
_SETTLED = 0.3  # what the text's other toponyms must say for a smaller town


class DocumentPlaces:
    """The places of one document.

    Args:
        parties: the resolved names of the document; a state's name can also be a place.
        home: alpha-3 code of the outlet's country, if known.
    """

    def __init__(self, parties: DocumentParties, home: str | None = None) -> None:
        self._parties = parties
        self._home = home
        self._parsed = parties.parsed
        self._gazetteer = parties.context.knowledge.gazetteer
        self._states = parties.context.knowledge.states
        self._countries = self._countries_named()
        self._dateline = find_dateline(parties.parsed.text)

    @cached_property
    def _toponyms(self) -> ResolvedToponyms:
        return ResolvedToponyms(self._parsed, self._gazetteer, self._home)

    @cached_property
    def dateline(self) -> Place | None:
        """The place of the dateline, None without one."""
        return self._of_dateline(self._dateline) if self._dateline is not None else None

    def mentions(self) -> tuple[PlaceMention, ...]:
        """Return every toponym of the text with the place that it means."""
        return self._toponyms.mentions()

    def of_event(self, trigger: Token, governor: Token, visited: tuple[str, ...]) -> Place | None:
        """Return where an event took place.

        The trigger's own phrase decides, then its clause, then the place that was visited, then
        the rest of the sentence, then the known venue of a summit that the sentence names; None if
        none of these says.
        """
        own = (trigger, governor) if is_of_clause(self._parsed, trigger, governor) else (trigger,)
        for word in dict.fromkeys(own):
            place = self._under(word)
            if place is not None:
                return place
        for country in visited:
            state = self.of_state(country)
            if state is not None:
                return state
        for above in self._parsed.ancestors(governor):
            if above.pos not in ("VERB", "NOUN", "AUX"):
                continue
            if not is_of_clause(self._parsed, trigger, above):
                break
            place = self._under(above)
            if place is not None:
                return place
        return self._in_sentence(trigger) or self._of_summit(trigger)

    def of_state(self, country: str) -> Place | None:
        """Return a whole state as a place without a point, None for a code that is no state's."""
        state = self._states.get(country)
        if state is None:
            return None
        entries = self._gazetteer.lookup(state.name)
        known = next((e for e in entries if (e.kind, e.country) == ("country", state.code)), None)
        return Place(
            name=state.name, country=state.code, geonames_id=known.geonames_id if known else None
        )

    def _of_summit(self, trigger: Token) -> Place | None:
        summit = summit_venue(self._parties, trigger)
        return self._resolve(summit.place, None, hint=summit.country) if summit else None

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
        """Return the nearest "in PLACE" of the sentence that is not another clause's."""
        sentence = self._parsed.sentence_of(trigger)
        found = []
        for token in self._parsed.tokens_of(sentence):
            if (
                token.dep == "pobj"
                and self._parsed.head(token).text.lower() in load_place_words().at
                and is_told_there(self._parsed, token, trigger)
            ):
                place = self.place_of(token)
                if place is not None:
                    found.append((abs(token.index - trigger.index), token.index, place))
        return min(found)[2] if found else None

    def place_of(self, noun: Token) -> Place | None:
        """Return the place that a noun names, or None."""
        words, lowered = load_place_words(), noun.text.lower()
        if lowered == "capital":
            return self._capital(noun)
        reference = self._parties.references.get(noun.index)
        span = self._name_span(noun)
        name = span.of(self._parsed.text)
        venue = words.venue_in(name)
        if venue is not None:
            return self._resolve(venue, span)
        if name in words.regions or lowered in words.parts:
            return self._part_of_state(noun)
        if reference is not None:
            actor = self._parties.actor(reference.actor_id)
            if actor.kind == "state" and reference.form in ("name", "metonym"):
                return self._resolve(name, span, hint=actor.country)
            return None
        if noun.pos != "PROPN" or noun.entity in ("PERSON", "ORG", "DATE", "TIME", "NORP", "EVENT"):
            return None
        return self._resolve(name, span, hint=self._apposed_country(noun))

    def _capital(self, noun: Token) -> Place | None:
        """Read "the Austrian capital"."""
        owners = self._owning_states(noun)
        if len(owners) != 1:
            return None
        state = self._states[owners[0]]
        return self._resolve(state.capital, noun.span, hint=state.code)

    def _part_of_state(self, noun: Token) -> Place | None:
        """Read "the Russian Far East" and "the Ukrainian city": somewhere in that state."""
        owners = self._owning_states(noun)
        if len(owners) != 1 or noun.text.lower() not in load_place_words().parts:
            return None
        return self.of_state(owners[0])

    def _owning_states(self, noun: Token) -> list[str]:
        owners = self._parties.country_owner(noun)
        return [o.removeprefix("state/") for o in owners if o.startswith("state/")]

    def in_lead(self, trigger: Token) -> Place | None:
        """Return the place of the dateline for the sentence that it opens, else None."""
        if self._dateline is None or self.dateline is None:
            return None
        after = (s for s in self._parsed.sentences if s.span.end > self._dateline.end)
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

    def _resolve(self, name: str, span: Span | None, hint: str | None = None) -> Place | None:
        """Choose a place of that name for an event; with only a hint, some place in that state."""
        chosen = self._chosen(name, span, hint)
        if chosen is None or name in load_place_words().regions:
            return Place(name=name, country=hint, span=span) if hint else None
        return Place(
            name=name, country=chosen.country or None, geonames_id=chosen.geonames_id,
            lat=chosen.lat, lon=chosen.lon, span=span,
        )  # fmt: skip

    def _chosen(self, name: str, span: Span | None, hint: str | None) -> Entry | None:
        """Choose by the hint, then as the text's toponyms agree, then in a country named."""
        entries = self._gazetteer.lookup(name)
        if hint is not None:
            return next((e for e in entries if e.country == hint), None)
        agreed = self._toponyms.at(span) if span is not None else None
        if agreed is not None and self._is_sure(agreed):
            return agreed.entry
        likely = [e for e in entries if self._is_likely(e)]
        named = [e for e in likely if e.country in self._countries]
        return next(iter(named or likely), None)

    def _is_sure(self, agreed: Resolved) -> bool:
        """Tell whether the other toponyms settle a name: "Woodside, near San Francisco"."""
        settled = agreed.toponym.fixed or agreed.support >= _SETTLED
        return settled or self._is_likely(agreed.entry)

    def _is_likely(self, entry: Entry) -> bool:
        if entry.kind in ("city", "district"):
            return entry.population >= _LARGE
        return bool(entry.country) or entry.kind == "water"

    def _countries_named(self) -> frozenset[str]:
        ids: Iterable[str] = {r.actor_id for r in self._parties.references.values()}
        ids = {*ids, *self._parties.modifiers.values()}
        return frozenset(i.removeprefix("state/") for i in ids if i.startswith("state/"))

    def _of_dateline(self, dateline: Dateline) -> Place | None:
        span, city = dateline.city, dateline.name(self._parsed.text)
        place = self._resolve(load_place_words().venue_in(city) or city, span)
        return place if place is not None and place.country else None


def _without_article(text: str, span: Span) -> Span:
    words = span.of(text)
    cut = 4 if words.lower().startswith("the ") else 0
    tail = 2 if words.endswith(("'s", "’s")) else 0
    return Span(span.start + cut, span.end - tail)
