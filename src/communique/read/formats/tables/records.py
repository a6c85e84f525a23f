"""The rows of a table, past broken quotation marks that would swallow the rows after them."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import replace

from communique.read.formats.tables.dialect import Dialect
from communique.read.formats.tables.shape import Shape
from communique.read.row_sources import Row, UnreadableRowError

# Looked at again after broken rows, in all; a file of nothing else is given up row by row.
_MOST_REREAD = 40_000_000
_MOST_LINES = 20_000
_MOST_BROKEN_LINES = 50_000
_NULLS = frozenset(("NA", "N/A", "NULL", "null", "None", "NaN", "nan", "\\N"))


class _TooLongError(Exception):
    """More characters than a row may have."""


class _Lines:
    """Lines that can be put back.

    ``taken`` are those of the row at hand, ``overflowed`` tells that it is longer than may be.
    """

    def __init__(self, lines: Iterator[tuple[int, str | None]], longest: int) -> None:
        self._lines = lines
        self._again: deque[tuple[int, str | None]] = deque()
        self._longest = longest
        self._length = 0
        self._reread = 0
        self.overflowed = False
        self.taken: list[tuple[int, str]] = []

    def begin(self) -> None:
        self.taken, self._length, self.overflowed = [], 0, False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        number, line = self._again.popleft() if self._again else next(self._lines)
        self.taken.append((number, line or ""))
        self._length += len(line or "")
        if line is None or self._length > self._longest or len(self.taken) > _MOST_LINES:
            self.overflowed = True
            raise _TooLongError
        return line

    @property
    def written(self) -> str:
        """The row at hand as it is written."""
        return "".join(line for _, line in self.taken)

    def put_back_all_but_first(self) -> None:
        """Put the lines after the first back, unless too much has been already."""
        if self._reread > _MOST_REREAD:
            return
        again = self.taken[1:]
        self._reread += self._length
        self._again.extendleft(reversed(again))
        del self.taken[1:]


class Records:
    """Reads rows; after a broken one it begins again in the next line in which a row fits.

    Args:
        lines: the lines of the table with their numbers, from its first row on.
        dialect: how the table is written.
        longest: characters that one row may have.
    """

    def __init__(
        self, lines: Iterator[tuple[int, str | None]], dialect: Dialect, longest: int
    ) -> None:
        self._lines = _Lines(lines, longest)
        self._dialect = dialect
        self._width = len(dialect.header)
        self._shape = Shape(self._width)
        self._broken: tuple[int, int, str] | None = None

    def __iter__(self) -> Iterator[Row]:
        """Yield each row as a mapping of column to cell, or what is wrong with it."""
        for number, (line, found) in enumerate(self._found(), start=1):
            yield Row(number, found, line)

    def _found(self) -> Iterator[tuple[int, object]]:
        while (cells := self._next()) is not None:
            line = self._lines.taken[0][0]
            row = self._fitting(cells)
            if row is None:
                yield from self._misfit(line, cells)
                if self._is_beyond_hope():
                    break
            elif any(cell.strip() for cell in row):
                yield from self._told_broken()
                self._shape.learn(row, self._lines.written)
                yield line, self._named(row)
        yield from self._told_broken()

    def _next(self) -> list[str] | None:
        """The cells of the next row, none for a broken one; None at the end."""
        self._lines.begin()
        try:
            return next(self._dialect.reader(self._lines, strict=True))
        except StopIteration:
            return None
        except (csv.Error, _TooLongError):
            return []

    def _fitting(self, cells: list[str]) -> list[str] | None:
        """The cells of a row that is as wide as the header, and is one row."""
        row = self._as_wide(cells)
        if not cells or row is None or self._swallows():
            return self._alone() if not cells or len(self._lines.taken) > 1 else None
        fits = not self._broken or self._shape.fits(row, self._lines.written)
        return row if fits else None

    def _as_wide(self, cells: list[str]) -> list[str] | None:
        row, more = cells[: self._width], cells[self._width :]
        return row if len(row) == self._width and not any(map(str.strip, more)) else None

    def _alone(self) -> list[str] | None:
        """The first line as a row by itself, whose quotation marks are words of the text."""
        [(_, line), *others] = self._lines.taken
        if not line.strip():
            return [""] * self._width
        for cells in (*self._without_quoting(line, others), *self._loosely(line, others)):
            row = self._as_wide(cells)
            if row is not None and self._shape.fits(row, line):
                self._lines.put_back_all_but_first()
                return row
        return None

    def _without_quoting(self, line: str, others: list[tuple[int, str]]) -> list[list[str]]:
        [cells] = _parsed(replace(self._dialect, quoted=False, escape=None), line) or [[""]]
        # Where a text goes on in the next line, its first line is no whole row.
        return [cells] if not others or (self._shape.last_tells and '"' not in cells[-1]) else []

    def _loosely(self, line: str, others: list[tuple[int, str]]) -> list[list[str]]:
        return [] if others else _parsed(self._dialect, line)

    def _swallows(self) -> bool:
        """Whether a line within the row is a row by itself, as only a stray quote makes it."""
        if len(self._lines.taken) == 1 or not self._shape.tells:
            return False
        for _, line in self._lines.taken[1:]:
            if line.count(self._dialect.separator) >= self._width - 1:
                [cells] = _parsed(self._dialect, line) or [[]]
                if len(cells) == self._width and self._shape.fits(cells, line):
                    return True
        return False

    def _misfit(self, line: int, cells: list[str]) -> Iterator[tuple[int, object]]:
        why = self._what_is_wrong(cells)
        if not self._broken and cells and len(self._lines.taken) == 1:
            yield line, UnreadableRowError(f"line {line}: {why}")
            return
        self._lines.put_back_all_but_first()
        last = self._lines.taken[-1][0]
        first, _, why = self._broken or (line, last, why)
        self._broken = (first, last, why)

    def _is_beyond_hope(self) -> bool:
        return self._broken is not None and self._broken[1] - self._broken[0] > _MOST_BROKEN_LINES

    def _what_is_wrong(self, cells: list[str]) -> str:
        if not cells or len(cells) == self._width:
            return "too long" if self._lines.overflowed else "broken quotes"
        few = "too few" if len(cells) < self._width else "too many"
        return f"{few} cells: {len(cells)} where the header has {self._width}"

    def _told_broken(self) -> Iterator[tuple[int, object]]:
        if self._broken:
            first, last, why = self._broken
            self._broken = None
            until = f"{why}; " if ":" in why else f"{why}: "
            goes_on = ", and the rest was left" if last - first > _MOST_BROKEN_LINES else ""
            told = f"line {first}: {until}no row could be read up to line {last}{goes_on}"
            yield first, UnreadableRowError(told)

    def _named(self, cells: list[str]) -> dict[str, str]:
        row: dict[str, str] = {}
        for name, cell in zip(self._dialect.header, cells, strict=True):
            row[name] = row.get(name) or ("" if cell in _NULLS else cell)
        return row


def _parsed(dialect: Dialect, line: str) -> list[list[str]]:
    """One line as a row, at most."""
    try:
        return [*dialect.reader([line.rstrip("\r\n").replace("\r", " ")])][:1]
    except csv.Error:
        return []
