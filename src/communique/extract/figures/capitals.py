"""Names in a measure as the sentence writes them: "Russian diplomats", "members of NATO"."""

from __future__ import annotations

import re

from communique.syntax import Parsed, Sentence, Token

_WORD = re.compile(r"[\w.'’]+")
_NAMED = frozenset({"GPE", "LOC", "NORP", "ORG", "PERSON", "FAC", "EVENT", "LANGUAGE"})


def with_capitals(parsed: Parsed, sentence: Sentence, measure: str) -> str:
    """Return a measure with the capitals that its names have in the sentence.

    Args:
        parsed: the parse.
        sentence: the sentence of the figure; one all in capitals tells nothing.
        measure: in small letters.
    """
    tokens = parsed.tokens_of(sentence)
    if sentence.span.of(parsed.text).isupper():
        return measure
    opening = next((t.index for t in tokens if t.text[:1].isalpha()), None)
    written = {
        t.text.lower(): t.text for t in tokens if _is_name(t, opens=t.index == opening)
    }  # fmt: skip
    return _WORD.sub(lambda found: written.get(found.group(), found.group()), measure)


def _is_name(token: Token, *, opens: bool) -> bool:
    """Tell whether a word has capitals of its own, not only as the first of its sentence."""
    if not token.text[:1].isupper():
        return any(c.isupper() for c in token.text[1:])
    if any(c.isupper() for c in token.text[1:]):
        return True
    named = token.entity in _NAMED and token.pos in ("PROPN", "ADJ", "NOUN")
    return named if opens else named or token.pos == "PROPN"
