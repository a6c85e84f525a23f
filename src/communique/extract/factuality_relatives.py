"""Participles after a noun that take an act as given: "the accord signed in Muscat last May"."""

from __future__ import annotations

from communique.extract.factuality_nouns import is_negated_noun
from communique.extract.factuality_words import load_factuality
from communique.syntax import Parsed, Token

_DEFINITE = ("the", "this", "that", "these", "those", "both")
_WHEN_OR_WHERE = ("in", "on", "at", "near", "since", "during")
_OVER_NOUN = ("dobj", "nsubjpass", "attr", "oprd", "ccomp")


def tells_of_past_act(parsed: Parsed, verb: Token) -> bool:
    """Tell whether a participle dates, places or points to an act, whatever its sentence says.

    "The accord signed in Muscat did not end the war" is a signed accord; "they want a treaty signed
    this year" and "India denied an attack carried out by its troops" are left to the verb above.

    Args:
        parsed: the parse.
        verb: the event's verb or one above it.
    """
    noun = parsed.head(verb)
    if verb.dep != "acl" or verb.tag != "VBN" or noun.pos not in ("NOUN", "PROPN"):
        return False
    if is_negated_noun(parsed, noun) or _is_judged(parsed, noun):
        return False
    definite = any(d.text.lower() in _DEFINITE for d in parsed.children(noun, "det"))
    return definite or _is_dated(parsed, verb)


def _is_judged(parsed: Parsed, noun: Token) -> bool:
    """Tell whether the verb over the noun says that it is only wanted, planned or denied."""
    above = parsed.head(noun)
    return noun.dep in _OVER_NOUN and load_factuality().of_verb(above) is not None


def _is_dated(parsed: Parsed, verb: Token) -> bool:
    below = parsed.children(verb, "npadvmod", "tmod")
    for preposition in parsed.children(verb, "prep"):
        if preposition.text.lower() in _WHEN_OR_WHERE:
            below += parsed.children(preposition, "pobj")
    return any(n.entity in ("DATE", "GPE") for n in below)
