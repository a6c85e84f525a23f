"""To whom a verb's deed is done: the slots of a pattern, tried in order."""

from __future__ import annotations

from communique.extract.actors.resolve import DocumentParties
from communique.extract.clause import Clause, clause_of
from communique.extract.events.admission import complements
from communique.extract.events.attribution import attributed_to
from communique.extract.events.lexicon import Pattern
from communique.extract.events.slots import all_parties, owners, parties_within, side_of, under
from communique.extract.events.unnamed import by_means, state_at
from communique.extract.events.words import load_words
from communique.extract.places import DocumentPlaces
from communique.records import Party
from communique.syntax import Parsed, Token

_AGAINST = ("against", "on", "to", "at", "with", "for", "from")
_PLACING = ("in", "at")
_TELL_WHEN = frozenset({"after", "amid", "before", "during", "following", "since", "until"})
_TOGETHER = frozenset({"along", "jointly", "together"})
_SCENES = frozenset({"before", "after", "since", "until", "when", "while", "as", "once"})


def recipients_of(
    parties: DocumentParties,
    places: DocumentPlaces | None,
    pattern: Pattern,
    clause: Clause,
    own: set[str],
) -> tuple[Party, ...]:
    """Return the parties of the first slot that holds someone other than the actors.

    Args:
        parties: of the document.
        places: of the document, if they are known.
        pattern: with its slots in order of trial.
        clause: of the verb.
        own: sides of the actors.
    """
    for slot in pattern.recipient:
        whose = slot == "owner" or (slot == "within" and not pattern.objects)
        if whose and any(_is_own(parties, o, own) for o in clause.objects):
            continue
        filled = _slot(parties, clause, slot) or _in_town(parties, places, pattern, clause, slot)
        found = tuple(p for p in filled if side_of(p) not in own and _is_kind(pattern, p))
        shared = slot == "complement-subject" and len(found) < len(filled)
        if found and not shared:
            return found
    return ()


def _in_town(
    parties: DocumentParties,
    places: DocumentPlaces | None,
    pattern: Pattern,
    clause: Clause,
    slot: str,
) -> tuple[Party, ...]:
    """Return the state in whose town someone was attacked: "shot two men in Gothenburg"."""
    if slot != "in" or pattern.type != "ASSAULT":
        return ()
    found = [state_at(parties, places, noun) for noun in clause.governed_by(slot)]
    return next(filter(None, found), ())


def _is_own(parties: DocumentParties, noun: Token, own: set[str]) -> bool:
    """Tell whether a thing is the actor's own: "defended its enforcement of UN sanctions"."""
    owners_of = [t for t in parties.parsed.children(noun, "poss") if t.pos == "PRON"]
    return any(side_of(p) in own for t in owners_of for p in parties.parties(t))


def _slot(parties: DocumentParties, clause: Clause, slot: str) -> tuple[Party, ...]:
    if slot == "object":
        return all_parties(parties, clause.objects)
    if slot == "owner":
        return owners(parties, clause.objects)
    if slot == "maker":
        return owners(parties, clause.objects, complements=False)
    if slot == "complement":
        return _complement_parties(parties, clause)
    if slot == "complement-subject":
        clauses = parties.parsed.children(clause.predicate, "ccomp")
        return all_parties(
            parties, [s for c in clauses for s in clause_of(parties.parsed, c).subjects]
        )
    if slot == "teller":
        teller = attributed_to(parties, clause.predicate)
        return (teller,) if teller is not None else ()
    if slot == "means":
        return by_means(parties, clause)
    if slot == "within":
        below = parties.parsed.children(clause.predicate, "ccomp", "xcomp")
        return parties_within(parties, (*clause.objects, *below))
    nouns = clause.governed_by(slot) or _deeper(parties, clause, slot)
    if slot in _PLACING:
        nouns = tuple(n for n in nouns if n.lemma not in load_words().circumstances)
    return all_parties(parties, nouns) or owners(parties, nouns)


def _deeper(parties: DocumentParties, clause: Clause, slot: str) -> tuple[Token, ...]:
    """Return nouns under a preposition of another phrase ("walked out of talks with Iran")."""
    nouns = [
        n for word, found in clause.prepositions.items() if word not in _TELL_WHEN for n in found
    ]
    return tuple(t for n in nouns for t in under(parties.parsed, n, slot))


def _is_kind(pattern: Pattern, party: Party) -> bool:
    kind = pattern.recipient_kind
    if kind is None:
        return True
    organised = (party.actor_id or "").startswith("organisation/")
    return organised if kind == "organisation" else not organised


def _complement_parties(parties: DocumentParties, clause: Clause) -> tuple[Party, ...]:
    """Return the parties that a clause below mentions as its subject or object."""
    found: tuple[Party, ...] = ()
    for below in _clauses_below(parties.parsed, clause.predicate):
        inner = clause_of(parties.parsed, below)
        found += all_parties(parties, inner.subjects + inner.objects)
        found += owners(parties, inner.objects)
        against = [n for n in inner.governed_by(*_AGAINST) if not _is_company(parties.parsed, n)]
        found += all_parties(parties, against) or owners(parties, against)
    return found


def _is_company(parsed: Parsed, noun: Token) -> bool:
    """Tell whether a noun only names who does it too: "to apply together with Sweden"."""
    preposition = parsed.head(noun)
    return preposition.text.lower() == "with" and any(
        word.text.lower() in _TOGETHER for word in parsed.children(preposition, "advmod")
    )


def _is_of_another_event(parsed: Parsed, clause: Token) -> bool:
    """Tell whether a clause only sets the scene: "before he left for Peru", "when they met"."""
    marks = parsed.children(clause, "mark", "advmod")
    return any(m.text.lower() in _SCENES for m in marks if m.index < clause.index)


def _clauses_below(parsed: Parsed, verb: Token) -> list[Token]:
    """Return the verbs of the clauses under one, with what they help: "vowed to keep sending"."""
    following = [
        t for t in parsed.children(verb, "advcl")
        if t.index > verb.index and not _is_of_another_event(parsed, t)
    ]  # fmt: skip
    found = complements(parsed, verb) + following
    return found + [inner for clause in found for inner in parsed.children(clause, "xcomp")]
