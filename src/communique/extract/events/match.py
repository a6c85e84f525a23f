"""Patterns against a parse: which predicates are triggers, and which phrases fill their roles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.extract.clause import Clause, clause_of
from communique.extract.events.attribution import attributed_to
from communique.extract.events.lexicon import Lexicon, Pattern
from communique.extract.resolve import DocumentParties, distinct
from communique.extract.roles import load_roles
from communique.records import Party
from communique.syntax import Parsed, Token

_ALL_PARTIES = ("with", "between", "among", "and")
_PROVIDING = frozenset({"provide", "supply", "present", "furnish", "equip"})
_AGAINST = ("against", "on", "to", "at", "with", "for")
_DURING = frozenset({"during", "in", "at", "after", "following", "before", "amid", "on"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A trigger with its pattern and parties, before factuality, time and place.

    ``governor`` is the verb that decides whether it happened: the trigger itself, or the verb
    over an event noun.
    """

    pattern: Pattern
    trigger: Token
    governor: Token
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]


def find_candidates(lexicon: Lexicon, parties: DocumentParties) -> Iterator[Candidate]:
    """Yield every trigger whose roles are filled, in text order, verbs before nouns."""
    parsed = parties.parsed
    for token in parsed.tokens:
        if token.pos in ("VERB", "AUX") or (token.tag.startswith("VB") and token.dep != "aux"):
            yield from _verbal(lexicon, parties, token)
        elif token.pos in ("NOUN", "PROPN"):
            yield from _nominal(lexicon, parties, token)


def _verbal(lexicon: Lexicon, parties: DocumentParties, token: Token) -> Iterator[Candidate]:
    patterns = lexicon.verbs.get(token.lemma, ())
    if not patterns:
        return
    clause = clause_of(parties.parsed, token)
    for pattern in sorted(patterns, key=_specificity, reverse=True):
        if not _admits(parties.parsed, pattern, clause):
            continue
        filled = _fill(parties, pattern, clause)
        if filled is not None:
            yield Candidate(pattern, token, token, *filled)
            return


def _specificity(pattern: Pattern) -> tuple[bool, bool, bool]:
    return bool(pattern.objects), bool(pattern.complement - {"any"}), pattern.particle is not None


def _admits(parsed: Parsed, pattern: Pattern, clause: Clause) -> bool:
    """Check the words that a pattern asks for and those that rule it out."""
    verb = clause.predicate
    if pattern.particle is not None:
        near = parsed.tokens[verb.index + 1 : verb.index + 5]
        attached = {c.text.lower() for c in parsed.children(verb, "prt", "advmod", "prep", "acomp")}
        if pattern.particle not in attached and pattern.particle not in {t.text.lower() for t in near[:2]}:
            return False
    objects = [t for o in clause.objects for t in parsed.conjuncts(o)]
    objects += [c for o in clause.objects for c in parsed.children(o, "compound")]
    if verb.lemma in _PROVIDING:
        objects += clause.governed_by("with")
    lemmas = {word for t in objects for word in (t.lemma, t.text.lower())}
    if pattern.particle is not None:
        governed = clause.governed_by(pattern.particle)
        lemmas |= {w for t in governed for w in (t.lemma, t.text.lower())}
    if pattern.objects and not lemmas & pattern.objects:
        return False
    if pattern.not_objects & lemmas:
        return False
    if pattern.complement:
        return any(
            c.lemma in pattern.complement or "any" in pattern.complement
            for c in parsed.children(verb, "xcomp", "ccomp")
            if _looks_ahead(parsed, c)
        )
    return True


def _looks_ahead(parsed: Parsed, verb: Token) -> bool:
    """Tell whether a clause is an infinitive or has a modal: what one agrees or vows to do."""
    auxiliaries = parsed.children(verb, "aux")
    return any(a.text.lower() == "to" or a.tag == "MD" for a in auxiliaries)


def _fill(
    parties: DocumentParties, pattern: Pattern, clause: Clause
) -> tuple[tuple[Party, ...], tuple[Party, ...]] | None:
    subjects = _all(parties, clause.subjects) or _by_instrument(parties, clause.subjects)
    if not subjects and not clause.subjects and (pattern.performative or pattern.announced):
        speaker = attributed_to(parties, clause.predicate)
        subjects = (speaker,) if speaker is not None and speaker.country else ()
    if not subjects and pattern.actor_owns_object:
        subjects = owners(parties, clause.objects)
    if pattern.frame == "reciprocal":
        others = _all(parties, clause.objects) + _all(parties, clause.governed_by(*_ALL_PARTIES))
        return _together(subjects + others)
    if pattern.frame == "joint":
        return _together(subjects + _partners(parties, pattern, clause))
    recipients = _recipients(parties, pattern, clause, {_country(s) for s in subjects})
    if pattern.frame in ("visit", "receive"):
        host_first = pattern.frame == "receive"
        actors = recipients if host_first else subjects
        return _directed(parties, pattern, actors, subjects if host_first else recipients)
    if pattern.objects and not recipients:
        recipients = _all(parties, clause.governed_by("with", "to", "against", "for", "from", "on"))
    return _directed(parties, pattern, subjects, recipients)


