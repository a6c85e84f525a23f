"""Whom a line resembles: what part of its content words the report, its lead and title share.

A teaser can be a whole sentence of good English; what gives it away is that nothing else on the
page speaks of the same things.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from communique.clean.text.lines import Line

_CONTENT_WORD = re.compile(r"[^\W\d_]{4,}|\w*\d\w*")
_LOOKED_AT = 2000
_TITLE_ABOVE = 12
_TITLE_WORDS = range(3, 26)
_BESIDE = 2

RESEMBLANCE = (
    "shared_with_core",
    "shared_with_lead",
    "shared_with_title",
    "shared_with_next",
    "shared_with_last",
    "only_here",
    "is_title",
)
"""Names of the numbers that :func:`line_resemblances` returns for each line, in order."""

_Words = frozenset[str]


def line_resemblances(lines: Sequence[Line], core: range) -> list[tuple[float, ...]]:
    """Return for each line which part of its content words others share; -1 if it has none.

    Args:
        lines: the lines of the page.
        core: the run of lines that is most surely the report.
    """
    content = [_content_words(line.text) for line in lines]
    in_core = Counter(word for at in core for word in content[at])
    everywhere = Counter(word for words in content for word in words)
    lead = _all(content[at] for at in core[:3])
    title_at = _title(lines, content, core, in_core)
    title = content[title_at] if title_at is not None else frozenset()
    return [
        (
            _part(sum(in_core[word] > (at in core) for word in words), words),
            _part(len(words & lead), words),
            _part(len(words & title), words),
            _part(len(words & _all(content[at + 1 : at + 1 + _BESIDE])), words),
            _part(len(words & _all(content[max(0, at - _BESIDE) : at])), words),
            _part(sum(everywhere[word] == 1 for word in words), words),
            float(at == title_at),
        )
        for at, words in enumerate(content)
    ]


def _content_words(text: str) -> _Words:
    return frozenset(_CONTENT_WORD.findall(text[:_LOOKED_AT].casefold()))


def _all(many: Iterable[_Words]) -> _Words:
    return frozenset().union(*many)


def _title(
    lines: Sequence[Line], content: Sequence[_Words], core: range, in_core: Counter[str]
) -> int | None:
    """The line above the core that shares most of its words with it, if one does."""
    best, best_shared = None, 1
    for at in range(max(0, core.start - _TITLE_ABOVE), core.start):
        shared = sum(word in in_core for word in content[at])
        if len(lines[at].words) in _TITLE_WORDS and shared > best_shared:
            best, best_shared = at, shared
    return best


def _part(some: int, words: _Words) -> float:
    return some / len(words) if words else -1.0
