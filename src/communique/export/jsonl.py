"""JSON Lines: one file a record type, one record a line, field names as in the records."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from communique.export.files import made_folder, whole_text
from communique.export.written import Written
from communique.ledger import KINDS, Ledger
from communique.records import to_json


def export_jsonl(ledger: Ledger, folder: Path) -> tuple[Written, ...]:
    """Write every record of a ledger to ``folder``, one file a record type.

    A file appears under its name only when it is whole; what an earlier export left under that
    name is replaced.

    Args:
        ledger: what to write.
        folder: made if it is not there.

    Returns:
        The counts of each record type; nothing is left out.

    Raises:
        LedgerError: if the ledger cannot be read, or the folder not written.
    """
    with made_folder(folder):
        written = [_write(kind, ledger.query(kind), folder) for kind in KINDS]
        return (*written, _write("corrections", ledger.corrections(), folder))


def _write(kind: str, records: Iterable[object], folder: Path) -> Written:
    file = folder / f"{kind}.jsonl"
    written = 0
    with whole_text(file) as out:
        for record in records:
            out.write(to_json(record) + "\n")
            written += 1
    return Written(kind=kind, file=file.name, records=written)