def _partners(parties: DocumentParties, pattern: Pattern, clause: Clause) -> tuple[Party, ...]:
    """Return the others of a joint act: "with" them, or "between" them under an event noun."""
    found = _all(parties, clause.governed_by("with", "alongside"))
    for nouns in clause.prepositions.values():
        for noun in nouns:
            found += _all(parties, _under(parties.parsed, noun, "with"))
    if pattern.objects:
        found += _all(parties, clause.governed_by("between", "among", "by"))
    return found


def _by_instrument(parties: DocumentParties, nouns: tuple[Token, ...]) -> tuple[Party, ...]:
    """Return whose strikes, missiles or decrees do it ("an Israeli strike killed")."""
    instruments = load_roles().instruments
    return owners(parties, tuple(n for n in nouns if n.text.lower() in instruments))


def _recipients(
    parties: DocumentParties, pattern: Pattern, clause: Clause, own: set[str]
) -> tuple[Party, ...]:
    """Return the parties of the first slot that holds someone other than the actors."""
    for slot in pattern.recipient:
        if slot == "object":
            found = _all(parties, clause.objects)
        elif slot == "owner":
            found = owners(parties, clause.objects)
        elif slot == "complement":
            found = _complement_parties(parties, clause)
        else:
            nouns = clause.governed_by(slot)
            found = _all(parties, nouns) or owners(parties, nouns)
        found = tuple(p for p in found if _country(p) not in own and _is_kind(pattern, p))
        if found:
            return found
    return ()


def _is_kind(pattern: Pattern, party: Party) -> bool:
    kind = pattern.recipient_kind
    if kind is None:
        return True
    organised = (party.actor_id or "").startswith("organisation/")
    return organised if kind == "organisation" else not organised


def _complement_parties(parties: DocumentParties, clause: Clause) -> tuple[Party, ...]:
    """Return the parties that a clause below mentions as its subject or object."""
    found: tuple[Party, ...] = ()
    for below in parties.parsed.children(clause.predicate, "ccomp", "xcomp", "advcl"):
        inner = clause_of(parties.parsed, below)
        found += _all(parties, inner.subjects + inner.objects) + owners(parties, inner.objects)
        found += _all(parties, inner.governed_by(*_AGAINST))
    return found


def _nominal(lexicon: Lexicon, parties: DocumentParties, token: Token) -> Iterator[Candidate]:
    lemma = token.lemma if token.lemma in lexicon.nouns else token.text.lower()
    for pattern in lexicon.nouns.get(lemma, ()):
        governor = _governor(parties.parsed, token)
        light = governor is not None and governor.lemma in lexicon.light_verbs
        clause = clause_of(parties.parsed, governor) if light and governor is not None else None
        filled = _fill_noun(parties, pattern, token, clause)
        if filled is not None:
            yield Candidate(pattern, token, governor or token, *filled)
            return


def _governor(parsed: Parsed, token: Token) -> Token | None:
    return next((a for a in parsed.ancestors(token) if a.pos in ("VERB", "AUX")), None)


def _fill_noun(
    parties: DocumentParties, pattern: Pattern, noun: Token, clause: Clause | None
) -> tuple[tuple[Party, ...], tuple[Party, ...]] | None:
    parsed = parties.parsed
    holders = _all(parties, _possessors(parsed, noun))
    doers = holders + _all(parties, _under(parsed, noun, "by"))
    if clause is not None:
        in_object = noun in {t for o in clause.objects for t in parsed.conjuncts(o)}
        if in_object or noun in clause.governed_by("in", "for", "to"):
            doers = _all(parties, clause.subjects) + doers
    if pattern.frame in ("reciprocal", "joint"):
        others = _all(parties, _under(parsed, noun, *_ALL_PARTIES, "of"))
        if clause is not None:
            others += _all(parties, clause.governed_by(*_ALL_PARTIES))
        modifiers = owners(parties, (noun,), complements=False)
        everyone = distinct(doers + others)
        if len({_country(p) for p in everyone}) < 2:
            everyone = distinct(everyone + modifiers)
        if len({_country(p) for p in everyone}) < 2 and everyone:
            everyone = distinct(_setting(parties, noun) + everyone)
        return _together(everyone)
    if not doers:
        doers = owners(parties, (noun,), complements=False)
    recipients: tuple[Party, ...] = ()
    for slot in pattern.recipient:
        if slot not in ("object", "owner", "complement"):
            under = _under(parsed, noun, slot)
            recipients = _all(parties, under) or owners(parties, under)
            if not recipients and clause is not None:
                recipients = _all(parties, clause.governed_by(slot))
        if recipients:
            break
    if pattern.frame == "visit" and not recipients:
        recipients = owners(parties, (noun,), complements=False)
    return _directed(parties, pattern, doers, recipients)


