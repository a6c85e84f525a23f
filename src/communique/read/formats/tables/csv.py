"""Tables with a header row: CSV, its kin with semicolons or bars, and TSV, of any size."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import dropwhile

from communique.errors import SourceError
from communique.read.columns import Columns, columns_of, plain_name
from communique.read.formats.tables.dialect import Dialect, dialect_of, known_names
from communique.read.formats.tables.records import Records
from communique.read.inputs import HEAD_BYTES, Format, Input, Reading
from communique.read.pieces import numbered_lines, pieces
from communique.read.row_sources import read_rows
from communique.records import Source

_ENDINGS = frozenset((".csv", ".tsv", ".tab"))
_MEDIA_TYPES = frozenset(("text/csv", "text/tab-separated-values"))
_FEWEST_KNOWN = 2
_LATEST_LINE = 2
_COLUMNS_SHOWN = 40


def is_csv(given: Input) -> bool:
    """Tell whether the first bytes are those of a table with a header row.

    Prose has commas too: without an ending that says so, the header must name a text and one more
    field of a report, and the row after it be as wide.
    """
    names = columns_of({})
    dialect = dialect_of(given.words, names)
    if dialect is None:
        return False
    has_text = names.text_name(dialect.header) is not None
    if given.ending in _ENDINGS or given.media_type in _MEDIA_TYPES:
        return len(dialect.header) > 1 or has_text
    is_header = has_text and known_names(dialect.header, names) >= _FEWEST_KNOWN
    return is_header and dialect.first_line <= _LATEST_LINE and _row_is_as_wide(given, dialect)


def _row_is_as_wide(given: Input, dialect: Dialect) -> bool:
    rows = dialect.reader(given.words.splitlines(keepends=True)[dialect.first_line - 1 :])
    try:
        header, row = next(rows), next(rows, None)
        goes_on = next(rows, None) is None and len(given.head) == HEAD_BYTES
    except csv.Error:
        return False
    return row is not None and (len(row) == len(header) or goes_on)


def read_csv(given: Input, reading: Reading) -> Iterator[Source]:
    """Read one source from each row; a bad one is reported as ``uri#N``, with its line.

    Raises:
        SourceError: if no column can hold the text; the message names those that there are.
    """
    names = columns_of(reading.settings.columns)
    sample = next(pieces(given), "")
    given.stream.seek(0)
    dialect = dialect_of(sample, names)
    if dialect is None:
        raise SourceError("empty")
    _refuse_without_text(dialect, names)
    longest = 2 * reading.settings.maximum_report_bytes
    # A limit of the whole process in the standard library, far below the longest report.
    csv.field_size_limit(max(csv.field_size_limit(), longest))
    lines = numbered_lines(given, longest)
    rows = dropwhile(lambda line: line[0] <= dialect.first_line, lines)
    yield from read_rows(Records(rows, dialect, longest), given, reading)


def _refuse_without_text(dialect: Dialect, names: Columns) -> None:
    present = {plain_name(name) for name in dialect.header}
    shown = ", ".join(filter(None, dialect.header[:_COLUMNS_SHOWN])) or "without names"
    for field in ("text", "html"):
        column = names.mapped.get(field)
        if column is not None and plain_name(column) not in present:
            raise SourceError(f"no column of that name: {column}; the columns are {shown}")
    if names.text_name(dialect.header) is None:
        raise SourceError(
            f"no column of text: the columns are {shown}; "
            "name the one with the text under [read.columns] in the settings"
        )


CSV = Format("CSV", is_csv, read_csv)
