"""Who stands behind an act that names no doer: "was summoned in Tehran", "killed in Saudi strikes".

A passive without agent is the deed of who denies it, of whose weapons did it, of the state on whose
soil only that state can do it, or of who announces it.
"""

from __future__ import annotations

from collections.abc import Iterator

from communique.extract.actors.resolve import DocumentParties
from communique.extract.clause import Clause, impersonal_above
from communique.extract.events.attribution import attributed_to, denier_of
from communique.extract.events.lexicon import Pattern
from communique.extract.events.slots import all_parties, can_act, owners, side_of, under
from communique.extract.events.words import load_words
from communique.extract.places import DocumentPlaces
from communique.extract.places.words import load_place_words
from communique.records import Actor, Party
from communique.syntax import Parsed, Token

_AT = ("in", "at", "from", "inside", "into", "to")
_MEANS = ("in", "by", "from", "during", "under", "after")
_OPPONENT = ("with", "by", "from")


def unnamed_doers(
    parties: DocumentParties, places: DocumentPlaces | None, pattern: Pattern, clause: Clause
) -> tuple[Party, ...]:
    """Return who did what a clause without subject or agent tells, or nobody.

    Args:
        parties: who the phrases of the document stand for.
        places: of the document, for towns that are no capitals.
        pattern: the pattern that reads the clause.
        clause: a passive without agent, or an infinitive without subject.
    """
    denier = denier_of(parties, clause.predicate)
    if denier:
        return denier
    if pattern.type == "ASSAULT" and clause.passive:
        return by_means(parties, clause)
    ordered = owners(parties, _orders(clause))
    if ordered:
        return ordered
    if pattern.on_own_soil and _is_done_to_party(parties, pattern, clause):
        host = _host(parties, places, clause)
        if host:
            return host
    if not (pattern.performative or pattern.announced):
        return ()
    speaker = attributed_to(parties, clause.predicate)
    return (speaker,) if speaker is not None and speaker.country else ()


def _orders(clause: Clause) -> tuple[Token, ...]:
    """Return the orders on which it was done: "closed on the orders of the Somali government"."""
    words = load_words().orders
    return tuple(n for n in clause.governed_by("on", "by", "at", "under") if n.lemma in words)


def by_means(parties: DocumentParties, clause: Clause) -> tuple[Party, ...]:
    """Return whose strikes did it, or with whom the fight was in which someone fell."""
    violence = load_words().violence
    means = clause.governed_by(*_MEANS)
    if clause.predicate.dep == "relcl" and any(n.text == "which" for n in means):
        means += (parties.parsed.head(clause.predicate),)
    for noun in means:
        if not {noun.lemma, noun.text.lower()} & violence:
            continue
        hurt = {side_of(p) for p in _victims(parties, clause)}
        found = owners(parties, (noun,), complements=False)
        found += all_parties(parties, _opponents(parties.parsed, noun))
        others = tuple(p for p in found if side_of(p) not in hurt)
        if others:
            return others
    return ()


def _victims(parties: DocumentParties, clause: Clause) -> tuple[Party, ...]:
    """Return whom it was done to: the object, or who died."""
    nouns = clause.objects or clause.subjects
    return all_parties(parties, nouns) + owners(parties, nouns)


def _opponents(parsed: Parsed, noun: Token) -> tuple[Token, ...]:
    """Return the nouns of "clashes with X", "fire from X" and "an exchange of fire with X"."""
    return under(parsed, noun, *_OPPONENT)


def _is_done_to_party(parties: DocumentParties, pattern: Pattern, clause: Clause) -> bool:
    """Tell whether it is done to someone's people or to a thing that the pattern names."""
    if pattern.objects - {"any"}:
        return True
    return any(p.country for p in all_parties(parties, clause.objects))


def is_hosts_alone(pattern: Pattern, clause: Clause) -> bool:
    """Tell whether a state deals with envoys without saying whose: "envoys were summoned in"."""
    if not (pattern.on_own_soil and clause.passive) or clause.subjects:
        return False
    envoys = pattern.objects - {"any"}
    return any({o.lemma, o.text.lower()} & envoys for o in clause.objects)


def _host(
    parties: DocumentParties, places: DocumentPlaces | None, clause: Clause
) -> tuple[Party, ...]:
    """Return the one state on whose soil it was done, other than the state it was done to."""
    done_to = {side_of(p) for p in _victims(parties, clause)}
    for noun in _soil(parties.parsed, clause):
        for party in state_at(parties, places, noun):
            if side_of(party) not in done_to:
                return (party,)
    return _only_other(parties, clause, done_to)


