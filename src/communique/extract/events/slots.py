"""Noun phrases in the slots of a pattern to parties, and what makes a filled pattern acceptable."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from communique.extract.actors.discourse import is_person
from communique.extract.actors.resolve import DocumentParties, distinct
from communique.extract.actors.roles import load_roles
from communique.extract.events.candidate import Roles
from communique.extract.events.lexicon import Pattern
from communique.extract.events.words import load_words
from communique.knowledge.sectors import NEWS_MEDIA
from communique.records import Party
from communique.spans import Span
from communique.syntax import Parsed, Token

# What is done to a reporter or a party's people is done to their country.
_AGAINST_PERSONS = frozenset({"ASSAULT", "COERCE", "SANCTION"})
_UNOFFICIAL = frozenset({"CVL", "BUS"})
# Sectors whose bodies are their state's own: its police, its secret services.
_OF_STATE = frozenset({"COP", "SPY"})
# Sectors of those who stand against the state of their country, not for it.
_AGAINST_STATE = frozenset({"REB", "OPP", "CRM"})
_PARTISAN = frozenset({"PTY", "OPP"})
_NOMINAL = ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET")


def all_parties(parties: DocumentParties, nouns: Iterable[Token]) -> tuple[Party, ...]:
    """Return the parties that noun phrases stand for, with their conjuncts and members."""
    found: list[Party] = []
    for noun in nouns:
        for part in sorted((noun, *_listed_with(parties, noun)), key=lambda t: t.index):
            if part.pos in _NOMINAL or part.index in parties.references:
                found += parties.parties(part) or _peers(parties, part)
    settled = (_acting_for(parties, p) for p in found)
    return distinct(p for p in settled if p.country or p.actor_id)


def _listed_with(parties: DocumentParties, noun: Token) -> list[Token]:
    """Return names beside a name that the parser did not coordinate: "India, Japan hold"."""
    own = parties.references.get(noun.index)
    if own is None:
        return []
    beside = parties.parsed.children(noun, "appos", "nmod")
    return [t for t in beside if _is_another_side(parties, own.actor_id, t)]


def _is_another_side(parties: DocumentParties, actor_id: str, token: Token) -> bool:
    reference = parties.references.get(token.index)
    if reference is None or reference.actor_id == actor_id:
        return False
    sides = {parties.actor(a).country or a for a in (reference.actor_id, actor_id)}
    return len(sides) == 2


def _peers(parties: DocumentParties, noun: Token) -> tuple[Party, ...]:
    """Return the states of unnamed peers: "with their colleagues from China and Japan"."""
    roles = load_roles()
    if noun.lemma in roles.counterparts or noun.lemma in roles.others:
        return owners(parties, (noun,))
    return ()


def _acting_for(parties: DocumentParties, party: Party) -> Party:
    """Give someone of an organisation the organisation: "a U.N. official" acts for the UN."""
    if party.country or party.actor_id or party.sector != "IGO" or party.span is None:
        return party
    head = next((t for t in parties.parsed.tokens_in(party.span)), None)
    found = parties.country_owner(head) if head is not None else ()
    known = next((a for a in found if a.startswith("organisation/")), None)
    return replace(party, actor_id=known)


def owners(
    parties: DocumentParties, nouns: Iterable[Token], *, complements: bool = True
) -> tuple[Party, ...]:
    """Return the states and organisations to which things belong ("the Israeli strikes")."""
    found: list[Party] = []
    for noun in nouns:
        for part in parties.parsed.conjuncts(noun):
            for owner_id in parties.country_owner(part, complements=complements):
                if complements or not _is_venue(parties, part, owner_id):
                    found.append(_party_of(parties, owner_id, part))
    return distinct(found)


def parties_within(parties: DocumentParties, nouns: Iterable[Token]) -> tuple[Party, ...]:
    """Return every party named anywhere inside noun phrases."""
    found: list[Party] = []
    for noun in nouns:
        below = parties.parsed.subtree(noun)
        found += parties.within(parties.parsed.span_of(below))
    return distinct(found)


def named_beside(
    parties: DocumentParties, word: Token, left_out: Iterable[Token]
) -> tuple[Party, ...]:
    """Return the parties that the sentence of a word names, but for some of its nouns."""
    sentence = parties.parsed.sentence_of(word).span
    found: list[Party] = []
    start = sentence.start
    for noun in sorted(left_out, key=lambda t: t.index):
        found += parties.within(Span(start, max(start, noun.span.start)))
        start = noun.span.end
    found += parties.within(Span(start, max(start, sentence.end)))
    return distinct(found)


def by_instrument(parties: DocumentParties, nouns: Iterable[Token]) -> tuple[Party, ...]:
    """Return whose strikes, missiles or decrees do it ("an Israeli strike killed")."""
    instruments = load_roles().instruments
    return owners(parties, [n for n in nouns if n.text.lower() in instruments])


def under(parsed: Parsed, noun: Token, *prepositions: str) -> tuple[Token, ...]:
    """Return the nouns under a noun's prepositions, also where the parser hung them one deeper."""
    found: list[Token] = []
    direct = parsed.children(noun, "prep", "agent")
    inner = [n for p in direct for n in parsed.children(p, "pobj")]
    for preposition in direct + [q for n in inner for q in parsed.children(n, "prep", "agent")]:
        if preposition.text.lower() in prepositions:
            found += parsed.children(preposition, "pobj")
    return tuple(found)


