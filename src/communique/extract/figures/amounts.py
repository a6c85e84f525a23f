"""What an amount with a unit measures: "annual trade", "length of talks", "time to leave"."""

from __future__ import annotations

import re

from communique.extract.figures.counted import Counted
from communique.extract.figures.lasting import INSIDE, words_of_time
from communique.extract.figures.lexicon import Lexicon, Unit
from communique.extract.figures.measures import (
    MOVES,
    NOUNS,
    noun_phrase,
    object_of,
    object_words,
    participle,
    past,
    subject_of,
    tidy,
)
from communique.spans import Span
from communique.syntax import Parsed, Token

_COVERING = frozenset({"cover", "occupy", "span", "measure"})


def describe_amount(parsed: Parsed, counted: Counted, lexicon: Lexicon) -> str:
    """Return the measure of a number with a unit, or nothing if the syntax does not tell it."""
    top = _top(parsed, counted)
    own = {t.text for t in parsed.tokens_in(counted.span)} | {counted.span.of(parsed.text)}
    if counted.unit.kind == "time" and parsed.text.startswith(" together", counted.span.end):
        words = ["time", "together"]
    elif counted.unit.kind == "time":
        words = words_of_time(parsed, top, lexicon)
    else:
        words = _of_quantity(parsed, top, counted, lexicon)
    return tidy([word for word in words if word not in own])


def _top(parsed: Parsed, counted: Counted) -> Token:
    """Return the token of the number phrase that hangs on a word outside it."""
    tokens = parsed.tokens_in(counted.span)
    inside = {t.index for t in tokens}
    hanging = [t for t in tokens if t.head not in inside or t.head == t.index]
    nouns = [t for t in hanging if t.pos in ("NOUN", "NUM", "SYM", "PROPN")]
    return (nouns or hanging or tokens)[-1]


# "$5 billion of aid", "2.7bn euros in military aid": the noun follows, whatever the parser says.
_CONTENTS = re.compile(r"\s(?:of|in|worth of)\s|(?<=[Hh]alf)\s")
_BEFORE_NOUN = frozenset({
    "CD", "JJ", "JJR", "JJS", "NNP", "NNPS", "RB", "DT", "PRP$", "POS", "VBN", "VBG", "HYPH",
})  # fmt: skip
_CONVERTED = re.compile(r"(?:\s?\(|,?\sor\s)(?:[a-z]+\s){0,2}[^\w\s]?\Z")
_LONG = frozenset(
    {"pipeline", "road", "railway", "bridge", "tunnel", "fence", "wall", "canal", "cable"}
)
_RECORDS = frozenset({"record", "high", "low", "peak", "maximum", "minimum", "total", "average"})


def is_conversion(text: str, counted: Counted, earlier: Unit) -> bool:
    """Tell whether the amount restates the one before it: "75 billion kroner ($7.3 billion)"."""
    start = counted.span.start
    same_kind = earlier.kind == counted.unit.kind and earlier != counted.unit
    return same_kind and bool(_CONVERTED.search(text, max(0, start - 24), start))


def is_bare_verb(parsed: Parsed, counted: Counted, measure: str) -> bool:
    """Tell whether a measure is only the verb above the number, which tells no quantity."""
    verb = next((t for t in parsed.ancestors(_top(parsed, counted)) if t.pos == "VERB"), None)
    return verb is not None and measure == verb.text.lower()


def _contents(parsed: Parsed, counted: Counted) -> Token | None:
    """Return the noun after "of" or "in" behind an amount, unless it is a time or place."""
    match = _CONTENTS.match(parsed.text, counted.span.end)
    if match is None:
        return None
    for token in parsed.tokens_in(Span(match.end(), min(len(parsed.text), match.end() + 60))):
        named = token.entity in ("DATE", "TIME", "GPE") and token.pos == "PROPN"
        if named and token.dep not in ("compound", "amod", "nmod", "poss"):
            return None
        following = parsed.tokens[token.index + 1 : token.index + 2]
        if following and following[0].tag == "POS":
            continue
        if token.pos == "NOUN":
            if (
                not following
                or following[0].pos not in ("NOUN", "PROPN")
                or token.dep != "compound"
            ):
                return None if token.entity in ("DATE", "TIME") else token
        elif token.tag not in _BEFORE_NOUN:
            return None
    return None


