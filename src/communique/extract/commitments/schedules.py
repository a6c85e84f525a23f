"""What is due, planned or told with "will": "is to visit", "a meeting is planned", "would meet"."""

from __future__ import annotations

from communique.extract.commitments.clauses import (
    auxiliary,
    has_to,
    infinitive,
    is_asserted,
    is_passive,
    preposed,
    subject,
)
from communique.extract.commitments.draft import Draft, parties_of, without
from communique.extract.commitments.lexicon import Lexicon
from communique.extract.commitments.told import (
    Told,
    make_draft,
)
from communique.extract.commitments.wording import clause_span, verb_phrase
from communique.extract.parties import Parties
from communique.records import CommitmentKind
from communique.spans import hull
from communique.syntax import Parsed, Token


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
    return make_draft(parsed, Told(kind, token, deed, what), by, (), parties, lexicon)


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
    if verb.dep == "advcl" or _depends_on_pledge(parsed, verb, lexicon):
        return None
    by = parties_of(parsed, subject(parsed, verb), parties)
    if is_passive(parsed, verb) or not by:
        return None
    what = verb_phrase(parsed, verb)
    told = Told("plan" if headline else kind, verb, verb, what)
    return make_draft(parsed, told, by, (), parties, lexicon)


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
