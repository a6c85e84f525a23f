"""Split a text into blocks: the paragraphs that the parser sees one by one.

A blank line always ends a block. A single line break ends one unless the line was wrapped in the
middle of a sentence, as old wire copy is.
"""

from __future__ import annotations

import re

from communique.spans import Span, trim

_LINE = re.compile(r"[^\n]*\n?")
# A dateline before the first sentence ("PARIS, May 3 (Agency) - ", "KYIV: ") misleads the parser.
_DATELINE = re.compile(
    r"[A-Z][A-Z'’.-]{2,}(?:[ /-][A-Z][A-Z'’.-]+){0,3}"
    r"(?:,\s*[A-Z][A-Za-z. ]{2,25})?(?:,\s*[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:,\s*\d{4})?)?"
    r"\s*(?:\([^()\n]{2,40}\)\s*)?(?:[—–:]|--?(?=\s))\s*"
)
_ENDS_SENTENCE = re.compile(r"[.!?:…]['\"”’»)\]]*\s*$")
# Wire copy wraps near column 70; a shorter unfinished line is a heading, a list item or a byline.
_WRAPPED_FROM = 45


def _is_wrapped(line: str, following: str) -> bool:
    """Tell whether ``following`` continues the sentence of ``line``."""
    words = following.strip()
    if not words or not line.strip() or _ENDS_SENTENCE.search(line):
        return False
    return words[0].islower() or (len(line.strip()) >= _WRAPPED_FROM and len(line) <= 100)


def split_blocks(text: str) -> tuple[Span, ...]:
    """Return the blocks of ``text`` in order, without surrounding whitespace, none empty."""
    lines = [Span(m.start(), m.end()) for m in _LINE.finditer(text) if m.end() > m.start()]
    blocks: list[Span] = []
    start: int | None = None
    for index, line in enumerate(lines):
        words = line.of(text)
        if not words.strip():
            continue
        if start is None:
            start = line.start
        following = lines[index + 1].of(text) if index + 1 < len(lines) else ""
        if not _is_wrapped(words, following):
            blocks += _without_dateline(text, trim(text, Span(start, line.end)))
            start = None
    return tuple(blocks)


def _without_dateline(text: str, block: Span) -> list[Span]:
    """Return a dateline and what follows it as two blocks, or the block as it is."""
    match = _DATELINE.match(text, block.start, block.end)
    if match is None or match.end() >= block.end:
        return [block]
    dateline = trim(text, Span(block.start, match.end()))
    return [dateline, Span(match.end(), block.end)]
