"""Conditions of a commitment: "if shells are delivered", "provided that", "on condition that"."""

from __future__ import annotations

import re

from communique.extract.commitments.lexicon import Lexicon
from communique.spans import Span, trim
from communique.syntax import Parsed, Token

_FRINGE = " \t\n,;:.\"'“”‘’"
# The parser takes "provided" for a verb and "condition" for a noun of the deed.
_PHRASES = re.compile(
    r"\b(?:provided|providing|on (?:the )?condition|as long as|so long as)(?:\sthat)?\s[^,;.]+",
    re.IGNORECASE,
)


def find_condition(
    parsed: Parsed, trigger: Token, deed: Token | None, lexicon: Lexicon
) -> Span | None:
    """Return the words of the condition on which a deed depends, or None.

    Args:
        parsed: the parse.
        trigger: the word that tells the commitment.
        deed: the verb of what is to be done, if there is one.
        lexicon: the words that open a condition.
    """
    for verb in (deed, trigger):
        if verb is None:
            continue
        for clause in parsed.children(verb, "advcl", "ccomp"):
            opens = parsed.children(clause, "mark", "advmod")
            if any(lexicon.has("conditions", t.lemma) for t in opens):
                return trim(parsed.text, parsed.span_of(parsed.subtree(clause)), strip=_FRINGE)
    sentence = parsed.sentence_of(trigger).span
    told = _PHRASES.search(parsed.text, trigger.span.end, sentence.end)
    if told is None:
        return None
    return trim(parsed.text, Span(told.start(), told.end()), strip=_FRINGE)


def without_condition(parsed: Parsed, what: Span, condition: Span | None) -> Span:
    """Return the words of a deed up to its condition."""
    if condition is None or not what.start < condition.start < what.end:
        return what
    return trim(parsed.text, Span(what.start, condition.start), strip=_FRINGE)