def side_of(party: Party) -> str:
    """Return what tells one side from another: a country, or a group that is not its country's."""
    is_group = party.actor_id is not None and party.actor_id.startswith("group/")
    if is_group and party.sector not in _OF_STATE and party.actor_id is not None:
        return party.actor_id
    return party.country or party.actor_id or party.name


def together(everyone: Iterable[Party]) -> Roles | None:
    """Accept a joint event of at least two parties that are not all of one country."""
    kept = distinct(filter(can_act, everyone))
    if len({side_of(p) for p in kept}) < 2:
        return None
    return _without_doubles(kept), ()


def directed(
    pattern: Pattern, actors: tuple[Party, ...], recipients: tuple[Party, ...]
) -> Roles | None:
    """Accept an act of someone on someone of another country, or alone if the pattern allows."""
    actors = tuple(a for a in actors if can_act(a) and _may_do(pattern, a))
    own = {side_of(a) for a in actors}
    spared = pattern.type in _AGAINST_PERSONS
    others = tuple(
        r
        for r in recipients
        if side_of(r) not in own and (spared or not (_is_inner(r, actors) or _is_private(r)))
    )
    if not actors or not (others or _may_stand_alone(pattern, actors)):
        return None
    return _without_doubles(distinct(actors)), _without_doubles(others)


def _may_stand_alone(pattern: Pattern, actors: tuple[Party, ...]) -> bool:
    """Tell whether someone can do it to nobody: an official, or a force that takes a place."""
    if not pattern.alone or (pattern.of_place and all(map(is_person, actors))):
        return False
    return any(map(_is_official, actors))


def _is_inner(party: Party, actors: Iterable[Party]) -> bool:
    """Tell whether a recipient is no side of its own: a medium, or one in a country's politics."""
    if party.sector == NEWS_MEDIA:
        return True
    if party.country is None or party.sector in _AGAINST_STATE - _PARTISAN:
        return False
    countries = {a.country for a in actors if party.sector in _PARTISAN or a.sector in _PARTISAN}
    return party.country in countries


def _is_private(party: Party) -> bool:
    """Tell whether a party is a person of no known state or office."""
    return is_person(party) and party.sector == "CVL" and party.country is None


def can_act(party: Party) -> bool:
    """Tell whether a party can act between states: no medium, and no one without an office."""
    if is_person(party):
        return party.sector != "CVL"
    return party.sector != NEWS_MEDIA


def _may_do(pattern: Pattern, party: Party) -> bool:
    """Tell whether a party can do it: no tourist, company or bomber travels for a state."""
    if pattern.type != "CONSULT":
        return True
    is_machine = party.name.rpartition(" ")[2].lower() in load_roles().instruments
    return party.sector not in _UNOFFICIAL and not (pattern.frame == "visit" and is_machine)


def _without_doubles(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """Drop a bare state where someone who acts for it stands beside it."""
    others = [p for p in parties if not (_is_state(p) or p.sector in _AGAINST_STATE)]
    acting = {p.country for p in others if p.country}
    kept = [p for p in parties if not (_is_state(p) and p.country in acting)]
    return tuple({(p.name, p.country): p for p in reversed(kept)}.values())[::-1]


def _is_official(party: Party) -> bool:
    """Tell whether a party can act for its side; students who agree with one another do not."""
    if party.office or (party.actor_id or "").startswith("organisation/"):
        return True
    known = party.actor_id is not None or party.sector in load_words().official_sectors
    return known and party.country is not None


def _is_state(party: Party) -> bool:
    return (party.actor_id or "").startswith("state/")


def _party_of(parties: DocumentParties, owner_id: str, noun: Token) -> Party:
    actor = parties.actor(owner_id)
    return Party(
        name=actor.name, actor_id=actor.actor_id, country=actor.country,
        sector=actor.sectors[0] if actor.sectors else None, span=noun.span,
    )  # fmt: skip


def _is_venue(parties: DocumentParties, noun: Token, owner_id: str) -> bool:
    """Tell whether a capital before an event noun is its place ("the Astana meeting")."""
    for child in parties.parsed.children(noun, "compound", "nmod", "amod"):
        reference = parties.references.get(child.index)
        if reference is not None and reference.actor_id == owner_id:
            return reference.form == "metonym"
    return False
