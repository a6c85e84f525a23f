"""Verbs as triggers: their subjects, objects and prepositions in the roles of a pattern."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from communique.extract.actors.resolve import DocumentParties, distinct
from communique.extract.clause import Clause, clause_of
from communique.extract.events.admission import admitted, complements
from communique.extract.events.attribution import attributed_to
from communique.extract.events.candidate import Candidate, Roles
from communique.extract.events.lexicon import Lexicon, Pattern
from communique.extract.events.slots import (
    all_parties,
    by_instrument,
    can_act,
    directed,
    named_beside,
    owners,
    parties_within,
    side_of,
    together,
    under,
)
from communique.extract.events.unnamed import (
    by_means,
    crowd,
    is_hosts_alone,
    state_at,
    unnamed_doers,
)
from communique.extract.events.words import load_words
from communique.extract.factuality_relatives import tells_of_past_act
from communique.extract.places import DocumentPlaces
from communique.records import Party
from communique.syntax import Parsed, Token

ALL_PARTIES = ("with", "between", "among", "and")
_AGAINST = ("against", "on", "to", "at", "with", "for", "from")
_PLACING = ("in", "at")
_TELL_WHEN = frozenset({"after", "amid", "before", "during", "following", "since", "until"})
_TOGETHER = frozenset({"along", "jointly", "together"})
_SCENES = frozenset({"before", "after", "since", "until", "when", "while", "as", "once"})
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
    recipients = _recipients(parties, places, pattern, clause, own)
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


def _recipients(
    parties: DocumentParties,
    places: DocumentPlaces | None,
    pattern: Pattern,
    clause: Clause,
    own: set[str],
) -> tuple[Party, ...]:
    """Return the parties of the first slot that holds someone other than the actors."""
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
