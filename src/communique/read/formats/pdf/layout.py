"""The order in which the pieces of a PDF page are read.

A file mostly draws its text in the order in which it is to be read, column by column, and this
order is kept. Where it draws across columns, line after line, the columns are told by the strip
that stays free between them.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

_LEAST_ROWS = 3
_LEAST_WORDS = 3
_LEAST_STRIP = 4.0
_MOST_PIECES = 3000
_MOST_COLUMNS = 12
_LONG_TABLE = 20
_WIDE_GAP = 2.5


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, or a piece of one: its words and its box in points, y upwards."""

    words: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """From the lowest to the highest point of its letters."""
        return max(self.top - self.bottom, 1.0)

    def beside(self, other: Line) -> bool:
        """Tell whether the two stand at the same height."""
        shared = min(self.top, other.top) - max(self.bottom, other.bottom)
        return shared > min(self.height, other.height) / 2


def in_reading_order(drawn: Sequence[Sequence[Line]]) -> list[Line]:
    """Return the lines of a page in the order in which they are read.

    Args:
        drawn: the lines as the file draws them, each cut into pieces at wide gaps.
    """
    pieces = [piece for line in drawn for piece in line]
    if len(pieces) > _MOST_PIECES or not _is_drawn_across(pieces):
        return list(_joined(pieces))
    by_height = sorted(pieces, key=lambda piece: (-round(piece.bottom / 2), piece.left))
    return list(_joined(_by_columns(by_height, _MOST_COLUMNS)))


def _is_drawn_across(pieces: Sequence[Line]) -> bool:
    """Tell whether several lines go on beyond the same strip."""
    gaps = [
        (one.right, other.left)
        for one, other in itertools.pairwise(pieces)
        if one.beside(other) and other.left > one.right and _is_text(one) and _is_text(other)
    ]
    edges = sorted([(left, 1) for left, _ in gaps] + [(right, -1) for _, right in gaps])
    depths = itertools.accumulate(step for _, step in edges)
    return max(depths, default=0) >= _LEAST_ROWS


def _is_text(piece: Line) -> bool:
    return piece.words.count(" ") + 1 >= _LEAST_WORDS


def _by_columns(pieces: Sequence[Line], depth: int) -> Iterator[Line]:
    """Yield pieces column by column wherever several of them leave a strip free."""
    at = 0
    while at < len(pieces):
        end, middle = _band(pieces, at) if depth else (len(pieces), None)
        band = pieces[at:end]
        if middle is None:
            yield from band
        else:
            yield from _by_columns([piece for piece in band if piece.left < middle], depth - 1)
            yield from _by_columns([piece for piece in band if piece.left >= middle], depth - 1)
        at = end


def _band(pieces: Sequence[Line], start: int) -> tuple[int, float | None]:
    """The end of the band at ``start`` that a free strip parts, and the strip's middle.

    A band is as long as some strip stays free. Where none parts running text, the middle is None,
    and the band is what need not be looked at again: a single piece, or a long table.
    """
    covered: list[tuple[float, float]] = []
    end = start
    for end in range(start, len(pieces)):
        widened = _with(covered, pieces[end])
        if len(widened) == 1 and (len(covered) > 1 or end - start > _LEAST_ROWS):
            break
        covered = widened
    else:
        end = len(pieces)
    strips = [(a[1], b[0]) for a, b in itertools.pairwise(covered)]
    middles = [(a + b) / 2 for a, b in strips if b - a >= _LEAST_STRIP]
    valid = next((middle for middle in middles if _parts(pieces[start:end], middle)), None)
    if valid is not None:
        return end, valid
    return (end if end - start > _LONG_TABLE else start + 1), None


def _with(covered: list[tuple[float, float]], piece: Line) -> list[tuple[float, float]]:
    """The stretches of the page's width that are covered, with one piece more."""
    left, right = piece.left, piece.right
    apart = []
    for stretch in covered:
        if stretch[1] < left or stretch[0] > right:
            apart.append(stretch)
        else:
            left, right = min(left, stretch[0]), max(right, stretch[1])
    return sorted([*apart, (left, right)])


def _parts(pieces: Sequence[Line], middle: float) -> bool:
    """Tell whether there is running text on both sides, more than in the cells of a table."""
    sides = ([p for p in pieces if p.left < middle], [p for p in pieces if p.left >= middle])
    return all(
        sum(map(_is_text, side)) >= _LEAST_ROWS and 2 * sum(map(_is_text, side)) > len(side)
        for side in sides
    )


def _joined(pieces: Iterable[Line]) -> Iterator[Line]:
    """Join pieces that follow each other on one line; what a very wide gap parts, as the cells of
    a table, stays on lines of its own."""
    line: Line | None = None
    for piece in pieces:
        if line is None:
            line = piece
        elif line.beside(piece) and piece.left >= line.right:
            wide = piece.left - line.right > _WIDE_GAP * line.height
            line = replace(
                line,
                words=line.words + ("\n" if wide else " ") + piece.words,
                right=piece.right,
                bottom=min(line.bottom, piece.bottom),
                top=max(line.top, piece.top),
            )
        else:
            yield line
            line = piece
    if line is not None:
        yield line