def _possessors(parsed: Parsed, noun: Token) -> list[Token]:
    """Return whose the noun is, also when coordination shares it ("his presence at A and talks")."""
    current = noun
    for _ in range(4):
        found = parsed.children(current, "poss")
        if found:
            return found
        above = parsed.head(current)
        shared = current.dep == "conj" or (current.dep == "pobj" and current is not noun)
        if current.dep == "prep" and current is not noun:
            shared = above.pos == "NOUN"
        if not shared:
            return []
        current = above
    return []


def _setting(parties: DocumentParties, noun: Token) -> tuple[Party, ...]:
    """Return who does what the sentence tells "during" or "after" the talks: one of their parties."""
    parsed = parties.parsed
    preposition = parsed.head(noun)
    if noun.dep != "pobj" or preposition.text.lower() not in _DURING:
        return ()
    governor = _governor(parsed, noun)
    return _all(parties, clause_of(parsed, governor).subjects) if governor is not None else ()


def _under(parsed: Parsed, noun: Token, *prepositions: str) -> tuple[Token, ...]:
    """Return the nouns under a noun's prepositions, also where the parser hung them one deeper."""
    found: list[Token] = []
    direct = parsed.children(noun, "prep", "agent")
    inner = [n for p in direct for n in parsed.children(p, "pobj")]
    for preposition in direct + [q for n in inner for q in parsed.children(n, "prep", "agent")]:
        if preposition.text.lower() in prepositions:
            found += parsed.children(preposition, "pobj")
    return tuple(found)


def _all(parties: DocumentParties, nouns: tuple[Token, ...] | list[Token]) -> tuple[Party, ...]:
    found: list[Party] = []
    for noun in nouns:
        if noun.pos in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET"):
            found += parties.parties(noun)
    return distinct(p for p in found if p.country or p.actor_id)


def owners(
    parties: DocumentParties, nouns: tuple[Token, ...], *, complements: bool = True
) -> tuple[Party, ...]:
    """Return the states and organisations to which things belong ("the Israeli strikes")."""
    found: list[Party] = []
    for noun in nouns:
        for part in parties.parsed.conjuncts(noun):
            for owner_id in parties.country_owner(part, complements=complements):
                if not complements and _is_venue(parties, part, owner_id):
                    continue
                actor = parties.actor(owner_id)
                found.append(
                    Party(
                        name=actor.name, actor_id=actor.actor_id, country=actor.country,
                        sector=actor.sectors[0] if actor.sectors else None, span=part.span,
                    )  # fmt: skip
                )
    return distinct(found)


def _is_venue(parties: DocumentParties, noun: Token, owner_id: str) -> bool:
    """Tell whether a capital before an event noun is its place ("the Astana meeting")."""
    for child in parties.parsed.children(noun, "compound", "nmod", "amod"):
        reference = parties.references.get(child.index)
        if reference is not None and reference.actor_id == owner_id:
            return reference.form == "metonym"
    return False


def _country(party: Party) -> str:
    """Return what tells one side from another: a country, or a group by itself."""
    if party.actor_id and party.actor_id.startswith("group/"):
        return party.actor_id
    return party.country or party.actor_id or party.name


def _together(everyone: tuple[Party, ...]) -> tuple[tuple[Party, ...], tuple[Party, ...]] | None:
    """Accept a joint event of at least two parties that are not all of one country."""
    kept = distinct(everyone)
    if len({_country(p) for p in kept}) < 2:
        return None
    return _without_doubles(kept), ()


def _without_doubles(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """Drop a bare state where someone who acts for it stands beside it."""
    acting = {p.country for p in parties if p.country and not (p.actor_id or "").startswith("state/")}
    return tuple(
        p for p in parties if not ((p.actor_id or "").startswith("state/") and p.country in acting)
    )


def _directed(
    parties: DocumentParties,
    pattern: Pattern,
    actors: tuple[Party, ...],
    recipients: tuple[Party, ...],
) -> tuple[tuple[Party, ...], tuple[Party, ...]] | None:
    """Accept an act of someone on someone of another country, or alone if the pattern allows."""
    own = {_country(a) for a in actors}
    others = tuple(r for r in recipients if _country(r) not in own)
    if not actors or (not others and not pattern.alone):
        return None
    return _without_doubles(distinct(actors)), _without_doubles(others)
