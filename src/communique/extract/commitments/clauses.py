"""Clauses: who acts in them, what they take, and whether they are asserted at all."""

from __future__ import annotations

from communique.extract.commitments.lexicon import Lexicon
from communique.syntax import Parsed, Sentence, Token

SUBJECTS = ("nsubj", "nsubjpass")
_NEGATIONS = frozenset({"no", "none", "nobody", "neither", "nothing", "never", "hardly", "without"})
_CONDITIONS = frozenset({"if", "unless", "whether", "provided", "lest"})
_PRONOUNS = {"he": "one", "she": "one", "it": "thing", "they": "several"}
_SHARING = ("conj", "xcomp", "advcl", "pcomp")


def subject(parsed: Parsed, verb: Token) -> Token | None:
    """Return the subject of a verb; a coordinated verb, a participle and an infinitive share one.

    In a relative clause the subject is the noun that the clause modifies.
    """
    for _ in range(5):
        found = _own_subject(parsed, verb)
        if found is not None:
            if found.tag in ("WDT", "WP") and verb.dep == "relcl":
                return parsed.head(verb)
            return _reporter(parsed, verb, found) or found
        if verb.dep in ("relcl", "acl"):
            return parsed.head(verb)
        if verb.dep not in _SHARING or verb.head == verb.index:
            return None
        verb = parsed.head(verb)
    return None


def _own_subject(parsed: Parsed, verb: Token) -> Token | None:
    """Return the nearest subject before the verb: a dateline may stand as another one before it."""
    found = parsed.children(verb, *SUBJECTS)
    before = [t for t in found if t.index < verb.index]
    return before[-1] if before else (found[0] if found else None)


def _reporter(parsed: Parsed, verb: Token, pronoun: Token) -> Token | None:
    """Return who speaks where the pronoun means the speaker: "Michel said he had invited them"."""
    number = _PRONOUNS.get(pronoun.text.lower())
    if number is None or verb.dep != "ccomp":
        return None
    above = parsed.head(verb)
    speaker = _own_subject(parsed, above)
    if speaker is None or speaker.index > pronoun.index or speaker.pos == "PRON":
        return None
    several = speaker.tag in ("NNS", "NNPS") or len(parsed.conjuncts(speaker)) > 1
    personal = number != "thing" or speaker.entity in ("GPE", "ORG", "NORP")
    return speaker if personal and several == (number == "several") else None


def infinitive(parsed: Parsed, token: Token) -> Token | None:
    """Return the infinitive that completes a verb, a noun or an adjective ("agreed to free")."""
    for child in parsed.children(token, "xcomp", "acl", "advcl", "ccomp", "relcl"):
        if child.index > token.index and has_to(parsed, child):
            return child
    return None


def has_to(parsed: Parsed, verb: Token) -> bool:
    """Tell whether a verb stands in the infinitive with "to"."""
    return any(t.lemma == "to" and t.tag == "TO" for t in parsed.children(verb, "aux"))


def auxiliary(parsed: Parsed, verb: Token, *lemmas: str) -> bool:
    """Tell whether one of ``lemmas`` is an auxiliary of the verb; "'ll" counts as "will"."""
    return any(
        t.lemma in lemmas or (t.lemma == "'ll" and "will" in lemmas)
        for t in parsed.children(verb, "aux")
    )


def is_passive(parsed: Parsed, verb: Token) -> bool:
    """Tell whether a verb is passive, also as a participle after a noun ("Xi, invited by")."""
    reduced = verb.dep == "acl" and verb.tag == "VBN"
    return reduced or parsed.child(verb, "auxpass", "nsubjpass") is not None


def preposed(parsed: Parsed, token: Token, *preps: str) -> Token | None:
    """Return the noun after one of ``preps`` below ``token``."""
    for prep in parsed.children(token, "prep", "dative", "agent"):
        inner = parsed.child(prep, "pobj")
        if prep.lemma in preps and inner is not None:
            return inner
    return None


def is_negated(parsed: Parsed, verb: Token) -> bool:
    """Tell whether a verb is negated, also through "no" at its subject or object."""
    if parsed.child(verb, "neg") is not None:
        return True
    near = parsed.children(verb, *SUBJECTS, "dobj", "advmod", "preconj")
    if any(t.lemma in _NEGATIONS for t in near):
        return True
    return any(
        c.lemma in _NEGATIONS for t in near for c in parsed.children(t, "det", "neg", "advmod")
    )


def is_asserted(parsed: Parsed, verb: Token, lexicon: Lexicon) -> bool:
    """Tell whether a verb is told as a fact: not negated, possible, conditional or demanded."""
    if is_negated(parsed, verb) or auxiliary(parsed, verb, *lexicon.words["modals"]):
        return False
    if _has_condition(parsed, verb) or verb.dep == "amod":
        return False
    if auxiliary(parsed, verb, "would") and not _is_reported(parsed, verb, lexicon):
        return False
    below = verb
    for above in parsed.ancestors(verb):
        if _stands_apart(parsed, below, above):
            return True
        if below.dep in ("xcomp", "ccomp", "pcomp", "advcl", "prep", "pobj", "dobj", "acl"):
            hinders = lexicon.has("hindering", above.lemma) and below.dep != "advcl"
            if hinders and parsed.child(above, "neg") is None and not _is_said(parsed, above):
                return False
            if below.dep in ("xcomp", "ccomp", "pcomp") and is_negated(parsed, above):
                return False
        if below.dep == "advcl" and _is_condition(parsed, below):
            return False
        below = above
    return True


def _stands_apart(parsed: Parsed, below: Token, above: Token) -> bool:
    """Tell whether a semicolon divides a clause from the verb that the parser hung it on."""
    first, last = sorted((below.index, above.index))
    return any(t.text == ";" for t in parsed.tokens[first:last])


def _is_reported(parsed: Parsed, verb: Token, lexicon: Lexicon) -> bool:
    """Tell whether "would" is the future of reported speech, not a supposition."""
    while verb.dep == "conj":
        verb = parsed.head(verb)
    above = parsed.head(verb).lemma
    return verb.dep == "ccomp" and (lexicon.has("reporting", above) or above in lexicon.verbs)


def _is_said(parsed: Parsed, verb: Token) -> bool:
    """Tell whether "told", "warned" or "called" only introduces reported speech."""
    return verb.lemma in ("tell", "warn", "ask") and any(
        not has_to(parsed, t) for t in parsed.children(verb, "ccomp")
    )


def _is_condition(parsed: Parsed, verb: Token) -> bool:
    return any(t.lemma in _CONDITIONS for t in parsed.children(verb, "mark", "advmod"))


def _has_condition(parsed: Parsed, verb: Token) -> bool:
    """Tell whether a verb is a condition or asks about one ("asked whether", "see if")."""
    if parsed.child(verb, "dobj", "prep", "npadvmod") is not None:
        return _is_condition(parsed, verb)
    below = parsed.children(verb, "ccomp")
    return _is_condition(parsed, verb) or any(_is_condition(parsed, t) for t in below)


def is_real(parsed: Parsed, sentence: Sentence, lexicon: Lexicon) -> bool:
    """Tell whether a sentence is neither a question nor a supposition."""
    tokens = parsed.tokens_of(sentence)
    asks = any(t.text == "?" for t in tokens[-2:])
    return not asks and not lexicon.has("unreal", tokens[0].text.lower())
