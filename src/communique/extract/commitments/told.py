"""What was told of a deed, made into a draft: shared by verbs, nouns and schedules."""

from __future__ import annotations

from dataclasses import dataclass, replace

from communique.extract.commitments.clauses import SUBJECTS, auxiliary, is_negated, preposed
from communique.extract.commitments.conditions import find_condition, without_condition
from communique.extract.commitments.draft import Draft, Several, parties_of, without
from communique.extract.commitments.lexicon import Lexicon
from communique.extract.commitments.wording import clause_span
from communique.extract.parties import Parties
from communique.records import CommitmentKind, CommitmentState
from communique.spans import Span
from communique.syntax import Parsed, Token

_MEETING = frozenset({"meet", "reconvene", "convene", "gather"})


@dataclass(frozen=True, slots=True)
class Told:
    """What is to be done: the word that tells it, its verb if it has one, its words."""

    kind: CommitmentKind
    trigger: Token
    verb: Token | None
    what: Span


def make_draft(
    parsed: Parsed, deed: Told, by: Several, to: Several, parties: Parties, lexicon: Lexicon
) -> Draft:
    """Fill in to whom: those addressed, else those named in the words, else one another."""
    condition = find_condition(parsed, deed.trigger, deed.verb, lexicon)
    deed = replace(deed, what=without_condition(parsed, deed.what, condition))
    together = deed.verb is not None and lexicon.has("mutual", deed.verb.lemma)
    if together and len(by) > 1 and not to and not _has_partner(parsed, deed.verb):
        to = by
    else:
        to = without(to or _named(parsed, deed, parties), by)
    if not to and len(by) > 1 and (deed.kind == "agreement" or together):
        to = by
    return Draft(
        kind=_appointment(deed, by, parsed) or deed.kind,
        trigger=deed.trigger,
        by=by,
        to=to,
        what=deed.what,
        deed=deed.verb,
        reach=deed.what,
        state=had_been(deed.kind, parsed, deed.trigger),
        condition=condition,
    )


def _appointment(deed: Told, by: Several, parsed: Parsed) -> CommitmentKind | None:
    """Tell that those who "agreed to meet again in Granada in October" have made a plan."""
    meets = deed.kind == "agreement" and deed.verb is not None and deed.verb.lemma in _MEETING
    dated = any(t.entity in ("DATE", "TIME") for t in parsed.tokens_in(deed.what))
    return "plan" if meets and dated and len(by) > 1 else None


def _has_partner(parsed: Parsed, verb: Token | None) -> bool:
    """Tell whether someone else is met: "to meet Assad", "to talk with Iran"."""
    if verb is None:
        return False
    met = parsed.child(verb, "dobj")
    named = met is not None and met.pos == "PROPN"
    return named or preposed(parsed, verb, "with") is not None


def _named(parsed: Parsed, deed: Told, parties: Parties) -> Several:
    """Return who is named in the words, without the place where it is to happen."""
    named = parties.within(deed.what)
    if deed.verb is None:
        return named
    places = [
        parsed.span_of(parsed.subtree(t))
        for t in parsed.children(deed.verb, "prep")
        if t.lemma in ("in", "at")
    ]
    return tuple(
        p for p in named if p.span is None or not any(place.covers(p.span) for place in places)
    )


def had_been(kind: CommitmentKind, parsed: Parsed, trigger: Token) -> CommitmentState:
    """Tell what "had planned", "had hoped" say: nobody knows from it what became of the plan."""
    past = trigger.tag == "VBN" and any(t.tag == "VBD" for t in parsed.children(trigger, "aux"))
    told = trigger.dep == "ROOT" and kind in ("plan", "expectation")
    return "unknown" if past and told else "open"


def make_expectation(
    parsed: Parsed,
    trigger: Token,
    deed: Token | None,
    what: Span,
    holder: Several,
    parties: Parties,
    lexicon: Lexicon,
) -> Draft | None:
    """Read who is expected to act: the subject of the deed, else whoever expects it."""
    if deed is not None and lexicon.has("stative", deed.lemma):
        return None
    actor = parsed.child(deed, *SUBJECTS) if deed is not None else None
    if actor is None and deed is not None and deed.dep != "xcomp":
        actor = parsed.child(trigger, "dobj")
    by = parties_of(parsed, actor, parties)
    if actor is not None and not by:
        return None
    to = holder if by else ()
    told = Told("expectation", trigger, deed, what)
    return make_draft(parsed, told, by or holder, to, parties, lexicon)


def is_ahead(parsed: Parsed, clause: Token) -> bool:
    """Tell whether a clause is about what will be done."""
    ahead = auxiliary(parsed, clause, "will", "would", "shall")
    counterfactual = auxiliary(parsed, clause, "have")
    return ahead and not counterfactual and not is_negated(parsed, clause)


def clause_words(parsed: Parsed, clause: Token) -> Span:
    """Return the words of a clause from its verb on, with a subject that is no actor."""
    own = parsed.child(clause, *SUBJECTS)
    if own is None or own.pos != "NOUN" or own.index > clause.index:
        return clause_span(parsed, clause, clause.index)
    happening = clause.lemma in ("take", "happen", "be")
    first = own.index if happening else min(t.index for t in parsed.subtree(own))
    return clause_span(parsed, clause, first)
