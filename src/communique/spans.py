"""Character spans and the map from clean text back to its source: the one place for offsets.

Offsets count Unicode code points and ends are exclusive, as Python slices do.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from communique.errors import SpanError


class Span(NamedTuple):
    """A half-open range of code points, ``text[start:end]``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words that the span covers.

        Raises:
            SpanError: if the span does not lie inside ``text``.
        """
        if not 0 <= self.start <= self.end <= len(text):
            raise SpanError(
                f"expected a span inside a text of {len(text)} characters, got {tuple(self)}"
            )
        return text[self.start : self.end]

    @property
    def length(self) -> int:
        """Number of code points covered."""
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share at least one character."""
        return max(self.start, other.start) < min(self.end, other.end)

    def covers(self, other: Span) -> bool:
        """Tell whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def shift(self, by: int) -> Span:
        """Return the span moved by ``by`` characters."""
        return Span(self.start + by, self.end + by)


def hull(spans: Iterable[Span]) -> Span:
    """Return the smallest span that covers all of ``spans`` (at least one)."""
    every = tuple(spans)
    return Span(min(s.start for s in every), max(s.end for s in every))


def trim(text: str, span: Span, *, strip: str | None = None) -> Span:
    """Return ``span`` without leading and trailing whitespace, or characters of ``strip``."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip(strip))
    return Span(start, max(start, span.start + len(words.rstrip(strip))))


@dataclass(frozen=True, slots=True)
class Piece:
    """One run of clean text and where it came from.

    ``source`` is None for what was inserted. A ``substitute`` stands for its source range as a
    whole; any other piece holds one character for each of its range.
    """

    start: int
    text: str
    source: Span | None
    substitute: bool = False

    @property
    def end(self) -> int:
        """Where the piece ends in the clean text."""
        return self.start + len(self.text)

    def within(self, span: Span) -> Piece:
        """Return the part of the piece that lies inside a clean span which overlaps it."""
        low, high = max(span.start, self.start), min(span.end, self.end)
        source = self.source
        if source is not None and not self.substitute:
            source = Span(low, high).shift(source.start - self.start)
        text = self.text[low - self.start : high - self.start]
        return Piece(low, text, source, self.substitute)


class TextMap:
    """Clean text that knows where each of its characters stood in the source.

    Built piece by piece with :meth:`keep`, :meth:`insert`, :meth:`exchange` and :meth:`substitute`;
    ``text`` is the clean text. Source characters that no piece stands for were left out.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self._pieces: list[Piece] = []
        self._length = 0

    def keep(self, span: Span) -> None:
        """Append the source characters of ``span`` unchanged."""
        self._append(span.of(self.source), span)

    def insert(self, text: str) -> None:
        """Append characters that the source does not hold, such as a paragraph break."""
        self._append(text, None)

    def exchange(self, span: Span, text: str) -> None:
        """Append as many other characters for those of ``span``, as blanks for no-break spaces.

        Raises:
            SpanError: if the span does not lie inside the source, or is not as long as ``text``.
        """
        span.of(self.source)
        if span.length != len(text):
            raise SpanError(f"expected {span.length} characters for {tuple(span)}, got {len(text)}")
        self._append(text, span)

    def substitute(self, span: Span, text: str) -> None:
        """Append ``text`` in place of the source characters of ``span``, as a letter for its parts.

        Any part of ``text`` leads back to the whole of ``span``; an empty span makes it inserted.

        Raises:
            SpanError: if the span does not lie inside the source.
        """
        span.of(self.source)
        self._append(text, span if span.length else None, substitute=span.length > 0)

    @property
    def text(self) -> str:
        """The clean text built so far."""
        return "".join(piece.text for piece in self._pieces)

    def to_source(self, span: Span) -> Span | None:
        """Return the source range of a clean span, from its first to its last kept character.

        Returns None when every character of the span was inserted.

        Raises:
            SpanError: if the span does not lie inside the clean text.
        """
        found = [piece.source for piece in self._inside(span) if piece.source is not None]
        return hull(found) if found else None

    def through(self, inner: TextMap) -> TextMap:
        """Return the map of this clean text to the source of ``inner``, whose text is our source.

        Example: ``inner`` repairs characters, this map cuts furniture from the repaired text; the
        result leads from what was left to the text as it came.

        Raises:
            SpanError: if the text of ``inner`` is not the source of this map.
        """
        if inner.text != self.source:
            raise SpanError("expected a map whose text is the source of this one, got another")
        joined = TextMap(inner.source)
        for piece in self._pieces:
            if piece.source is None:
                joined.insert(piece.text)
            elif piece.substitute:
                joined._append(piece.text, inner.to_source(piece.source), substitute=True)
            else:
                to_clean = piece.start - piece.source.start
                for part in inner._inside(piece.source):
                    place = Span(part.start, part.end).shift(to_clean)
                    words = piece.within(place).text
                    joined._append(words, part.source, substitute=part.substitute)
        return joined

    def _inside(self, span: Span) -> Iterator[Piece]:
        """Yield the parts of pieces that lie inside a clean span."""
        if not 0 <= span.start <= span.end <= self._length:
            raise SpanError(
                f"expected a span inside a clean text of {self._length} characters, "
                f"got {tuple(span)}"
            )
        first = max(0, bisect_right(self._pieces, span.start, key=lambda p: p.start) - 1)
        for at in range(first, len(self._pieces)):
            piece = self._pieces[at]
            if piece.start >= span.end:
                return
            if span.start < min(piece.end, span.end):
                yield piece.within(span)

    def _append(self, text: str, source: Span | None, *, substitute: bool = False) -> None:
        if text:
            stands_for = substitute and source is not None
            self._pieces.append(Piece(self._length, text, source, stands_for))
            self._length += len(text)
