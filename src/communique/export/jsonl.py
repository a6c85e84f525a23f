"""JSON Lines: one file a record type, one record a line, field names as in the records."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from communique.export.files import whole_text
from communique.export.kinds import export_kinds
from communique.export.written import Written
from communique.ledger import Filters, Ledger
from communique.records import to_json


def export_jsonl(
    ledger: Ledger, folder: Path, chosen: Filters | None = None
) -> tuple[Written, ...]:
    """Write records to ``folder``, one file a record type; see :func:`export_kinds`."""
    return export_kinds(ledger, folder, chosen, "jsonl", _to_file)


def _to_file(_: type, records: Iterable[Any], file: Path) -> int:
    written = 0
    with whole_text(file) as out:
        for record in records:
            out.write(to_json(record) + "\n")
            written += 1
    return written
