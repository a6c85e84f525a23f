"""Numbers without a noun that still count something: "10 had been brought home", "a toll of 31"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from communique.extract.figures.counted import Counted, unit_of
from communique.extract.figures.lexicon import Lexicon, Unit
from communique.extract.figures.measures import describe_people, noun_phrase
from communique.extract.figures.numerals import Numeral, find_numerals
from communique.spans import Span, hull
from communique.syntax import Parsed, Token

PEOPLE = Unit("people", "things")
_OF = re.compile(
    r"\s(?:of|among)\s(?:the|them|those|these|whom|its|their|his|her|our)\b", re.IGNORECASE
)
_DEFINITE = re.compile(r"\b(?:the|all|both|these|those|between|of the|'s|’s)\s\Z", re.IGNORECASE)
_OTHERS = re.compile(r"\b(?:other|another|remaining|further|additional)\s\Z", re.IGNORECASE)
_RECENT = 2


@dataclass(frozen=True, slots=True)
class Earlier:
    """A figure read before: what a number without a noun may take over."""

    unit: Unit
    measure: str
    sentence: int
    value: Decimal


def recent(earlier: Sequence[Earlier], sentence: int) -> Earlier | None:
    """Return the figure that a bare number continues: the last of its own sentence, else the one
    that opened the nearest sentence before.
    """
    near = [e for e in earlier if sentence - e.sentence <= _RECENT]
    if not near:
        return None
    return near[-1] if near[-1].sentence == sentence else next(
        e for e in near if e.sentence == near[-1].sentence
    )  # fmt: skip


def read_ellipsis(
    parsed: Parsed, numeral: Numeral, before_it: Sequence[Earlier], lexicon: Lexicon
) -> tuple[Counted, str] | None:
    """Return what a number without a noun counts and its measure, or None if it counts nothing."""
    text, span = parsed.text, numeral.span
    token = parsed.tokens_in(span)[-1]
    earlier = recent(before_it, token.sentence)
    before = text[max(0, span.start - 12) : span.start]
    if numeral.value == 1 and (earlier is None or earlier.sentence != token.sentence):
        return None
    if _DEFINITE.search(before) and not _OTHERS.search(before):
        return None
    return (
        _amount(parsed, token, span, earlier, lexicon)
        or _part(parsed, token, span, before_it, lexicon)
        or _people(parsed, token, span, earlier, lexicon)
    )


def _amount(
    parsed: Parsed, token: Token, span: Span, earlier: Earlier | None, lexicon: Lexicon
) -> tuple[Counted, str] | None:
    """Read "a toll of 31", "the number of Russians stood at 150", "the figure is nearer to 200"."""
    prep = parsed.head(token)
    if token.dep == "pobj" and prep.dep == "prep":
        holder = parsed.head(prep)
        while holder.dep == "prep":
            holder = parsed.head(holder)
    elif token.dep in ("attr", "dobj", "acomp", "npadvmod"):
        holder = prep
    else:
        return None
    while holder.pos in ("ADJ", "ADV") and holder.head != holder.index:
        holder = parsed.head(holder)
    noun = _quantity_noun(parsed, holder, lexicon)
    if noun is None:
        return None
    counted = _object(parsed, noun)
    if noun.lemma in lexicon.tolls:
        return Counted(PEOPLE, None, span), " ".join(noun_phrase(parsed, noun)).lower()
    if counted is not None:
        return Counted(unit_of(counted, lexicon), None, span), " ".join(
            noun_phrase(parsed, noun)
        ).lower()
    if earlier is None:
        return None
    return Counted(earlier.unit, None, span), earlier.measure


def _quantity_noun(parsed: Parsed, holder: Token, lexicon: Lexicon) -> Token | None:
    if lexicon.has("quantities", holder.lemma) or holder.lemma in lexicon.tolls:
        return holder if holder.pos == "NOUN" else None
    for verb in [holder, *parsed.ancestors(holder)][:3]:
        if verb.pos not in ("VERB", "AUX"):
            return None
        noun = parsed.child(verb, "dobj") or parsed.child(verb, "nsubj", "nsubjpass")
        if noun is not None:
            known = lexicon.has("quantities", noun.lemma) or noun.lemma in lexicon.tolls
            return noun if known else None
    return None


def _object(parsed: Parsed, noun: Token) -> Token | None:
    for prep in parsed.children(noun, "prep"):
        inner = parsed.child(prep, "pobj")
        if prep.lemma == "of" and inner is not None and inner.tag in ("NNS", "NNPS"):
            return inner
    return None


def _part(
    parsed: Parsed, token: Token, span: Span, before_it: Sequence[Earlier], lexicon: Lexicon
) -> tuple[Counted, str] | None:
    """Read "twelve of the 60", "three of the ministers", "ten of them"."""
    if not _OF.match(parsed.text, span.end) or parsed.text[span.start : span.end].lower() == "one":
        return None
    whole = next(
        find_numerals(parsed.text, Span(span.end, min(len(parsed.text), span.end + 20))), None
    )
    for earlier in reversed(before_it):
        if whole is not None and earlier.value == whole.value:
            noun_words = _counted_words(earlier, earlier.unit)
            acts = token.dep in ("nsubj", "nsubjpass")
            own = describe_people(parsed, token, noun_words, lexicon)
            return Counted(earlier.unit, None, span), own if acts else earlier.measure
    following = parsed.tokens[token.index + 2 : token.index + 6]
    noun = next((t for t in following if t.tag in ("NNS", "NNPS")), None)
    if (
        noun is not None
        and noun.sentence == token.sentence
        and not lexicon.has("uncounted", noun.lemma)
    ):
        words = " ".join(noun_phrase(parsed, noun)).lower()
        if token.dep in ("nsubj", "nsubjpass"):
            words = describe_people(parsed, token, words, lexicon)
        return Counted(unit_of(noun, lexicon), None, span), words
    latest = recent(before_it, token.sentence)
    return None if latest is None else (Counted(latest.unit, None, span), latest.measure)


def _people(
    parsed: Parsed, token: Token, span: Span, earlier: Earlier | None, lexicon: Lexicon
) -> tuple[Counted, str] | None:
    """Read "one killed", "10 had been brought home", "the other 48 are posted"."""
    following = parsed.tokens[token.index + 1 : token.index + 2]
    after = following[0] if following and following[0].sentence == token.sentence else None
    if after is None:
        return None
    suffered = lexicon.has("person_adjectives", after.text.lower())
    acts = token.dep in ("nsubj", "nsubjpass") and after.tag in ("VBD", "VBP", "MD", "VBZ", "VBN")
    if not suffered and not (acts and earlier is not None and earlier.unit.kind == "things"):
        return None
    unit = earlier.unit if earlier is not None and earlier.unit.kind == "things" else PEOPLE
    noun = _counted_words(earlier, unit)
    return Counted(unit, None, span), describe_people(parsed, token, noun, lexicon)


def read_others(
    parsed: Parsed, noun: Token, span: Span, before_it: Sequence[Earlier], lexicon: Lexicon
) -> tuple[Counted, str]:
    """Read "45 others": more of those counted before, else people."""
    latest = recent(before_it, noun.sentence)
    unit = latest.unit if latest is not None and latest.unit.kind == "things" else PEOPLE
    words = describe_people(parsed, noun, _counted_words(latest, unit), lexicon)
    return Counted(unit, None, hull([span, noun.span])), words


def _counted_words(earlier: Earlier | None, unit: Unit) -> str:
    """Return the counted words of the earlier measure up to its noun: "russian diplomats"."""
    if earlier is None or unit.name not in earlier.measure.split():
        return unit.name
    words = earlier.measure.split()
    return " ".join(words[: words.index(unit.name) + 1])


def read_gap(
    parsed: Parsed, numeral: Numeral, before_it: Sequence[Earlier]
) -> tuple[Counted, str] | None:
    """Read a second number whose unit stands at the first: "X covers 9,000 sq km and Y 7,000"."""
    span, token = numeral.span, parsed.tokens_in(numeral.span)[-1]
    earlier = recent(before_it, token.sentence)
    first = parsed.tokens_in(span)[0].index
    before = parsed.tokens[max(0, first - 4) : first]
    if earlier is None or earlier.sentence != token.sentence or not before:
        return None
    onward = numeral.scale > 1 and before[-1].text == "to" and earlier.unit.kind == "money"
    if onward and not _stands_before_noun(parsed, token):
        return Counted(earlier.unit, None, span), earlier.measure  # "from 30m euros to 45 million"
    named = before[-1].pos == "PROPN" and any(t.text in ("and", ",", ";") for t in before[:-1])
    if not named or earlier.unit.kind == "time" or _stands_before_noun(parsed, token):
        return None
    measure = earlier.measure
    if measure.startswith("area of "):
        measure = f"area of {before[-1].text.lower()}"
    return Counted(earlier.unit, None, span), measure


def _stands_before_noun(parsed: Parsed, token: Token) -> bool:
    """Tell whether a noun or a name stands directly after a number."""
    after = parsed.tokens[token.index + 1 : token.index + 2]
    return bool(after) and after[0].sentence == token.sentence and after[0].pos in ("NOUN", "PROPN")
