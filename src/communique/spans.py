"""Character spans and the map from clean text back to its source: the one place for offsets.

Offsets count Unicode code points and ends are exclusive, as Python slices do.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
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
    """One run of clean text: copied from the source, or inserted (``source is None``)."""

    start: int
    text: str
    source: int | None


class TextMap:
    """Clean text that knows where each of its characters stood in the source.

    Built piece by piece with :meth:`keep` and :meth:`insert`; ``text`` is the clean text.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self._pieces: list[Piece] = []
        self._length = 0

    def keep(self, span: Span) -> None:
        """Append the source characters of ``span`` unchanged."""
        self._append(span.of(self.source), span.start)

    def insert(self, text: str) -> None:
        """Append characters that the source does not hold, such as a paragraph break."""
        self._append(text, None)

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
        if not 0 <= span.start <= span.end <= self._length:
            raise SpanError(
                f"expected a span inside a clean text of {self._length} characters, "
                f"got {tuple(span)}"
            )
        found: list[Span] = []
        first = max(0, bisect_right(self._pieces, span.start, key=lambda p: p.start) - 1)
        for piece in self._pieces[first:]:
            if piece.start >= span.end:
                break
            low = max(span.start, piece.start)
            high = min(span.end, piece.start + len(piece.text))
            if piece.source is not None and low < high:
                offset = piece.source - piece.start
                found.append(Span(low + offset, high + offset))
        return hull(found) if found else None

    def _append(self, text: str, source: int | None) -> None:
        if text:
            self._pieces.append(Piece(self._length, text, source))
            self._length += len(text)
