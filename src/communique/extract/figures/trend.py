"""Which way a quantity moves, if the verb that governs it or a verb beside it says so."""

from __future__ import annotations

from communique.extract.figures.lexicon import Lexicon
from communique.spans import Span
from communique.syntax import Parsed, Token

_CLAUSE = ("conj", "advcl", "xcomp")
_NOUNS = frozenset(
    {"growth", "increase", "rise", "fall", "drop", "decline", "decrease", "cut", "reduction"}
)


def read_change(parsed: Parsed, span: Span, lexicon: Lexicon) -> str | None:
    """Return "rising" or "falling" for the figure at ``span``, or None."""
    inside = {t.index for t in parsed.tokens_in(span)}
    token = parsed.tokens_in(span)[-1]
    for above in parsed.ancestors(token):
        if above.index in inside or above.dep == "prep" or above.pos in ("NUM", "SYM"):
            continue
        if above.pos in ("VERB", "AUX"):
            return _of_clause(parsed, above, lexicon)
        return lexicon.change.get(above.lemma) if above.lemma in _NOUNS else None
    return None


def _of_clause(parsed: Parsed, verb: Token, lexicon: Lexicon) -> str | None:
    for candidate in [verb, *_coordinated(parsed, verb)]:
        if candidate.lemma in lexicon.change:
            return lexicon.change[candidate.lemma]
    return None


def _coordinated(parsed: Parsed, verb: Token) -> list[Token]:
    """Return the verbs that share the subject of ``verb``."""
    found = [
        t for t in parsed.children(verb, "conj") if parsed.child(t, "nsubj", "nsubjpass") is None
    ]
    if verb.dep in _CLAUSE and parsed.child(verb, "nsubj", "nsubjpass") is None:
        found.append(parsed.head(verb))
    return [t for t in found if t.pos == "VERB"]
