"""Whether an event told by a noun happened: its modifiers, the verb over it, the clause on it."""

from __future__ import annotations

from communique.extract.factuality_words import Reading, load_factuality, stronger
from communique.syntax import Parsed, Token


def nominal_status(parsed: Parsed, noun: Token) -> Reading:
    """Return what the words on and over an event noun say of it."""
    words = load_factuality()
    status = modifier_status(parsed, noun)
    above = parsed.head(noun)
    if noun.dep == "pobj":
        if above.text.lower() in words.ahead:
            status = stronger(status, "planned")
        if above.text.lower() in words.excluding:
            status = stronger(status, "averted")
        holder = parsed.head(above)
        if holder.pos == "NOUN":
            status = stronger(status, words.of_noun(holder))
        if holder.pos in ("VERB", "ADJ") and above.text.lower() not in words.settings:
            status = stronger(status, _over_noun(parsed, holder))
    elif noun.dep in ("dobj", "nsubjpass", "attr") and above.pos == "VERB":
        status = stronger(status, _over_noun(parsed, above))
    elif noun.dep == "nsubj" and above.lemma in words.standing_still:
        status = stronger(status, "averted")
    elif noun.dep == "nsubj" and above.lemma == "be":
        for adjective in parsed.children(above, "acomp"):
            status = stronger(status, words.modifiers.get(adjective.text.lower()))
    return stronger(status, _clause_on(parsed, noun))


def modifier_status(parsed: Parsed, noun: Token) -> Reading:
    """Return what its adjectives say of an event noun ("an alleged attack")."""
    status: Reading = "actual"
    for child in parsed.children(noun, "amod", "compound", "advmod"):
        status = stronger(status, load_factuality().modifiers.get(child.text.lower()))
    return status


def _over_noun(parsed: Parsed, verb: Token) -> Reading | None:
    """Return what a verb says of an event noun that is its object ("cancelled the visit")."""
    words = load_factuality()
    off = verb.lemma in words.calling_off and any(
        c.text.lower() == "off" for c in parsed.children(verb, "prt", "advmod", "prep")
    )
    if off:
        return "cancelled"
    return None if verb.lemma in words.only_over_clauses else words.of_verb(verb)


def _clause_on(parsed: Parsed, noun: Token) -> Reading | None:
    """Return what a relative clause says of an event noun ("a meeting planned for May")."""
    words = load_factuality()
    holders = [
        noun,
        *(n for p in parsed.children(noun, "prep") for n in parsed.children(p, "pobj")),
    ]
    for holder in holders:
        for clause in parsed.children(holder, "relcl", "acl"):
            reading = words.of_verb(clause)
            if clause.tag == "VBN" and reading in ("planned", "cancelled"):
                return reading
    return None


def did_not_take_place(parsed: Parsed, noun: Token, verb: Token) -> bool:
    """Tell whether a definite event "did not take place": what was called off had been planned."""
    definite = any(
        c.text.lower() in ("the", "their", "this") for c in parsed.children(noun, "det", "poss")
    )
    held = verb.lemma in load_factuality().taking_place and noun.dep == "nsubj"
    return held and definite and bool(parsed.children(verb, "neg"))


def is_presupposed(parsed: Parsed, noun: Token) -> bool:
    """Tell whether a sentence takes an event noun as given: "after the invasion"."""
    return noun.dep == "pobj" and parsed.head(noun).text.lower() in load_factuality().presupposing


def is_negated_noun(parsed: Parsed, noun: Token) -> bool:
    """Tell whether a noun is denied by its determiner ("no meeting")."""
    near = parsed.children(noun, "det", "neg", "preconj", "advmod")
    return any(c.text.lower() in ("no", "neither", "not") for c in near)
