"""Noun phrases of one document to parties: names, offices, descriptions, groups and pronouns."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from communique.extract.actors.coreference import Coreference
from communique.extract.actors.descriptions import (
    body_of_teller,
    described_by_lexicon,
    named_body,
)
from communique.extract.actors.discourse import load_anaphoric_words
from communique.extract.actors.groups import Groups
from communique.extract.actors.names import find_names
from communique.extract.actors.officers import Officers
from communique.extract.actors.owners import Owners
from communique.extract.actors.persons import learn_persons
from communique.extract.actors.phrases import (
    NO_LONGER_OR_NOT_YET,
    is_plural,
    office_role,
    phrase_words,
)
from communique.extract.actors.pointing import Pointing
from communique.extract.actors.repeated import told_before
from communique.extract.actors.resolver import party_of
from communique.extract.actors.roles import OfficeRole, load_roles
from communique.extract.actors.sightings import office_sightings
from communique.extract.actors.strangers import introduced, titled_stranger
from communique.extract.actors.titles import GivenTitle, Title, given_titles, local_titles
from communique.extract.actors.visits import Visits
from communique.extract.context import Context, Reference
from communique.knowledge.offices import Term
from communique.records import Actor, OfficeSighting, Party, When
from communique.spans import Span
from communique.syntax import Token

# What may stand between an office and the name of its holder: "the minister of foreign affairs of
# Ruritania, Rudolf Rassendyll".
_BETWEEN = frozenset({"of", "the", "for", ",", "foreign", "affairs", "and"})
_FAR = 10
# PLOVER's sector for someone who holds no office when the report appears: a candidate, a guest.
_PRIVATE = "CVL"


class DocumentParties:
    """The parties of one document; implements :class:`communique.extract.parties.Parties`.

    Args:
        context: the document with its parse and the knowledge to resolve against.
    """

    def __init__(self, context: Context) -> None:
        self.context = context
        self.parsed = context.parsed
        self.references, self.modifiers = find_names(context)
        self.learned = learn_persons(context, self.references, self.modifiers)
        self.titles: dict[str, Title] = {}
        groups = Groups(self)
        self._groups = groups
        self._owners = Owners(self)
        self._officers = Officers(self, self._owners, groups)
        visits = Visits(self)
        self._coreference = Coreference(self, groups, visits)
        self._pointing = Pointing(self, self._owners, self._officers, self._coreference, visits)
        self._cache: dict[int, Party | None] = {}
        self._written: When | None = None
        self.given_titles: tuple[GivenTitle, ...] = tuple(given_titles(self, self._owners))
        self.titles = local_titles(self.given_titles)
        self._forget()  # phrases resolved before the titles were known
        self.learned = {i: self._as_introduced(actor) for i, actor in self.learned.items()}

    def actor(self, actor_id: str) -> Actor:
        """Return a known or learned actor."""
        return self.learned.get(actor_id) or self.context.knowledge.actors[actor_id]

    def points(self, token: Token) -> bool:
        """Tell whether a word names an actor or points to one ("Russian diplomats")."""
        return token.index in self.references or token.index in self.modifiers

    def sightings(self, written: When | None) -> tuple[OfficeSighting, ...]:
        """Return the offices that the document gives to people; see `office_sightings`."""
        return office_sightings(self, self.given_titles, written)

    def _as_introduced(self, person: Actor) -> Actor:
        title, owner = self.titles.get(person.actor_id, ("", None))
        return introduced(person, title, self.actor(owner)) if owner is not None else person

    def party(self, token: Token) -> Party | None:
        """Return who the noun phrase headed by ``token`` stands for, or None."""
        if token.index not in self._cache:
            self._cache[token.index] = None  # a phrase that leads back to itself is nobody
            self._cache[token.index] = self._resolve(token)
        return self._cache[token.index]

    def parties(self, token: Token) -> tuple[Party, ...]:
        """Return all parties of a phrase, its conjuncts and the members of a group."""
        found: list[Party] = []
        for part in self.parsed.conjuncts(token):
            group = self._group(part)
            single = self.party(part) if not group else None
            found += group or ([single] if single else [])
        return distinct(found)

    def within(self, span: Span) -> tuple[Party, ...]:
        """Return the named parties inside ``span``, in text order, none twice."""
        found = []
        for token in self.parsed.tokens_in(span):
            reference = self.references.get(token.index)
            if reference is not None and reference.end == token.index + 1:
                found.append(self._named(reference))
            elif token.index in self.modifiers and reference is None:
                found.append(party_of(self.actor(self.modifiers[token.index]), token.span))
        return distinct(found)

    def country_owner(self, token: Token, *, complements: bool = True) -> tuple[str, ...]:
        """Return the ids of the states and organisations that a phrase belongs to, in order.

        Args:
            token: the head of the phrase.
            complements: False to count only what stands before the noun.
        """
        return tuple(self._owners.of(token) if complements else self._owners.before(token))

    def unnamed(
        self, token: Token, owner_id: str, sector: str = "GOV", role: OfficeRole | None = None
    ) -> Party:
        """Return a party that is only described ("a Saudi official"), by the words of its phrase.

        A body such as a ministry is its state's; an official has no actor of their own.
        """
        owner = self.actor(owner_id)
        return Party(
            name=phrase_words(self.parsed, token) or token.text,
            actor_id=owner_id if load_roles().is_institution(token) else None,
            country=owner.country,
            sector=sector if owner.kind == "state" else "IGO",
            office=role.phrase if role else None,
            span=token.span,
        )

    def _resolve(self, token: Token) -> Party | None:
        reference = self.references.get(token.index)
        if reference is not None:
            return self._named(reference)
        if token.pos == "PRON":
            return self._coreference.antecedent(token)
        if token.pos not in ("NOUN", "PROPN", "ADJ"):
            return None
        return (
            self._apposed(token)
            or self._named_after_office(token)
            or titled_stranger(self, self._owners, self._officers, token)
            or self._without_name(token)
        )

    def _without_name(self, token: Token) -> Party | None:
        """Resolve a phrase without a name; one that points to another is them or nobody."""
        if self._pointing.points_away(token):
            return self._pointing.party(token)
        return (
            self._described(token)
            or described_by_lexicon(self, token, self._owners.of(token))
            or named_body(self, token)
            or body_of_teller(self, token)
            or told_before(self, token)
        )


    def _named(self, reference: Reference) -> Party:
        actor = self.actor(reference.actor_id)
        span = self.parsed.span_of(self.parsed.tokens[reference.start : reference.end])
        if actor.kind != "person":
            return party_of(actor, span)
        day = self.context.day
        title, owner = self.titles.get(actor.actor_id, (None, None))
        if actor.basis == "learned" and owner is not None:
            country = self.actor(owner).country
        else:
            country = self.context.knowledge.country_on(actor.actor_id, day)
        office = title or self._office_on(actor, day)
        known = actor.basis != "learned" and day is None
        acts = owner is not None or known or self._is_held(actor, office) or _is_own(actor)
        return Party(
            name=actor.name,
            actor_id=actor.actor_id,
            country=country,
            sector=_sector(actor, office) if acts else _PRIVATE,
            office=office,
            span=span,
        )

    def written_between(self, bounds: When) -> None:
        """Take the offices of an undated report's persons from the days on which it was written."""
        self._written = bounds
        self._forget()

    def _forget(self) -> None:
        self._cache.clear()
        self._groups.clear()

    def _office_on(self, actor: Actor, day: date | None) -> str | None:
        """Return the office of the day; without a day, the only one of the possible days."""
        terms = self.context.knowledge.offices.of_person(actor.actor_id, day)
        if day is None and self._written is not None:
            terms = tuple(t for t in terms if _is_held_within(t, self._written))
        titles = {t.title for t in terms}
        return terms[0].title if terms and (day is not None or len(titles) == 1) else None

    def _is_held(self, actor: Actor, office: str | None) -> bool:
        """Tell whether an office is one: a title alone does not make a stranger an official."""
        return office is not None and actor.basis != "learned"

    def _apposed(self, token: Token) -> Party | None:
        """Return the named person whom a title or description introduces."""
        if token.tag in ("NNS", "NNPS"):
            return None
        for child in self.parsed.children(token, "appos", "flat", "nmod", "compound"):
            reference = self.references.get(child.index)
            if reference is None or self.actor(reference.actor_id).kind != "person":
                continue
            if child.dep == "appos" or child.index > token.index:
                return self._named(reference)
        return None

    def _named_after_office(self, token: Token) -> Party | None:
        """Read "the president of Russia, Vladimir Putin", which the parser often takes apart."""
        if is_plural(token) or office_role(self.parsed, token) is None:
            return None
        end = min(token.index + _FAR, self.parsed.sentence_of(token).end)
        for word in self.parsed.tokens[token.index + 1 : end]:
            reference = self.references.get(word.index)
            if reference is not None and self.actor(reference.actor_id).kind == "person":
                return self._named(reference) if reference.form == "name" else None
            named = reference is not None or word.index in self.modifiers
            if not named and word.text.lower() not in _BETWEEN:
                return None
        return None

    def _described(self, token: Token) -> Party | None:
        roles = load_roles()
        role = office_role(self.parsed, token)
        sector = roles.sector(token.text) or roles.sector(token.lemma)
        if role is None and sector is None:
            return None
        owners = self._owners.of(token)
        if role is not None and not is_plural(token):
            holder = self._officers.holder(role, owners[0] if owners else None, token)
            if holder is not None:
                return holder
        if not owners:
            return None
        named = self._officers.named_before(token, owners[0]) if role is None else None
        return named or self.unnamed(token, owners[0], sector or "GOV", role)

    def _group(self, token: Token) -> list[Party]:
        """Return the members of a plural phrase: its owners' holders, or its antecedents."""
        pointing = token.text.lower() in load_anaphoric_words().groups
        if token.index in self.references or not (pointing or is_plural(token)):
            return []
        if token.pos in ("NOUN", "PROPN") and load_roles().sector(token.text) is not None:
            members = self._officers.each(token, office_role(self.parsed, token))
            if members:
                return members
        return self._groups.members(token)


def _sector(person: Actor, office: str | None) -> str:
    if office is not None and office.split()[0] in NO_LONGER_OR_NOT_YET:
        return "ELI"
    return person.sectors[0] if person.sectors else "GOV"


def _is_own(person: Actor) -> bool:
    """Tell whether a user entered the sectors of a person, beyond what a term of office gives."""
    entered = person.basis == "user" and bool(person.sectors)
    return entered and not (person.offices and person.sectors[0] in ("GOV", "IGO"))


def distinct(parties: Iterable[Party]) -> tuple[Party, ...]:
    """Return parties without repetition of an actor, or of a name where no actor is known."""
    kept: dict[str, Party] = {}
    for party in parties:
        kept.setdefault(party.actor_id or f"{party.name}/{party.country}", party)
    return tuple(kept.values())


def _is_held_within(term: Term, days: When) -> bool:
    ended = term.end is not None and days.start is not None and term.end < days.start
    begun_later = term.start is not None and days.end is not None and term.start > days.end
    return not ended and not begun_later
