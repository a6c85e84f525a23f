"""For which time a figure holds: "in 2023", "in the first half of the year", "since August"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.records import Time, When
from communique.spans import Span
from communique.syntax import Parsed, Token

# Lengths, ordinals and sizes of land hold for no period.
_MONTH = 31
_COMPARED = re.compile(
    r"(?:\b(?:from|over|than|against|compared (?:with|to))(?: in)?"
    r"|\bsame (?:period|months?|time|quarter) (?:of|in)) (?:the )?\Z",
    re.IGNORECASE,
)
TIMELESS = frozenset({"time", "ordinal", "area", "distance"})


def find_period(parsed: Parsed, phrase: Span, times: Sequence[Time]) -> When | None:
    """Return the time told of the same deed as the number, the nearest after it, else before.

    Args:
        parsed: the parse.
        phrase: the number with its unit.
        times: the time expressions of the document.
    """
    tokens = parsed.tokens_in(phrase)
    sentence = parsed.sentence_of(tokens[0]).span
    own = _clause(parsed, tokens[-1])
    found = [
        time
        for time in times
        if time.when is not None
        and time.type in ("DATE", "DURATION")
        and sentence.start <= time.start
        and time.end <= sentence.end
        and not phrase.overlaps(Span(time.start, time.end))
        and _is_of(parsed, time, own)
    ]
    found = [t for t in found if not _is_vague(t) and not _is_compared(parsed.text, t)]
    after = [t for t in found if t.start >= phrase.end]
    chosen = after[:1] or found[-1:]
    return chosen[0].when if chosen else None


def _is_compared(text: str, time: Time) -> bool:
    """Tell whether a time is only what the figure is compared with: "up 7 percent from 2022"."""
    return _COMPARED.search(text, max(0, time.start - 40), time.start) is not None


def _is_vague(time: Time) -> bool:
    """Tell whether a day or week is known only to lie in some months, so that it says nothing."""
    when = time.when
    if when is None or when.start is None or when.end is None:
        return when is None
    return when.precision in ("day", "week") and (when.end - when.start).days > _MONTH


def _is_of(parsed: Parsed, time: Time, clause: Token | None) -> bool:
    inside = parsed.tokens_in(Span(time.start, time.end))
    return bool(inside) and _clause(parsed, inside[-1]) == clause


def _clause(parsed: Parsed, token: Token) -> Token | None:
    """Return the verb nearest above a token."""
    return next((t for t in parsed.ancestors(token) if t.pos in ("VERB", "AUX")), None)
