"""Words that say a clause did not happen: "not", "nor", "at no time", "fired on nobody"."""

from __future__ import annotations

from communique.extract.factuality_nouns import is_negated_noun
from communique.extract.factuality_words import load_factuality
from communique.syntax import Parsed, Token

_VERBS = ("VERB", "AUX")
_NEAR = ("preconj", "cc", "advmod", "det", "aux")
_NOBODY = ("none", "nobody", "neither", "nothing")


def is_negated(parsed: Parsed, word: Token) -> bool:
    """Tell whether a word of the path is denied by a word of its own or one that it shares."""
    if parsed.children(word, "neg"):
        return True
    negations = load_factuality().negations
    if any(child.text.lower() in negations for child in parsed.children(word, *_NEAR)):
        return True
    return _in_no_way(parsed, word) or _shares_negation(parsed, word)


def _in_no_way(parsed: Parsed, word: Token) -> bool:
    """Tell whether a phrase denies the word: "at no time", "under no circumstances"."""
    empty = load_factuality().empty_nouns
    return any(
        noun.lemma in empty and any(d.text.lower() == "no" for d in parsed.children(noun, "det"))
        for preposition in parsed.children(word, "prep")
        for noun in parsed.children(preposition, "pobj")
    )


def _shares_negation(parsed: Parsed, word: Token) -> bool:
    """Tell whether a coordinated verb stands under the first one's negation ("not shell or bomb").

    "Nor" always denies what follows; "or" does where the second verb has no subject or auxiliary
    of its own.
    """
    first = parsed.head(word)
    if word.dep != "conj" or first.pos not in _VERBS:
        return False
    joined = {c.text.lower() for v in (first, word) for c in parsed.children(v, "cc")}
    before = {c.text.lower() for c in parsed.children(first, "cc") if c.index < word.index}
    if "nor" in before:
        return True
    own = parsed.children(word, "nsubj", "nsubjpass", "aux", "auxpass")
    return "or" in joined and not own and is_negated(parsed, first)


def has_negated_argument(parsed: Parsed, verb: Token, below: Token | None) -> bool:
    """Tell whether an argument denies the verb ("no agreement was signed", "none met").

    Args:
        parsed: the parse.
        verb: the verb.
        below: the word below it on the path from the event, None where it is the event's own.
    """
    if verb.pos not in _VERBS:
        return False
    for argument in parsed.children(verb, "nsubj", "nsubjpass", "dobj"):
        if below is not None and argument.index == below.index:
            continue
        if argument.text.lower() in _NOBODY:
            return True
        if below is None and is_negated_noun(parsed, argument):
            return True
    if below is None and _upon_nobody(parsed, verb):
        return True
    return verb.dep == "pcomp" and parsed.head(verb).text.lower() == "without"


def _upon_nobody(parsed: Parsed, verb: Token) -> bool:
    nouns = [n for p in parsed.children(verb, "prep", "dative") for n in parsed.children(p, "pobj")]
    return any(
        n.text.lower() in ("nobody", "none") or (n.lemma == "one" and is_negated_noun(parsed, n))
        for n in nouns
    )
