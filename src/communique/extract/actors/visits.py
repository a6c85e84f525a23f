"""Who visits whom: "the guest", "his host", "the visiting president", "the host country".

A report's visits are read from its verbs. A role word counts only where all of them, near before
it, leave one person for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from communique.extract.actors.discourse import is_person, subject_of
from communique.extract.actors.resolver import Resolver
from communique.extract.actors.roles import load_roles
from communique.records import Party
from communique.syntax import Token

_REACH = 8  # sentences back in which a visit is still the one told of
_RECEIVING = frozenset({"receive", "host", "welcome", "greet"})
_VISITING = frozenset({"visit", "tour"})
_ARRIVING = frozenset({"arrive", "fly", "travel", "come", "land", "jet", "head"})
_GOALS = frozenset({"in", "to", "at", "into"})
_VISITS = frozenset({"visit", "trip"})
_ANY_GUEST = frozenset({"leader", "official", "statesman", "dignitary", "head", "politician"})


@dataclass(frozen=True, slots=True)
class _Visit:
    """One telling of a visit: ``land`` is the id of the state visited; None is not told."""

    at: int
    guest: Party
    host: Party | None = None
    land: str | None = None


class Visits:
    """Finds guests and hosts in one document."""

    def __init__(self, parties: Resolver) -> None:
        self._parties = parties
        self._parsed = parties.parsed

    def guest(self, token: Token) -> Party | None:
        """Return the one guest of the visits told near before a word."""
        return _the_one(visit.guest for visit in self._before(token))

    def visiting(self, noun: Token) -> Party | None:
        """Return whom "the visiting president" means: the guest, if the office is theirs."""
        guest = self.guest(noun)
        if guest is None or noun.lemma in _ANY_GUEST:
            return guest
        return guest if (guest.office or "").endswith(noun.lemma) else None

    def host(self, token: Token) -> Party | None:
        """Return the one host: who received the guest, else who is named of the state visited."""
        visits = self._before(token)
        hosts = [visit.host for visit in visits if visit.host is not None]
        if hosts:
            return _the_one(hosts)
        land = self.land(token)
        if land is None or _the_one(visit.guest for visit in visits) is None:
            return None
        people = self._people(visits[0].at, token.index)
        return _the_one(p for p in people if f"state/{p.country}" == land)

    def land(self, token: Token) -> str | None:
        """Return the id of the one state that is visited, or None."""
        lands = {visit.land for visit in self._before(token) if visit.land is not None}
        return next(iter(lands)) if len(lands) == 1 else None

    def _before(self, token: Token) -> list[_Visit]:
        first = self._parsed.sentences[max(0, token.sentence - _REACH)].start
        words = self._parsed.tokens[first : token.index]
        return [visit for word in words for visit in self._visits(word)]

    def _visits(self, word: Token) -> Iterator[_Visit]:
        if word.pos == "VERB" and word.lemma in _RECEIVING:
            yield from self._reception(word)
        elif word.pos == "VERB" and word.lemma in _VISITING | _ARRIVING:
            subject = subject_of(self._parsed, word)
            yield from self._journey(word, subject, self._goals(word))
        elif word.pos == "NOUN" and word.lemma in _VISITS:
            yield from self._journey(word, self._traveller(word), self._goals(word))

    def _reception(self, verb: Token) -> Iterator[_Visit]:
        passive = self._parsed.child(verb, "nsubjpass") is not None or verb.dep == "acl"
        active_host = None if passive else subject_of(self._parsed, verb)
        agent = self._parsed.child(verb, "agent")
        by = self._parsed.child(agent, "pobj") if agent is not None else None
        guest = subject_of(self._parsed, verb) if passive else self._parsed.child(verb, "dobj")
        host = by if passive else active_host
        hosts = self._parties.parties(host) if host is not None else ()
        for one in filter(is_person, hosts):
            yield from self._told(verb, guest, one, None)
        if not any(map(is_person, hosts)):
            yield from self._told(verb, guest, None, None)

    def _journey(
        self, word: Token, traveller: Token | None, goals: Iterable[Token]
    ) -> Iterator[_Visit]:
        lands = [land for goal in goals for land in self._state(goal)]
        if lands:
            yield from self._told(word, traveller, None, lands[0])

    def _told(
        self, word: Token, guest: Token | None, host: Party | None, land: str | None
    ) -> Iterator[_Visit]:
        """Yield a visit for each person who comes; those of the state visited are at home."""
        guests = self._parties.parties(guest) if guest is not None else ()
        home = land or (f"state/{host.country}" if host is not None else None)
        for person in guests:
            if is_person(person) and f"state/{person.country}" != home:
                yield _Visit(word.index, person, host, land)

    def _traveller(self, noun: Token) -> Token | None:
        """Return whose visit it is: "Modi's visit", "the visit of Modi", "Modi began a visit"."""
        owner = self._parsed.child(noun, "poss")
        if owner is not None:
            return owner
        of = [p for p in self._parsed.children(noun, "prep") if p.text.lower() in ("of", "by")]
        named = next((n for p in of for n in self._parsed.children(p, "pobj")), None)
        verb = next((a for a in self._parsed.ancestors(noun) if a.pos == "VERB"), None)
        return named or (subject_of(self._parsed, verb) if verb is not None else None)

    def _goals(self, word: Token) -> list[Token]:
        direct = self._parsed.children(word, "dobj") if word.pos == "VERB" else []
        prepositions = [p for p in self._parsed.children(word, "prep") if p.text.lower() in _GOALS]
        return direct + [n for p in prepositions for n in self._parsed.children(p, "pobj")]

    def _state(self, noun: Token) -> list[str]:
        reference = self._parties.references.get(noun.index)
        named = reference is not None and reference.actor_id.startswith("state/")
        return [reference.actor_id] if reference is not None and named else []

    def _people(self, first: int, last: int) -> list[Party]:
        start = self._parsed.sentence_of(self._parsed.tokens[first]).start
        named = [i for i in range(start, last) if i in self._parties.references]
        found = [self._parties.party(self._parsed.tokens[i]) for i in named]
        return [p for p in found if p is not None and is_person(p)]


def is_title(token: Token) -> bool:
    """Tell whether a noun is a title that a guest can have: "the visiting prime minister"."""
    return load_roles().sector(token.text) is not None or token.text in load_roles().offices


def _the_one(parties: Iterable[Party]) -> Party | None:
    found = {party.actor_id or party.name: party for party in parties}
    return next(iter(found.values())) if len(found) == 1 else None
