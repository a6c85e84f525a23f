"""How exact a number is: the words before and after it."""

from __future__ import annotations

import re

from communique.extract.figures.lexicon import Lexicon
from communique.records import Qualifier
from communique.spans import Span

_LONGEST = 24
_LINKS = re.compile(r"(?:\s(?:the|a total of|another|an additional|a further|of))?\s*[(]?\Z")
_TIME_ONLY = {"within", "beyond"}


def read_qualifier(text: str, span: Span, lexicon: Lexicon, *, kind: str) -> tuple[Qualifier, Span]:
    """Return the qualifier of the number phrase ``span``, and the span widened to its words.

    Args:
        text: the document.
        span: the number with its currency sign and unit.
        lexicon: the qualifier phrases.
        kind: the kind of unit; "within" qualifies times only.
    """
    before = text[max(0, span.start - _LONGEST) : span.start]
    link = _LINKS.search(before)
    before = before[: link.start()] if link else before
    lowered = before.lower()
    found = [
        phrase for phrase in lexicon.qualifiers_before
        if lowered.endswith(phrase) and not lowered[: -len(phrase)][-1:].isalnum()
        and (phrase not in _TIME_ONLY or kind == "time")
    ]  # fmt: skip
    if found:
        phrase = max(found, key=len)
        start = max(0, span.start - _LONGEST) + len(before) - len(phrase)
        return lexicon.qualifiers_before[phrase], Span(start, span.end)
    following = text[span.end : span.end + _LONGEST]
    for phrase in sorted(lexicon.qualifiers_after, key=len, reverse=True):
        if re.match(rf",?\s{re.escape(phrase)}\b", following, re.IGNORECASE):
            return lexicon.qualifiers_after[phrase], span
    return "exact", span
