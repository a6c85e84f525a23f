"""CSV: one tidy file a record type, for spreadsheets and statistics."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

from communique.export.files import whole_text
from communique.export.kinds import export_kinds
from communique.export.written import Written
from communique.ledger import Filters, Ledger
from communique.ledger.tidy import as_cell, tidy_columns


def write_csv(record_type: type, records: Iterable[Any], output: IO[str]) -> int:
    """Write records as CSV with one header line; return how many there were.

    An interval, a place and a party take a column for each of their parts, such as
    ``when.start``; several parties stand in one cell, parted by ``"; "``. What else is not a
    single value stands as JSON.

    Cells hold the words as they are: one that begins with ``=``, ``+``, ``-`` or ``@`` gets nothing
    before it, since this is data for statistics. A spreadsheet may take it for a formula: import
    the columns of words as text.
    """
    columns = tidy_columns(record_type)
    rows = csv.writer(output, lineterminator="\n")
    rows.writerow(column.name for column in columns)
    written = 0
    for record in records:
        rows.writerow(as_cell(column.value(record)) for column in columns)
        written += 1
    return written


def export_csv(
    ledger: Ledger, folder: Path, chosen: Filters | None = None
) -> tuple[Written, ...]:
    """Write records to ``folder``, one CSV file a record type; see :func:`export_kinds`."""
    return export_kinds(ledger, folder, chosen, "csv", _to_file)


def _to_file(record_type: type, records: Iterable[Any], file: Path) -> int:
    with whole_text(file, newline="") as out:
        return write_csv(record_type, records, out)
