"""The rows of one input to sources, past those that give none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from communique.errors import SourceError
from communique.read.inputs import Input, Reading
from communique.read.rows import source_from_row
from communique.records import Source

# So many rows without text, and none with it, are no reports under any name that we know.
_MOST_WITHOUT_TEXT = 1_000


class UnreadableRowError(SourceError):
    """Something that should be a row and is none; the message is the whole reason."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: which of its file, counted from 1, what it holds, and the line it begins in."""

    number: int
    value: object
    line: int | None = None


def read_rows(rows: Iterable[Row], given: Input, reading: Reading) -> Iterator[Source]:
    """Yield the source of each row; one that gives none is told as ``uri#N``.

    A file whose first thousand rows all lack a text is told once more and left.
    """
    read, without = False, 0
    row = None
    for row in rows:
        try:
            yield _source(row, given, reading)
        except SourceError as error:
            reading.problems(f"{given.uri}#{row.number}", _reason(row, error))
            without += 1
            if not read and without == _MOST_WITHOUT_TEXT:
                reading.problems(given.uri, "no row with a text among the first thousand")
                return
        else:
            read = True
    if row is None:
        reading.problems(given.uri, "empty")


def _source(row: Row, given: Input, reading: Reading) -> Source:
    if isinstance(row.value, UnreadableRowError):
        raise row.value
    place = f"{given.uri}#{row.number}"
    source = source_from_row(row.value, place, reading.settings.columns)
    if given.retrieved and not source.retrieved:
        return replace(source, retrieved=given.retrieved)
    return source


def _reason(row: Row, error: SourceError) -> str:
    if row.line is None or isinstance(error, UnreadableRowError):
        return str(error)
    return f"line {row.line}: {error}"
