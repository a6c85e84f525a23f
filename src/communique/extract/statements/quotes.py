"""Pair quotation marks, also where a report lost or doubled some of them.

Machine-translated and retyped reports drop closing marks, open a quotation twice or close one that
was never opened. A mark's direction is therefore read from the characters around it and only then
from its glyph, and each block (paragraph) is repaired by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from communique.spans import Span, trim

# Doubled marks count as one; two apostrophes are how some wires write a double mark.
_MARK = re.compile(r"(?:[“”„«»\"‟]|''|``|‘‘|’’)+")
_SINGLE_OPEN = re.compile(r"(?<![\w’'])[‘'](?=\w)")
_SINGLE_CLOSE = re.compile(r"(?<=[\w,.?!…])[’'](?![\w’'])")
_LOST_CLOSE = re.compile(
    r"[,?!]\s+(?:(?:he|she|they|[A-Z]\w+(?: [A-Z]\w+){0,3})\s+(?:said|says|added|told|noted)\b"
    r"|(?:said|says|added)\s+[A-Z])"
)
_SENTENCE_START = re.compile(r"[.!?…]['’”\"]*\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: ``whole`` with its marks, ``inside`` without them and the closing comma.

    ``open_ended`` is true where the block ends before the quotation does, as in quotations of
    several paragraphs.
    """

    whole: Span
    inside: Span
    open_ended: bool = False

    def ending(self, text: str) -> str:
        """Return the last character inside the marks, which tells a comma from a full stop."""
        words = text[self.inside.start : self.whole.end].rstrip(" \n\t\"“”„«»'’‘`")
        return words[-1:]


def find_quotes(text: str, blocks: Iterable[Span]) -> tuple[Quote, ...]:
    """Return the quotations of ``text`` in order, none inside another.

    Args:
        text: the text of the document.
        blocks: its paragraphs; no quotation runs over the end of one.
    """
    found: list[Quote] = []
    for block in blocks:
        doubles = _in_block(text, block)
        found.extend(doubles or _single_quotes(text, block))
    return tuple(sorted(found, key=lambda q: q.whole))


def _direction(text: str, mark: re.Match[str], block: Span) -> str:
    """Return "open", "close", or "either" for a mark whose surroundings do not tell."""
    before = text[mark.start() - 1] if mark.start() > block.start else " "
    after = text[mark.end()] if mark.end() < block.end else " "
    glyph = mark.group()[0]
    opens = before.isspace() or before in "([—–-/:‘'"
    closes = after.isspace() or after in ")].,;:!?—–-/’'"
    if opens and not closes:
        return "open"
    if closes and not opens:
        return "close"
    if glyph in "„«‟`":
        return "open"
    return {"“": "open", "‘": "open", "”": "close", "»": "close"}.get(glyph, "either")


def _in_block(text: str, block: Span) -> list[Quote]:
    quotes: list[Quote] = []
    opened: list[re.Match[str]] = []
    last_close: re.Match[str] | None = None
    for mark in _MARK.finditer(text, block.start, block.end):
        direction = _direction(text, mark, block)
        if direction == "either":
            direction = "close" if opened else "open"
        if direction == "open":
            if opened and last_close is None:
                lost = _LOST_CLOSE.search(text, opened[0].end(), mark.start())
                if lost is not None:
                    quotes.append(_cut_short(text, opened[0], lost.start() + 1))
                    opened = []
            if opened and last_close is not None:
                # The outer quotation was closed once by a mark that seemed to close an inner one.
                quotes.append(_quote(text, opened[0].start(), opened[0].end(), last_close))
                opened, last_close = [], None
            opened.append(mark)
        elif opened:
            if len(opened) == 1:
                quotes.append(_quote(text, opened[0].start(), opened[0].end(), mark))
                opened, last_close = [], None
            else:
                opened.pop()
                last_close = mark
        elif _follows_clause(text, mark, block):
            start = _lost_opening(text, mark.start(), block, quotes)
            quotes.append(_quote(text, start, start, mark))
    if opened:
        quotes.append(_close_late(text, opened[0], last_close, block))
    return [q for q in quotes if q.inside.length > 0]


def _quote(text: str, start: int, inner: int, close: re.Match[str]) -> Quote:
    return Quote(Span(start, close.end()), _inside(text, Span(inner, close.start())))


def _cut_short(text: str, opening: re.Match[str], end: int) -> Quote:
    return Quote(Span(opening.start(), end), _inside(text, Span(opening.end(), end)))


def _inside(text: str, span: Span) -> Span:
    """Return ``span`` without surrounding blanks, closing comma and nested marks left alone."""
    tight = trim(text, span)
    if tight.length and text[tight.end - 1] == ",":
        tight = Span(tight.start, tight.end - 1)
    return tight


def _follows_clause(text: str, mark: re.Match[str], block: Span) -> bool:
    """Tell whether an unopened closing mark ends direct speech: comma, mark, more words."""
    return text[mark.start() - 1 : mark.start()] in tuple(",?!") and mark.end() < block.end


def _lost_opening(text: str, close: int, block: Span, quotes: list[Quote]) -> int:
    floor = quotes[-1].whole.end if quotes else block.start
    starts = [m.end() for m in _SENTENCE_START.finditer(text, floor, close)]
    return starts[-1] if starts else trim(text, Span(floor, close)).start


def _close_late(
    text: str, opening: re.Match[str], last_close: re.Match[str] | None, block: Span
) -> Quote:
    """Close a quotation that its block leaves open."""
    if last_close is not None:
        return _quote(text, opening.start(), opening.end(), last_close)
    lost = _LOST_CLOSE.search(text, opening.end(), block.end)
    end = lost.start() + 1 if lost else block.end
    inside = _inside(text, Span(opening.end(), end))
    return Quote(Span(opening.start(), end), inside, open_ended=lost is None)


def _single_quotes(text: str, block: Span) -> list[Quote]:
    """Pair single marks, where a block has no double ones; apostrophes are left alone."""
    quotes: list[Quote] = []
    at = block.start
    while opening := _SINGLE_OPEN.search(text, at, block.end):
        close = _closing_single(text, opening.end(), block.end)
        if close is None:
            at = opening.end()
            continue
        quotes.append(_quote(text, opening.start(), opening.end(), close))
        at = close.end()
    return quotes


def _closing_single(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the mark that closes a single quotation; a plural possessive does not."""
    for close in _SINGLE_CLOSE.finditer(text, start, end):
        before, after = text[close.start() - 1], text[close.end() : close.end() + 2]
        if before == "s" and re.match(r"\s\w", after) and _SINGLE_CLOSE.search(
            text, close.end(), end
        ):
            continue
        return close
    return None
