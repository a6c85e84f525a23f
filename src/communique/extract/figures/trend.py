"""Which way a quantity moves, if the verb that governs it or a verb beside it says so."""

from __future__ import annotations

import re

from communique.extract.figures.lexicon import Lexicon
from communique.extract.figures.measures import MOVES
from communique.spans import Span
from communique.syntax import Parsed, Token

# "Up 32% on the year"; but "up to 300" is a limit.
_BESIDE = re.compile(r"\b(up|down)\s(?:by\s|about\s|some\s|nearly\s)?\Z", re.IGNORECASE)
_CLAUSE = ("conj", "advcl", "xcomp")


def tells_change(text: str, span: Span) -> bool:
    """Tell whether "up" or "down" stands before an amount: "$41bn in 2023, up 32%"."""
    return _BESIDE.search(text, max(0, span.start - 12), span.start) is not None


def read_change(parsed: Parsed, span: Span, lexicon: Lexicon) -> str | None:
    """Return "rising" or "falling" for the figure at ``span``, or None."""
    beside = _BESIDE.search(parsed.text, max(0, span.start - 12), span.start)
    if beside is not None and not _is_particle(parsed, beside.start(1)):
        return "rising" if beside.group(1).lower() == "up" else "falling"
    inside = {t.index for t in parsed.tokens_in(span)}
    token = parsed.tokens_in(span)[-1]
    for above in parsed.ancestors(token):
        if above.index in inside or above.dep == "prep" or above.pos in ("NUM", "SYM"):
            continue
        if above.pos in ("VERB", "AUX"):
            return _of_clause(parsed, above, lexicon)
        return lexicon.change.get(above.lemma) if above.lemma in MOVES else None
    return None


def _is_particle(parsed: Parsed, start: int) -> bool:
    """Tell whether "down" belongs to a verb: "turned down three requests"."""
    return any(t.dep == "prt" for t in parsed.tokens_in(Span(start, start + 2)))


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