def _of_quantity(parsed: Parsed, top: Token, counted: Counted, lexicon: Lexicon) -> list[str]:
    """Return what an amount of money, a share, a weight or a distance is an amount of."""
    inner = _contents(parsed, counted) or object_of(parsed, top, "of", "in")
    head = parsed.head(top)
    kind = counted.unit.kind
    if inner is not None and kind == "distance":
        return ["distance", "from", *noun_phrase(parsed, inner)]
    if kind == "area" and (land := _land(parsed, top)) is not None:
        return ["area", "of", land.text]
    verb = parsed.head(head)
    whole = top.dep == "pobj" and head.lemma in ("to", "at") and kind == "share"
    if whole and (lexicon.has("amounting", verb.lemma) or verb.lemma in lexicon.change):
        inner = None  # "the budget will rise to 4.7 percent of GDP"
    if inner is not None and (kind == "share" or parsed.child(inner, "nummod") is None):
        moved = top.dep in ("nsubj", "nsubjpass", "dobj") and head.pos == "VERB"
        return [*noun_phrase(parsed, inner), *(_moved(parsed, head, top, lexicon) if moved else [])]
    if head.lemma in MOVES and head.pos in NOUNS:
        moved_thing = object_of(parsed, head, "in", "of", "for")
        if moved_thing is not None and moved_thing.index != top.index:
            return noun_phrase(parsed, moved_thing)
    if top.dep in INSIDE and head.pos in NOUNS and head.lemma not in _RECORDS | MOVES:
        long = kind == "distance" and head.lemma in _LONG
        return [*(["length", "of"] if long else []), *noun_phrase(parsed, head)]
    return _of_holder(parsed, head, top, counted, lexicon)


def _moved(parsed: Parsed, verb: Token, top: Token, lexicon: Lexicon) -> list[str]:
    """Return what was done with an amount of something: "pledged", "left ukrainian ports"."""
    going_on = verb.tag == "VBG" and top.dep == "nsubj"
    told = past if top.dep == "nsubj" else participle
    done = verb.text if going_on else told(verb, lexicon)
    return [done, *(object_words(parsed, verb) if top.dep == "nsubj" else [])]


def _land(parsed: Parsed, top: Token) -> Token | None:
    """Return the state whose land an apposed area is: "the integrity of Chad, all 9,000 sq km"."""
    verb = parsed.head(top)
    if verb.lemma in _COVERING or (verb.pos in ("VERB", "AUX") and top.dep != "dobj"):
        return None
    before = parsed.tokens[parsed.sentence_of(top).start : top.index]
    return next((t for t in reversed(before) if t.entity == "GPE"), None)


def _of_holder(
    parsed: Parsed, head: Token, top: Token, counted: Counted, lexicon: Lexicon
) -> list[str]:
    """Climb over prepositions, adjectives and "a record" to the noun or verb that tells."""
    holder, worth = head, head.lemma == "worth"
    while (
        holder.dep == "prep"
        or (holder.lemma in _RECORDS | MOVES and holder.pos != "VERB")
        or holder.lemma == "worth"
        or holder.pos in ("ADJ", "ADV", "ADP")
    ) and holder.head != holder.index:
        holder = parsed.head(holder)
        worth = worth or holder.lemma == "worth"
    value = ["value", "of"] if worth else []
    if holder.pos in NOUNS:
        return [*value, *noun_phrase(parsed, holder)]
    if holder.pos not in ("VERB", "AUX"):
        return []
    words = _of_verb(parsed, holder, top, counted.unit.kind, lexicon)
    if counted.unit.kind == "distance" and words and holder.pos == "VERB":
        moving = holder.lemma not in lexicon.change and not lexicon.has("amounting", holder.lemma)
        words = [*words, past(holder, lexicon)] if moving and top.dep != "dobj" else words
    return [*value, *words] if words else []


def _of_verb(parsed: Parsed, verb: Token, top: Token, kind: str, lexicon: Lexicon) -> list[str]:
    others = [
        t
        for t in parsed.children(verb, "dobj")
        if t.index != top.index and t.pos in NOUNS and not any(c.isdigit() for c in t.text)
    ]
    if others:
        return noun_phrase(parsed, others[0])
    subject = subject_of(parsed, verb)
    words = noun_phrase(parsed, subject) if subject is not None else []
    if subject is not None and verb.lemma in _COVERING:
        return ["area", "of", *words]
    if kind == "money" and top.dep == "dobj" and verb.lemma == "raise":
        return ["money", "raised"]
    moves = lexicon.has("amounting", verb.lemma) or verb.lemma in lexicon.change
    if words and (moves or top.dep == "npadvmod"):
        return words
    purpose = object_of(parsed, top, "for", "on") or object_of(parsed, verb, "for", "on")
    if purpose is not None and purpose.index != top.index:
        receiver = ["money", "for"] if kind == "money" and purpose.pos == "PROPN" else []
        words = [*receiver, *noun_phrase(parsed, purpose)]
    elif kind == "money" and subject is not None and subject.pos == "PROPN":
        words = ["money"]
    return [*words, participle(verb, lexicon)] if words and verb.lemma != "be" else words
