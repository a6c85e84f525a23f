"""JSON Lines: one file a record type, one record a line, field names as in the records."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from communique.export.files import made_folder, whole_file
from communique.ledger import KINDS, Ledger
from communique.records import to_json


def export_jsonl(ledger: Ledger, folder: Path) -> dict[str, int]:
    """Write every record of a ledger to ``folder``, one file a record type.

    A file appears under its name only when it is whole; what an earlier export left under that
    name is replaced.

    Args:
        ledger: what to write.
        folder: made if it is not there.

    Returns:
        How many records each file holds, by record type.

    Raises:
        LedgerError: if the ledger cannot be read, or the folder not written.
    """
    with made_folder(folder):
        written = {kind: _write(ledger.query(kind), folder / f"{kind}.jsonl") for kind in KINDS}
        corrections = _write(ledger.corrections(), folder / "corrections.jsonl")
        return written | {"corrections": corrections}


def _write(records: Iterable[object], file: Path) -> int:
    written = 0
    with whole_file(file) as path, path.open("w", encoding="utf-8", newline="\n") as lines:
        for record in records:
            lines.write(to_json(record) + "\n")
            written += 1
    return written
