"""Split a text into blocks: the paragraphs that the parser sees one by one.

A blank line always ends a block. A single line break ends one unless the next line runs on in lower
case, or the whole text was wrapped at a fixed width, as old wire copy is, and the line is full.
"""

from __future__ import annotations

import re

from communique.parse.wrapping import continues, wrap_width
from communique.spans import Span, trim

_LINE = re.compile(r"[^\n]*\n?")
# A dateline before the first sentence ("PARIS, May 3 (Agency) - ", "KYIV: ") misleads the parser.
_DATELINE = re.compile(
    r"[A-Z][A-Z'’.-]{2,30}(?:[ /-][A-Z][A-Z'’.-]{1,30}){0,3}"
    r"(?:,\s*[A-Z][A-Za-z. ]{2,25})?(?:,\s*[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:,\s*\d{4})?)?"
    r"\s*(?:\([^()\n]{2,40}\)\s*)?(?:[—–:]|--?(?=\s))\s*"
)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])")


def split_blocks(text: str, longest: int | None = None) -> tuple[Span, ...]:
    """Return the blocks of ``text`` in order, without surrounding whitespace, none empty.

    Args:
        text: of a document.
        longest: characters of the longest block that is wanted; a longer paragraph is cut where
            sentences end, if any does.
    """
    spans = [Span(m.start(), m.end()) for m in _LINE.finditer(text) if m.end() > m.start()]
    lines = [span.of(text) for span in spans]
    width = wrap_width(lines)
    blocks: list[Span] = []
    start: int | None = None
    for span, line, following in zip(spans, lines, [*lines[1:], ""], strict=False):
        if not line.strip():
            continue
        if start is None:
            start = span.start
        if not _is_joined(line, following, width):
            for block in _without_dateline(text, trim(text, Span(start, span.end))):
                blocks += _cut(text, block, longest or block.length)
            start = None
    return tuple(blocks)


def _is_joined(line: str, following: str, width: int | None) -> bool:
    """Tell whether the line break after ``line`` falls inside a paragraph."""
    if not following.strip() or _DATELINE.match(following.lstrip()):
        return False
    return continues(line, following, width)


def _without_dateline(text: str, block: Span) -> list[Span]:
    """Return a dateline and what follows it as two blocks, or the block as it is."""
    match = _DATELINE.match(text, block.start, block.end)
    if match is None or match.end() >= block.end:
        return [block]
    dateline = trim(text, Span(block.start, match.end()))
    return [dateline, Span(match.end(), block.end)]


def _cut(text: str, block: Span, longest: int) -> list[Span]:
    """Cut a block that is too long behind the last sentence that fits, again and again."""
    pieces: list[Span] = []
    while block.length > longest:
        ends = [m.end() for m in _SENTENCE_END.finditer(text, block.start, block.start + longest)]
        if not ends:
            break
        pieces.append(trim(text, Span(block.start, ends[-1])))
        block = Span(ends[-1], block.end)
    return [*pieces, block]
