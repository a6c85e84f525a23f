"""Pledges, agreements, plans and expectations, by their verbs and nouns."""

from __future__ import annotations

from dataclasses import dataclass

from communique.extract.commitments.clauses import (
    SUBJECTS,
    auxiliary,
    has_to,
    infinitive,
    is_asserted,
    is_negated,
    is_passive,
    preposed,
    subject,
)
from communique.extract.commitments.draft import Draft, Several, parties_of, without
from communique.extract.commitments.lexicon import Lexicon
from communique.extract.commitments.wording import clause_span, verb_phrase
from communique.extract.parties import Parties
from communique.records import CommitmentKind, CommitmentState
from communique.spans import Span, hull
from communique.syntax import Parsed, Token


def read_verb(parsed: Parsed, verb: Token, parties: Parties, lexicon: Lexicon) -> Draft | None:
    """Read "promised to visit", "agreed on a truce", "expected a treaty by the end of the year"."""
    frame = lexicon.verbs.get(verb.lemma)
    if frame is None or verb.pos != "VERB" or not is_asserted(parsed, verb, lexicon):
        return None
    if is_passive(parsed, verb) and verb.lemma != "promise":
        return None
    actor = subject(parsed, verb)
    by = parties_of(parsed, actor, parties)
    if not by:
        return None
    found = _complement(parsed, verb, frame.frames, lexicon)
    if found is None:
        return None
    deed, what = found
    to = _addressees(parsed, verb, parties)
    if frame.kind == "expectation":
        return _expected(parsed, verb, deed, what, by, parties, lexicon)
    return _draft(parsed, _Deed(frame.kind, verb, deed, what), by, to, parties, lexicon)


def _complement(
    parsed: Parsed, verb: Token, frames: frozenset[str], lexicon: Lexicon
) -> tuple[Token | None, Span] | None:
    """Return the deed and its words in the first frame that the sentence fills."""
    deed = infinitive(parsed, verb)
    if deed is not None:
        return (deed, verb_phrase(parsed, deed)) if "infinitive" in frames else None
    clause = next((c for c in parsed.children(verb, "ccomp") if c.index > verb.index), None)
    if clause is not None and "clause" in frames and _is_ahead(parsed, clause):
        return clause, _clause_words(parsed, clause)
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


def _is_ahead(parsed: Parsed, clause: Token) -> bool:
    """Tell whether a clause is about what will be done."""
    ahead = auxiliary(parsed, clause, "will", "would", "shall")
    counterfactual = auxiliary(parsed, clause, "have")
    return ahead and not counterfactual and not is_negated(parsed, clause)


def _clause_words(parsed: Parsed, clause: Token) -> Span:
    """Return the words of a clause from its verb on, with a subject that is no actor."""
    own = parsed.child(clause, *SUBJECTS)
    happening = own is not None and own.pos == "NOUN" and clause.lemma in ("take", "happen", "be")
    return clause_span(parsed, clause, own.index if happening and own is not None else clause.index)


def _addressees(parsed: Parsed, verb: Token, parties: Parties) -> Several:
    found: list[Token | None] = [preposed(parsed, verb, "with")]
    found += parsed.children(verb, "dative")
    if verb.lemma in ("promise", "assure", "pledge"):
        found.append(parsed.child(verb, "dobj"))
    return tuple(p for t in found if t is not None for p in parties.parties(t))


@dataclass(frozen=True, slots=True)
class _Deed:
    """What is to be done: the word that tells it, its verb if it has one, its words."""

    kind: CommitmentKind
    trigger: Token
    verb: Token | None
    what: Span


def _draft(
    parsed: Parsed, deed: _Deed, by: Several, to: Several, parties: Parties, lexicon: Lexicon
) -> Draft:
    """Fill in to whom: those addressed, else those named in the words, else one another."""
    to = without(to or parties.within(deed.what), by)
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


def _state(kind: CommitmentKind, parsed: Parsed, trigger: Token) -> CommitmentState:
    """Tell what "had planned", "had hoped" say: nobody knows from it what became of the plan."""
    past = trigger.tag == "VBN" and any(t.tag == "VBD" for t in parsed.children(trigger, "aux"))
    told = trigger.dep == "ROOT" and kind in ("plan", "expectation")
    return "unknown" if past and told else "open"


