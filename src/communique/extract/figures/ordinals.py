"""Ordinals that count: "the 75th anniversary of diplomatic relations", "the 10th member"."""

from __future__ import annotations

from communique.extract.figures.counted import Counted
from communique.extract.figures.lexicon import Lexicon, Unit
from communique.extract.figures.measures import noun_phrase
from communique.extract.figures.numerals import Numeral
from communique.spans import hull
from communique.syntax import Parsed

_REACH = 5


def read_ordinal(parsed: Parsed, numeral: Numeral, lexicon: Lexicon) -> tuple[Counted, str] | None:
    """Return what an ordinal counts and its measure, or None where it is a mere order or a date."""
    last = parsed.tokens_in(numeral.span)[-1]
    for token in parsed.tokens[last.index + 1 : last.index + 1 + _REACH]:
        if token.sentence != last.sentence:
            return None
        least = lexicon.ordinal_nouns.get(token.lemma)
        if least is not None:
            if numeral.value < least:
                return None
            counted = Counted(Unit(token.lemma, "ordinal"), token, hull([numeral.span, token.span]))
            words = [w for w in noun_phrase(parsed, token) if not _is_ordinal(w, parsed, numeral)]
            return counted, " ".join(words).lower()
        if token.pos not in ("ADJ", "NOUN", "PROPN") and token.tag != "HYPH":
            return None
    return None


def _is_ordinal(word: str, parsed: Parsed, numeral: Numeral) -> bool:
    return word in numeral.span.of(parsed.text).split("-")