def state_at(
    parties: DocumentParties, places: DocumentPlaces | None, noun: Token
) -> tuple[Party, ...]:
    """Return the state that a noun of place names, or in which its town lies.

    Many towns share a name: one counts only if the document names its state as well.
    """
    named = [p for p in all_parties(parties, (noun,)) if (p.actor_id or "").startswith("state/")]
    if named or places is None:
        return tuple(filter(can_act, named))
    part = noun.text.lower() in load_place_words().parts
    towns = under(parties.parsed, noun, "of") if part else (noun,) if noun.pos == "PROPN" else ()
    found = [place for town in towns if (place := places.place_of(town)) is not None]
    known = parties.context.knowledge.actors
    ids = {r.actor_id for r in parties.references.values()} | set(parties.modifiers.values())
    states = [f"state/{place.country}" for place in found if place.country]
    return tuple(
        _as_party(known[state], noun) for state in states if state in known and state in ids
    )


def _as_party(state: Actor, noun: Token) -> Party:
    return Party(
        name=state.name, actor_id=state.actor_id, country=state.country,
        sector=state.sectors[0] if state.sectors else None, span=noun.span,
    )  # fmt: skip


def _soil(parsed: Parsed, clause: Clause) -> Iterator[Token]:
    """Yield the nouns that can name where it was done, the most telling first."""
    verb = clause.predicate
    for below in parsed.children(verb, "xcomp", "advcl", "acl", "ccomp"):
        if below.lemma in load_words().leaving_verbs:
            yield from parsed.children(below, "dobj")
    yield from clause.governed_by(*_AT)
    for noun in clause.governed_by("to", "at"):
        yield from under(parsed, noun, "in")
    for noun in clause.objects:
        yield from under(parsed, noun, "in", "at", "to")
        yield from _deep_places(parsed, noun)
        for told in parsed.children(noun, "acl", "relcl"):
            yield from clause_places(parsed, told)
    above = impersonal_above(parsed, verb)
    if above is not None:
        yield from clause_places(parsed, above)
    for noun in clause.objects:  # "envoys of states that had voted against Serbia"
        for word in parsed.subtree(noun):
            if word.dep == "pobj" and parsed.head(word).text == "against":
                yield word


def _deep_places(parsed: Parsed, noun: Token) -> Iterator[Token]:
    """Yield where something is that a noun is about: "the licence of the Danish bank in Minsk"."""
    for word in parsed.subtree(noun):
        if word.dep == "pobj" and parsed.head(word).text.lower() in ("in", "at"):
            yield word


def clause_places(parsed: Parsed, verb: Token) -> Iterator[Token]:
    """Yield the nouns under the local prepositions of a verb."""
    for preposition in parsed.children(verb, "prep"):
        if preposition.text.lower() in _AT:
            yield from parsed.children(preposition, "pobj")


def _only_other(parties: DocumentParties, clause: Clause, done_to: set[str]) -> tuple[Party, ...]:
    """Return the one other state of a sentence in which "it was decided" without saying by whom."""
    if impersonal_above(parties.parsed, clause.predicate) is None:
        return ()
    sentence = parties.parsed.sentence_of(clause.predicate)
    named = [p for p in parties.within(sentence.span) if (p.actor_id or "").startswith("state/")]
    others = {side_of(p): p for p in named if side_of(p) not in done_to}
    return tuple(others.values()) if len(others) == 1 else ()


def crowd(parties: DocumentParties, clause: Clause) -> tuple[Party, ...]:
    """Return the people of the state where protesters without a nationality are."""
    people = [s for s in clause.subjects if s.lemma in load_words().crowds]
    if not people:
        return ()
    objects = [n for o in clause.objects for n in under(parties.parsed, o, "in")]
    near = clause.governed_by("outside", "at")
    outside = [n for missions in near for n in under(parties.parsed, missions, "in")]
    for noun in (*clause.governed_by("in", "across"), *objects, *outside):
        for party in all_parties(parties, (noun,)):
            if (party.actor_id or "").startswith("state/"):
                return (
                    Party(
                        name=people[0].text, country=party.country, sector="CVL",
                        span=people[0].span,
                    ),
                )  # fmt: skip
    return ()
