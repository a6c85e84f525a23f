"""The sentences around words, for showing them; coding has its own, by the parse."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from communique.spans import Span, hull

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)]*\s+(?=[\"'“‘«(]?[A-Z0-9])|\n+")
# A full stop after one of these, or after an initial, ends no sentence.
_ABBREVIATION = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Maj|Adm|Sen|Rep|Gov|Prof|Jr|No|vs)\.$"
)
_LONGEST = 400


def sentences_around(text: str, span: Span) -> Span:
    """Return a span widened to the sentences it lies in, some hundred characters at most."""
    low, high = max(0, span.start - _LONGEST), min(len(text), span.end + _LONGEST)
    ends = list(_sentence_ends(text, low, high))
    start = max((end.end() for end in ends if end.end() <= span.start), default=low)
    after = (end for end in ends if end.start() >= span.end - 1)
    stop = next((end.start() + len(end.group().rstrip()) for end in after), high)
    return Span(start, max(span.end, stop))


def windows(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the sentences around each span, in order, those that touch joined into one."""
    joined: list[Span] = []
    for window in sorted(sentences_around(text, span) for span in spans):
        if joined and not text[joined[-1].end : window.start].strip():
            joined[-1] = hull((joined[-1], window))
        else:
            joined.append(window)
    return tuple(joined)


def _sentence_ends(text: str, low: int, high: int) -> Iterator[re.Match[str]]:
    for end in _SENTENCE_END.finditer(text, low, high):
        before = text[max(low, end.start() - 8) : end.start() + 1]
        if "\n" in end.group() or not _ABBREVIATION.search(before):
            yield end
