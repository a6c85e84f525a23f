"""Whose length a time is: "length of talks", "time to leave", "time since last visit"."""

from __future__ import annotations

from communique.extract.figures.counted import plural
from communique.extract.figures.lexicon import Lexicon
from communique.extract.figures.measures import (
    NOUNS,
    noun_phrase,
    object_of,
    object_words,
    participle,
    subject_of,
)
from communique.syntax import Parsed, Token

INSIDE = ("nummod", "compound", "amod", "nmod", "quantmod", "npadvmod")
_EXTENDING = frozenset({"extend", "prolong", "lengthen", "renew"})
_REPEATED = frozenset({"second", "third", "fourth", "fifth", "sixth", "another"})


def words_of_time(parsed: Parsed, top: Token, lexicon: Lexicon) -> list[str]:
    """Return whose length a time is."""
    served = object_of(parsed, top, "as")
    if served is not None:
        return ["time", "as", *noun_phrase(parsed, served)]
    inner = object_of(parsed, top, "of")
    if inner is not None:
        return ["length", "of", *noun_phrase(parsed, inner)]
    allowed = next(
        (t for t in parsed.children(top, "relcl", "acl", "xcomp") if t.tag == "VB"), None
    )
    if allowed is not None:
        return ["time", "to", allowed.lemma, *object_words(parsed, allowed)]
    head = parsed.head(top)
    if top.dep in INSIDE and head.pos in NOUNS:
        return ["length", "of", *noun_phrase(parsed, head)]
    prep = head if head.dep in ("prep", "agent") else None
    holder = parsed.head(prep) if prep is not None else head
    within = object_of(parsed, top, "in", "at")
    if holder.pos not in (*NOUNS, "VERB", "AUX", "ADJ") and within is not None:
        return ["time", "in", *noun_phrase(parsed, within)]
    if holder.pos == "ADJ" and parsed.head(holder).lemma == "be":
        subject = subject_of(parsed, parsed.head(holder))
        return ["length", "of", *noun_phrase(parsed, subject)] if subject is not None else []
    if lexicon.has("framing", holder.lemma):
        return _of_frame(parsed, holder, lexicon)
    if holder.pos in NOUNS:
        since = "time since last" if _is_first(parsed, holder) else "length of"
        if _is_repeated(parsed, holder) and prep is not None and prep.lemma == "in":
            return ["time", "between", plural(holder.lemma)]
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
    first, again = _is_first(parsed, noun), _is_repeated(parsed, noun)
    verb = next((t for t in parsed.ancestors(noun) if t.pos == "VERB"), None)
    if verb is None:
        return []
    if first:
        return ["time", "since", "last", lexicon.lasting_nouns.get(verb.lemma, verb.lemma)]
    if again:
        return ["time", "between", plural(lexicon.lasting_nouns.get(verb.lemma, verb.lemma))]
    return ["time", "to", verb.lemma, *object_words(parsed, verb)]


def _of_deed(parsed: Parsed, verb: Token, prep: Token | None, lexicon: Lexicon) -> list[str]:
    """Return the length of what a verb tells, named by its subject or by the verb itself."""
    if prep is not None and prep.lemma == "within":
        return ["time", "to", verb.lemma, *object_words(parsed, verb)]
    within = prep is not None and prep.lemma == "in"
    occasion = object_of(parsed, verb, "for") if within else None
    if occasion is not None and occasion.lemma == "time":  # "for the second time in two months"
        return _of_frame(parsed, occasion, lexicon)
    subject = subject_of(parsed, verb)
    extended = object_words(parsed, verb)
    if verb.lemma in _EXTENDING and extended:
        return ["extension", "of", *extended]
    if prep is not None and prep.lemma == "by" and subject is not None:
        kind = "extension" if verb.lemma in _EXTENDING else "delay"
        return [kind, "of", *noun_phrase(parsed, subject)]
    together = lexicon.lasting_nouns.get(verb.lemma)
    if verb.lemma == "spend" and object_of(parsed, verb, "with") is not None:
        together = "meeting"
    if together is not None:
        negated = parsed.child(verb, "neg") is not None
        return ["time since last" if negated else "length of", together]
    happening = subject is not None and subject.pos == "NOUN" and subject.entity != "PERSON"
    if subject is not None and happening and verb.lemma in ("let", "allow", "enable", "permit"):
        return ["length", "of", *noun_phrase(parsed, subject)]
    if subject is not None and happening and lexicon.has("lasting", verb.lemma):
        return ["length", "of", *noun_phrase(parsed, subject)]
    return ["time", participle(verb, lexicon), *object_words(parsed, verb)]
