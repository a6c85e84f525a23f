"""What was told of a deed, made into a draft: shared by verbs, nouns and schedules."""

from __future__ import annotations

from dataclasses import dataclass

from communique.extract.commitments.clauses import SUBJECTS, auxiliary, is_negated
from communique.extract.commitments.draft import Draft, Several, parties_of, without
from communique.extract.commitments.lexicon import Lexicon
from communique.extract.commitments.wording import clause_span
from communique.extract.parties import Parties
from communique.records import CommitmentKind, CommitmentState
from communique.spans import Span
from communique.syntax import Parsed, Token


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
    to = without(to or _named(parsed, deed, parties), by)
    together = deed.verb is not None and lexicon.has("mutual", deed.verb.lemma)
    if not to and len(by) > 1 and (deed.kind == "agreement" or together):
        to = by
    return Draft(
        kind=deed.kind,
        trigger=deed.trigger,
        by=by,
        to=to,
        what=deed.what,
        deed=deed.verb,
        reach=deed.what,
        state=_state(deed.kind, parsed, deed.trigger),
    )


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


def _state(kind: CommitmentKind, parsed: Parsed, trigger: Token) -> CommitmentState:
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
    happening = own is not None and own.pos == "NOUN" and clause.lemma in ("take", "happen", "be")
    return clause_span(parsed, clause, own.index if happening and own is not None else clause.index)
