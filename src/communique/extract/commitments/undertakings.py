"""Pledges, agreements, plans and expectations, by their verbs."""

from __future__ import annotations

from communique.extract.commitments.clauses import (
    SUBJECTS,
    infinitive,
    is_asserted,
    is_passive,
    preposed,
    subject,
)
from communique.extract.commitments.draft import Draft, Several, parties_of
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
from communique.spans import Span
from communique.syntax import Parsed, Token


def read_verb(parsed: Parsed, verb: Token, parties: Parties, lexicon: Lexicon) -> Draft | None:
    """Read "promised to visit", "agreed on a truce", "expected a treaty by the end of the year"."""
    frame = lexicon.verbs.get(verb.lemma)
    if frame is None or verb.pos != "VERB" or not is_asserted(parsed, verb, lexicon):
        return None
    forward = any(t.lemma == "forward" for t in parsed.children(verb, "advmod", "prt"))
    if is_passive(parsed, verb) or (verb.lemma == "look" and not forward):
        return None
    by = _undertaker(parsed, verb, parties)
    if not by:
        return None
    found = _complement(parsed, verb, frame.frames, lexicon)
    if found is None:
        return None
    deed, what = found
    if deed is not None and _is_idle(parsed, verb, deed, lexicon):
        return None
    to = _addressees(parsed, verb, parties)
    if frame.kind == "expectation":
        return make_expectation(parsed, verb, deed, what, by, parties, lexicon)
    return make_draft(parsed, Told(frame.kind, verb, deed, what), by, to, parties, lexicon)


def _is_idle(parsed: Parsed, verb: Token, deed: Token, lexicon: Lexicon) -> bool:
    """Tell whether a deed says nothing one could check: "decided to act", "aims to bolster"."""
    if lexicon.has("idle", deed.lemma) and parsed.child(deed, "dobj", "prep") is None:
        return True
    return verb.lemma == "aim" and deed.lemma not in lexicon.deeds


def _undertaker(parsed: Parsed, verb: Token, parties: Parties) -> Several:
    """Return the subject of a verb; of "said that borders were safe and promised aid", who said."""
    actor = subject(parsed, verb)
    above = parsed.head(verb)
    borrowed = verb.dep == "conj" and parsed.child(verb, *SUBJECTS) is None
    if borrowed and above.dep == "ccomp" and actor is not None and parties.party(actor) is None:
        speaker = subject(parsed, parsed.head(above))
        if speaker is not None and not parties.parties(actor):
            return parties_of(parsed, speaker, parties)
    return parties_of(parsed, actor, parties)


def _complement(
    parsed: Parsed, verb: Token, frames: frozenset[str], lexicon: Lexicon
) -> tuple[Token | None, Span] | None:
    """Return the deed and its words in the first frame that the sentence fills."""
    deed = infinitive(parsed, verb)
    if deed is not None:
        return (deed, verb_phrase(parsed, deed)) if "infinitive" in frames else None
    clause = next((c for c in parsed.children(verb, "ccomp") if c.index > verb.index), None)
    if clause is not None and "clause" in frames and is_ahead(parsed, clause):
        return clause, clause_words(parsed, clause)
    if "gerund" in frames:
        for prep in parsed.children(verb, "prep"):
            gerund = parsed.child(prep, "pcomp")
            if prep.lemma == "to" and gerund is not None:
                return gerund, verb_phrase(parsed, gerund)
    return _noun_complement(parsed, verb, frames, lexicon)


def _noun_complement(
    parsed: Parsed, verb: Token, frames: frozenset[str], lexicon: Lexicon
) -> tuple[Token | None, Span] | None:
    preps = {"topic": ("on", "to", "upon"), "for": ("for",)}
    noun = parsed.child(verb, "dobj") if "object" in frames else None
    for frame, words in preps.items():
        if noun is None and frame in frames:
            noun = preposed(parsed, verb, *words)
    if noun is None or lexicon.has("quantity_changes", noun.lemma):
        return None
    heads = [noun, *parsed.conjuncts(noun)]
    if not any(lexicon.has("deals", t.lemma) for t in heads) or noun.entity in ("DATE", "TIME"):
        return None
    if any(c.lemma == "no" for c in parsed.children(noun, "det")):
        return None
    first = min(t.index for t in parsed.subtree(noun))
    return None, clause_span(parsed, verb, first)


def _addressees(parsed: Parsed, verb: Token, parties: Parties) -> Several:
    found: list[Token | None] = [preposed(parsed, verb, "with")]
    found += parsed.children(verb, "dative")
    if verb.lemma in ("promise", "assure", "pledge"):
        given = parsed.child(verb, "dobj")
        found.append(given)
        for holder in (verb, given):
            if holder is not None:
                found.append(preposed(parsed, holder, "to", "for"))
    return tuple(p for t in found if t is not None for p in parties.parties(t))
