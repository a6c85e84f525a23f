"""The text of a report cut for reading: pages of bounded length, paragraphs, marked words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from communique.display import Mark, Segment, segments
from communique.spans import Span

LONGEST = 60_000  # code points of a text on one page


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A number in the text that leads to the row of a record."""

    number: int
    record_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words of a paragraph, and the numbers that stand behind them."""

    words: tuple[Segment, ...]
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A line of a text; its pieces together are its words."""

    span: Span
    pieces: tuple[Piece, ...]


def parts_of(text: str, longest: int = LONGEST) -> tuple[Span, ...]:
    """Return a text cut into parts, between lines if they are not too long, else between words."""
    found: list[Span] = []
    start = 0
    while len(text) - start > longest:
        stop = start + longest
        cut = max(text.rfind("\n", start, stop), -1) + 1
        if cut <= start + longest // 2:
            cut = max(text.rfind(" ", start, stop) + 1, cut)
        end = cut if cut > start else stop
        found.append(Span(start, end))
        start = end
    return (*found, Span(start, len(text)))


def paragraphs(
    text: str,
    marks: Iterable[Mark],
    references: Mapping[int, Sequence[Reference]],
    within: Span,
) -> tuple[Paragraph, ...]:
    """Return the lines of a part of a text, cut at every edge of a mark.

    Args:
        text: of a document.
        marks: in any order, overlapping at will.
        references: by the offset behind which they stand.
        within: the part.
    """
    lines = list(_lines(text, within))
    held = _by_line(lines, marks)
    stops = sorted(at for at in references if within.start < at <= within.end)
    made = []
    for line, some in zip(lines, held, strict=True):
        here = stops[bisect_right(stops, line.start) : bisect_right(stops, line.end)]
        made.append(_paragraph(text, line, some, {at: references[at] for at in here}))
    return tuple(made)


def _lines(text: str, within: Span) -> Iterator[Span]:
    start = within.start
    while start < within.end:
        end = text.find("\n", start, within.end)
        end = within.end if end < 0 else end
        if text[start:end].strip():
            yield Span(start, end)
        start = end + 1


def _by_line(lines: Sequence[Span], marks: Iterable[Mark]) -> list[list[Mark]]:
    """The marks of each line, clipped to it."""
    held: list[list[Mark]] = [[] for _ in lines]
    ends = [line.end for line in lines]
    for mark in marks:
        at = bisect_right(ends, mark.span.start)
        while at < len(lines) and lines[at].start < mark.span.end:
            clipped = Span(
                max(lines[at].start, mark.span.start), min(lines[at].end, mark.span.end)
            )
            if clipped.start < clipped.end:
                held[at].append(replace(mark, span=clipped))
            at += 1
    return held


def _paragraph(
    text: str, line: Span, marks: Sequence[Mark], references: Mapping[int, Sequence[Reference]]
) -> Paragraph:
    pieces: list[Piece] = []
    words: list[Segment] = []
    # A number that stands within a run of plain words parts it in two.
    edges = [Mark(span=Span(line.start, at), role="") for at in references]
    for segment in segments(text, (*marks, *edges), line):
        words.append(replace(segment, marks=tuple(mark for mark in segment.marks if mark.role)))
        if segment.span.end in references:
            told = tuple(references[segment.span.end])
            pieces.append(Piece(words=tuple(words), references=told))
            words = []
    if words:
        pieces.append(Piece(words=tuple(words), references=()))
    return Paragraph(span=line, pieces=tuple(pieces))