def _expected(
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
    told = _Deed("expectation", trigger, deed, what)
    return _draft(parsed, told, by or holder, to, parties, lexicon)


def read_scheduled(
    parsed: Parsed, token: Token, parties: Parties, lexicon: Lexicon
) -> Draft | None:
    """Read "is expected to", "is due to", "are to meet", and "a meeting is planned for July"."""
    found = _schedule(parsed, token, lexicon)
    if found is None:
        return None
    kind, verb = found
    if not is_asserted(parsed, verb, lexicon) or not is_asserted(parsed, token, lexicon):
        return None
    if verb.dep == "advcl" and parsed.child(verb, "mark", "advmod") is not None:
        return None
    actor = subject(parsed, verb)
    deed = infinitive(parsed, token)
    if deed is None:
        return _event(kind, parsed, token, actor, parties, lexicon)
    by = parties_of(parsed, actor, parties)
    if (
        not by
        or (kind == "expectation" and lexicon.has("stative", deed.lemma))
        or deed.lemma == "be"
    ):
        return None
    what = verb_phrase(parsed, deed)
    return _draft(parsed, _Deed(kind, token, deed, what), by, (), parties, lexicon)


def _schedule(
    parsed: Parsed, token: Token, lexicon: Lexicon
) -> tuple[CommitmentKind, Token] | None:
    """Return the kind of a schedule and the verb that carries its subject."""
    if token.lemma == "be" and parsed.child(token, "acomp", "attr", "expl") is None:
        deed = next((t for t in parsed.children(token, "xcomp") if has_to(parsed, t)), None)
        near = deed is not None and deed.index - token.index <= 4
        return ("plan", token) if near and token.tag != "VB" else None
    kind = lexicon.scheduled.get(token.lemma)
    if kind is None:
        return None
    if token.dep in ("acomp", "advmod", "amod") and parsed.head(token).lemma == "be":
        return kind, parsed.head(token)
    passive = token.tag == "VBN" and parsed.child(token, "auxpass") is not None
    return (kind, token) if passive else None


def _event(
    kind: CommitmentKind,
    parsed: Parsed,
    token: Token,
    noun: Token | None,
    parties: Parties,
    lexicon: Lexicon,
) -> Draft | None:
    """Read a happening that is planned for a time."""
    while noun is not None and noun.pos == "PROPN" and parsed.head(noun).dep == "prep":
        noun = parsed.head(parsed.head(noun))
    if (
        noun is None
        or not lexicon.has("events", noun.lemma)
        or preposed(parsed, token, "for", "on", "in") is None
    ):
        return None
    if any(c.lemma in ("no", "such") for c in parsed.children(noun, "det", "amod", "predet")):
        return None
    sentence = parsed.sentence_of(token)
    first = min((t.index for t in parsed.children(noun, "amod", "compound")), default=noun.index)
    what = clause_span(parsed, noun, min(first, noun.index))
    by = parties_of(parsed, noun, parties) or parties.within(sentence.span)
    by = without(by, parties.within(what)) or by
    tail = max(t.index for t in parsed.subtree(token))
    reach = hull([noun.span, *(t.span for t in parsed.tokens[token.index : tail + 1])])
    return Draft(kind=kind, trigger=token, by=by, to=(), what=what, reach=reach)


def read_noun(parsed: Parsed, noun: Token, parties: Parties, lexicon: Lexicon) -> Draft | None:
    """Read "signed an agreement to", "set a goal of", "expressed hope that"."""
    frame, verb = lexicon.nouns.get(noun.lemma), parsed.head(noun)
    if frame is None or noun.pos != "NOUN" or noun.dep not in ("dobj", "nsubjpass"):
        return None
    if verb.lemma not in frame.verbs or not is_asserted(parsed, verb, lexicon):
        return None
    deed = infinitive(parsed, noun) or infinitive(parsed, verb) or _of_gerund(parsed, noun)
    clause = None
    if frame.kind in ("expectation", "pledge"):
        clauses = parsed.children(noun, "acl", "ccomp", "relcl") + parsed.children(verb, "ccomp")
        clause = next((c for c in clauses if c.index > noun.index and _is_ahead(parsed, c)), None)
    deed = deed if clause is None else clause
    actor = preposed(parsed, verb, "by") if is_passive(parsed, verb) else subject(parsed, verb)
    holder = parties_of(parsed, actor, parties)
    if deed is None or not holder:
        return None
    what = verb_phrase(parsed, deed) if clause is None else _clause_words(parsed, deed)
    if frame.kind == "expectation":
        return _expected(parsed, verb, deed, what, holder, parties, lexicon)
    return _draft(parsed, _Deed(frame.kind, verb, deed, what), holder, (), parties, lexicon)


def _of_gerund(parsed: Parsed, noun: Token) -> Token | None:
    for prep in parsed.children(noun, "prep"):
        gerund = parsed.child(prep, "pcomp")
        if prep.lemma == "of" and gerund is not None:
            return gerund
    return None


def read_future(parsed: Parsed, verb: Token, parties: Parties, lexicon: Lexicon) -> Draft | None:
    """Read "will visit", a reported "would meet", and a headline's "Putin to visit"."""
    kind = lexicon.deeds.get(verb.lemma)
    if kind is None or verb.pos != "VERB" or not is_asserted(parsed, verb, lexicon):
        return None
    will = auxiliary(parsed, verb, "will", "shall")
    would = auxiliary(parsed, verb, "would")
    headline = verb.dep == "ROOT" and has_to(parsed, verb)
    if not (will or would or headline) or not _has_object(parsed, verb, lexicon):
        return None
    if verb.dep in ("advcl", "relcl") or _depends_on_pledge(parsed, verb, lexicon):
        return None
    by = parties_of(parsed, subject(parsed, verb), parties)
    if is_passive(parsed, verb) or not by:
        return None
    what = verb_phrase(parsed, verb)
    told = _Deed("plan" if headline else kind, verb, verb, what)
    return _draft(parsed, told, by, (), parties, lexicon)


def _depends_on_pledge(parsed: Parsed, verb: Token, lexicon: Lexicon) -> bool:
    """Tell whether the clause is the content of a pledge or a hope, which is read there."""
    if verb.dep not in ("ccomp", "acl"):
        return False
    above = parsed.head(verb)
    return (
        above.lemma in lexicon.verbs
        or above.lemma in lexicon.nouns
        or any(t.lemma in lexicon.nouns for t in parsed.children(above, "dobj"))
    )


def _has_object(parsed: Parsed, verb: Token, lexicon: Lexicon) -> bool:
    wanted = lexicon.deed_objects.get(verb.lemma)
    found = [c for t in parsed.children(verb, "dobj", "dative") for c in parsed.conjuncts(t)]
    if wanted is None:
        return True
    if not found:
        return verb.lemma in ("return", "sign", "join") and parsed.child(verb, "prep") is not None
    return any(t.lemma in wanted for t in found)
