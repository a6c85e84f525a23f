"""Verbs as triggers: their subjects, objects and prepositions in the roles of a pattern."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from communique.extract.actors.resolve import DocumentParties, distinct
from communique.extract.clause import Clause, clause_of
from communique.extract.events.admission import admitted
from communique.extract.events.candidate import Candidate, Roles
from communique.extract.events.lexicon import Lexicon, Pattern
from communique.extract.events.recipients import recipients_of
from communique.extract.events.slots import (
    all_parties,
    by_instrument,
    can_act,
    directed,
    named_beside,
    owners,
    side_of,
    together,
    under,
)
from communique.extract.events.unnamed import crowd, is_hosts_alone, unnamed_doers
from communique.extract.factuality_relatives import tells_of_past_act
from communique.extract.places import DocumentPlaces
from communique.records import Party
from communique.syntax import Parsed, Token

ALL_PARTIES = ("with", "between", "among", "and")
_BESIDE = ("npadvmod", "dep", "nsubj")
_OF_DEALS = frozenset({"AGREE", "SUPPORT", "CONSULT", "RETREAT"})
_AIMED = ("with", "to", "against", "for", "from", "on")


def verbal_candidates(
    lexicon: Lexicon,
    parties: DocumentParties,
    token: Token,
    places: DocumentPlaces | None = None,
) -> Iterator[Candidate]:
    """Yield the reading of a verb by its most specific pattern whose roles are filled, if any."""
    if not lexicon.of_verb(token):
        return
    clause = clause_of(parties.parsed, token)
    for pattern in admitted(lexicon, parties.parsed, clause):
        if pattern.habitual and _is_habit(parties.parsed, token):
            continue
        filled = _fill(parties, places, pattern, clause)
        if filled is not None:
            yield Candidate(pattern, token, token, *filled)
            return


def _is_habit(parsed: Parsed, verb: Token) -> bool:
    """Tell whether a present tense tells of a habit: "imports gas from", but not in a headline."""
    sentence = parsed.sentence_of(verb)
    full = parsed.tokens[sentence.end - 1].text in (".", '"', "”")
    return full and verb.tag in ("VBZ", "VBP") and not parsed.children(verb, "aux", "auxpass")


def _fill(
    parties: DocumentParties, places: DocumentPlaces | None, pattern: Pattern, clause: Clause
) -> Roles | None:
    if pattern.frame == "visit" and any(s.text.lower() == "it" for s in clause.subjects):
        return None  # "when it comes to Israel"
    subjects = _doers(parties, places, pattern, clause)
    if pattern.frame == "reciprocal":
        if pattern.weak and clause.passive and not subjects:
            return None  # "ships of the two countries can be seen"
        if clause.subjects and not subjects and not clause.objects:
            return None  # "a ferry shuttled between France and Britain"
        others = all_parties(parties, clause.objects)
        return together(subjects + others + all_parties(parties, clause.governed_by(*ALL_PARTIES)))
    if pattern.frame == "joint":
        everyone = subjects + _partners(parties, pattern, clause)
        return together(everyone) or together(_sides_of_deal(parties, pattern, clause))
    own = {side_of(s) for s in subjects}
    recipients = recipients_of(parties, places, pattern, clause, own)
    if pattern.frame == "receive":
        return directed(pattern, recipients, subjects)
    if pattern.frame == "suffer":
        return directed(pattern, recipients, subjects or owners(parties, clause.subjects))
    of_deed = "maker" in pattern.recipient  # upon whom it was done is no matter
    if pattern.frame == "directed" and pattern.objects and not (recipients or of_deed):
        recipients = all_parties(parties, clause.governed_by(*_AIMED))
    if not recipients and is_hosts_alone(pattern, clause):
        pattern = replace(pattern, alone=True)
    return directed(pattern, subjects, recipients)


def _doers(
    parties: DocumentParties, places: DocumentPlaces | None, pattern: Pattern, clause: Clause
) -> tuple[Party, ...]:
    if pattern.instrument:
        return by_instrument(parties, clause.subjects)
    found = all_parties(parties, clause.subjects) or by_instrument(parties, clause.subjects)
    found = distinct(all_parties(parties, _detached(parties, clause)) + found)
    if not found and not clause.subjects:
        found = unnamed_doers(parties, places, pattern, clause)
    if not found and pattern.actor_owns_object:
        found = owners(parties, clause.objects)
    if not found and pattern.type == "PROTEST":
        found = crowd(parties, clause)
    return found


def _detached(parties: DocumentParties, clause: Clause) -> list[Token]:
    """Return names that the parser left beside the subject: "India, Japan hold drills".

    It may also see two subjects: "Old foes Armenia and Turkey met".
    """
    verb = clause.predicate
    if clause.passive or verb.tag == "VBZ":
        return []
    before = [t for t in parties.parsed.children(verb, *_BESIDE) if t.index < verb.index]
    named = [t for t in before if t.index in parties.references and t not in clause.subjects]
    if not clause.subjects:
        return named
    next_but_one = {s.index - 2 for s in clause.subjects}
    return [t for t in named if t.index in next_but_one or t.dep == "nsubj"]


def _sides_of_deal(parties: DocumentParties, pattern: Pattern, clause: Clause) -> tuple[Party, ...]:
    """Return the two sides of a sentence on a deal that was made without saying by whom.

    "Under a pact signed in Nairobi, Uganda will let Kenyan lorries pass."
    """
    hidden = clause.passive and not clause.subjects and pattern.objects
    if not hidden or pattern.type not in _OF_DEALS:
        return ()
    if not tells_of_past_act(parties.parsed, clause.predicate):
        return ()
    venues = clause.governed_by("in", "at", "by")
    named = named_beside(parties, clause.predicate, venues)
    sides = {side_of(p): p for p in named if can_act(p)}
    return tuple(sides.values()) if len(sides) == 2 else ()


def _partners(parties: DocumentParties, pattern: Pattern, clause: Clause) -> tuple[Party, ...]:
    """Return the others of a joint act: "with" them, or "between" them under an event noun."""
    found = all_parties(parties, clause.governed_by("with", "alongside"))
    for nouns in clause.prepositions.values():
        for noun in nouns:
            found += all_parties(parties, under(parties.parsed, noun, "with"))
    if pattern.objects:
        found += all_parties(parties, clause.governed_by("between", "among", "by"))
    return found
