"""CSV: one tidy file a record type, for spreadsheets and statistics."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

from communique.export.files import made_folder, whole_text
from communique.export.written import Written
from communique.ledger import KINDS, Ledger
from communique.ledger.tidy import as_cell, tidy_columns


def write_csv(record_type: type, records: Iterable[Any], output: IO[str]) -> int:
    """Write records as CSV with one header line; return how many there were.

    An interval, a place and a party take a column for each of their parts, such as
    ``when.start``; several parties stand in one cell, parted by ``"; "``. What else is not a
    single value stands as JSON.
    """
    columns = tidy_columns(record_type)
    rows = csv.writer(output, lineterminator="\n")
    rows.writerow(column.name for column in columns)
    written = 0
    for record in records:
        rows.writerow(as_cell(column.value(record)) for column in columns)
        written += 1
    return written


def export_csv(ledger: Ledger, folder: Path) -> tuple[Written, ...]:
    """Write every record of a ledger to ``folder``, one CSV file a record type, in UTF-8.

    Args:
        ledger: what to write.
        folder: made if it is not there.

    Returns:
        The counts of each record type; nothing is left out.

    Raises:
        LedgerError: if the ledger cannot be read, or the folder not written.
    """
    with made_folder(folder):
        return tuple(_write(ledger, kind, folder / f"{kind}.csv") for kind in KINDS)


def _write(ledger: Ledger, kind: str, file: Path) -> Written:
    with whole_text(file, newline="") as out:
        written = write_csv(KINDS[kind].record, ledger.query(kind), out)
    return Written(kind=kind, file=file.name, records=written)
