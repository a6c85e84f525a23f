"""Pledges, agreements and hopes told with a noun: "signed a deal to", "expressed hope that"."""

from __future__ import annotations

from dataclasses import replace

from communique.extract.commitments.clauses import (
    infinitive,
    is_asserted,
    is_passive,
    preposed,
    subject,
)
from communique.extract.commitments.draft import Draft, parties_of
from communique.extract.commitments.lexicon import Lexicon
from communique.extract.commitments.told import (
    Told,
    clause_words,
    is_ahead,
    make_draft,
    make_expectation,
)
from communique.extract.commitments.wording import clause_span, verb_phrase
from communique.extract.parties import Parties
from communique.spans import Span, hull
from communique.syntax import Parsed, Token


def read_noun(parsed: Parsed, noun: Token, parties: Parties, lexicon: Lexicon) -> Draft | None:
    """Read "signed an agreement to", "set a goal of", "expressed hope that"."""
    frame, verb = lexicon.nouns.get(noun.lemma), parsed.head(noun)
    if frame is None or noun.pos != "NOUN" or noun.dep not in ("dobj", "nsubjpass"):
        return None
    if verb.lemma not in frame.verbs or not is_asserted(parsed, verb, lexicon):
        return None
    deed = infinitive(parsed, noun) or infinitive(parsed, verb)
    clause = None
    if frame.kind in ("expectation", "pledge"):
        clauses = parsed.children(noun, "acl", "ccomp", "relcl") + parsed.children(verb, "ccomp")
        clause = next((c for c in clauses if c.index > noun.index and is_ahead(parsed, c)), None)
    deed = deed if clause is None else clause
    actor = preposed(parsed, verb, "by") if is_passive(parsed, verb) else subject(parsed, verb)
    holder = parties_of(parsed, actor, parties)
    if deed is not None:
        what = verb_phrase(parsed, deed) if clause is None else clause_words(parsed, deed)
    else:
        deed, gerund = _of_gerund(parsed, noun)
        if gerund is None:
            return None
        what = gerund
    if not holder:
        return None
    if frame.kind == "expectation":
        return make_expectation(parsed, verb, deed, what, holder, parties, lexicon)
    partner = preposed(parsed, noun, "with") or preposed(parsed, verb, "with")
    told = Told(frame.kind, verb, deed, what)
    draft = make_draft(parsed, told, holder, parties_of(parsed, partner, parties), parties, lexicon)
    return replace(draft, reach=hull([what, *_times_after(parsed, verb, noun)]))


def _times_after(parsed: Parsed, verb: Token, noun: Token) -> list[Span]:
    """Return the phrases after the noun that may hold the due time ("by 2028")."""
    return [
        parsed.span_of(parsed.subtree(t))
        for t in parsed.children(verb, "prep")
        if t.index > noun.index and t.lemma in ("by", "before", "within", "in", "until")
    ]


def _of_gerund(parsed: Parsed, noun: Token) -> tuple[Token | None, Span | None]:
    """Read "a goal of raising trade", also where the parse takes the gerund for an adjective."""
    for prep in parsed.children(noun, "prep"):
        gerund, inner = parsed.child(prep, "pcomp"), parsed.child(prep, "pobj")
        if prep.lemma != "of":
            continue
        if gerund is not None:
            return gerund, verb_phrase(parsed, gerund)
        taken = parsed.child(inner, "amod") if inner is not None else None
        if taken is not None and taken.tag == "VBG" and taken.index == prep.index + 1:
            return None, clause_span(parsed, prep, taken.index)
    return None, None
