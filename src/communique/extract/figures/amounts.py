"""What an amount with a unit measures: "annual trade", "length of talks", "time to leave"."""

from __future__ import annotations

from communique.extract.figures.counted import Counted
from communique.extract.figures.lexicon import Lexicon
from communique.extract.figures.measures import (
    NOUNS,
    noun_phrase,
    object_of,
    object_words,
    participle,
    subject_of,
    tidy,
)
from communique.syntax import Parsed, Token

_INSIDE = ("nummod", "compound", "amod", "nmod", "quantmod", "npadvmod")
_EXTENDING = frozenset({"extend", "prolong", "lengthen", "renew"})
_COVERING = frozenset({"cover", "occupy", "span", "measure"})


def describe_amount(parsed: Parsed, counted: Counted, lexicon: Lexicon) -> str:
    """Return the measure of a number with a unit, or nothing if the syntax does not tell it."""
    top = _top(parsed, counted)
    read = _of_time if counted.unit.kind == "time" else _of_quantity
    own = {t.text for t in parsed.tokens_in(counted.span)} | {counted.span.of(parsed.text)}
    return tidy([word for word in read(parsed, top, lexicon) if word not in own])


def _top(parsed: Parsed, counted: Counted) -> Token:
    """Return the token of the number phrase that hangs on a word outside it."""
    tokens = parsed.tokens_in(counted.span)
    inside = {t.index for t in tokens}
    hanging = [t for t in tokens if t.head not in inside or t.head == t.index]
    nouns = [t for t in hanging if t.pos in ("NOUN", "NUM", "SYM", "PROPN")]
    return (nouns or hanging or tokens)[-1]


_REPEATED = frozenset({"second", "third", "fourth", "fifth", "sixth", "another"})


def _of_time(parsed: Parsed, top: Token, lexicon: Lexicon) -> list[str]:
    """Return whose length a time is."""
    inner = object_of(parsed, top, "of")
    if inner is not None:
        return ["length", "of", *noun_phrase(parsed, inner)]
    allowed = next(
        (t for t in parsed.children(top, "relcl", "acl", "xcomp") if t.tag == "VB"), None
    )
    if allowed is not None:
        return ["time", "to", allowed.lemma, *object_words(parsed, allowed)]
    head = parsed.head(top)
    if top.dep in _INSIDE and head.pos in NOUNS:
        return ["length", "of", *noun_phrase(parsed, head)]
    prep = head if head.dep in ("prep", "agent") else None
    holder = parsed.head(prep) if prep is not None else head
    if holder.pos == "ADJ" and parsed.head(holder).lemma == "be":
        subject = subject_of(parsed, parsed.head(holder))
        return ["length", "of", *noun_phrase(parsed, subject)] if subject is not None else []
    if lexicon.has("framing", holder.lemma):
        return _of_frame(parsed, holder, lexicon)
    if holder.pos in NOUNS:
        since = "time since last" if _is_first(parsed, holder) else "length of"
        if _is_repeated(parsed, holder) and prep is not None and prep.lemma == "in":
            since = "time since earlier"
        return [since, *noun_phrase(parsed, holder)]
    if holder.pos not in ("VERB", "AUX"):
        return []
    return _of_deed(parsed, holder, prep, lexicon)


def _is_repeated(parsed: Parsed, noun: Token) -> bool:
    """Tell whether a happening is one of several: "their second meeting in two months"."""
    return any(t.lemma in _REPEATED for t in parsed.children(noun, "amod"))


def _is_first(parsed: Parsed, noun: Token) -> bool:
    return any(t.lemma in ("first", "only") or t.tag == "JJS" for t in parsed.children(noun))


def _of_frame(parsed: Parsed, noun: Token, lexicon: Lexicon) -> list[str]:
    """Read past "in the course of" and "for the first time in" to the verb."""
    first = _is_first(parsed, noun)
    verb = next((t for t in parsed.ancestors(noun) if t.pos == "VERB"), None)
    if verb is None:
        return []
    if first:
        return ["time", "since", "last", lexicon.lasting_nouns.get(verb.lemma, verb.lemma)]
    return ["time", "to", verb.lemma, *object_words(parsed, verb)]


def _of_deed(parsed: Parsed, verb: Token, prep: Token | None, lexicon: Lexicon) -> list[str]:
    """Return the length of what a verb tells, named by its subject or by the verb itself."""
    if prep is not None and prep.lemma == "within":
        return ["time", "to", verb.lemma, *object_words(parsed, verb)]
    subject = subject_of(parsed, verb)
    if prep is not None and prep.lemma == "by" and subject is not None:
        kind = "extension" if verb.lemma in _EXTENDING else "delay"
        return [kind, "of", *noun_phrase(parsed, subject)]
    together = lexicon.lasting_nouns.get(verb.lemma)
    if together is not None:
        negated = parsed.child(verb, "neg") is not None
        return ["time since last" if negated else "length of", together]
    happening = subject is not None and subject.pos == "NOUN" and subject.entity != "PERSON"
    if subject is not None and happening and lexicon.has("lasting", verb.lemma):
        return ["length", "of", *noun_phrase(parsed, subject)]
    return ["time", participle(verb, lexicon), *object_words(parsed, verb)]


def _of_quantity(parsed: Parsed, top: Token, lexicon: Lexicon) -> list[str]:
    """Return what an amount of money, a share, a weight or a distance is an amount of."""
    inner = object_of(parsed, top, "of", "in")
    head = parsed.head(top)
    if inner is not None and parsed.child(inner, "nummod") is None:
        moved = top.dep in ("nsubj", "nsubjpass", "dobj") and head.pos == "VERB"
        return [*noun_phrase(parsed, inner), participle(head, lexicon) if moved else ""]
    if top.dep in _INSIDE and head.pos in NOUNS:
        return noun_phrase(parsed, head)
    holder = parsed.head(head) if head.dep == "prep" else head
    while (
        holder.dep == "prep" or holder.lemma == "worth" or holder.pos in ("ADJ", "ADV")
    ) and holder.head != holder.index:
        holder = parsed.head(holder)
    if holder.pos in NOUNS:
        return noun_phrase(parsed, holder)
    return _of_verb(parsed, holder, top, lexicon) if holder.pos in ("VERB", "AUX") else []


def _of_verb(parsed: Parsed, verb: Token, top: Token, lexicon: Lexicon) -> list[str]:
    others = [t for t in parsed.children(verb, "dobj") if t.index != top.index and t.pos in NOUNS]
    if others:
        return noun_phrase(parsed, others[0])
    subject = subject_of(parsed, verb)
    words = noun_phrase(parsed, subject) if subject is not None else []
    if subject is not None and verb.lemma in _COVERING:
        return ["area", "of", *words]
    moves = lexicon.has("amounting", verb.lemma) or verb.lemma in lexicon.change
    if words and (moves or top.dep == "npadvmod"):
        return words
    purpose = object_of(parsed, verb, "for", "in", "on", "to")
    if purpose is not None and purpose.index != top.index:
        words = noun_phrase(parsed, purpose)
    return [*words, participle(verb, lexicon)] if words else []
