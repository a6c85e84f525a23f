"""Writing a user's own actors to their CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from communique.errors import KnowledgeError
from communique.knowledge.own import COLUMNS, OwnRow, columns_of, read_own


def cells_of(row: OwnRow) -> dict[str, str]:
    """Return a row as the cells of a table, empty ones left out."""
    cells = {
        "id": row.actor_id, "name": row.name, "aliases": ";".join(row.aliases),
        "demonyms": ";".join(row.demonyms), "kind": row.kind, "country": row.country or "",
        "sectors": ";".join(row.sectors), "gender": row.gender, "office": row.office,
        "of": row.of, "start": str(row.start or ""), "end": str(row.end or ""),
    }  # fmt: skip
    return {column: cell for column, cell in cells.items() if cell}


def append_own(path: Path, rows: Sequence[OwnRow]) -> int:
    """Add rows to a file, made if it is not there; return how many were not in it yet.

    Raises:
        KnowledgeError: if the file is malformed, lacks a column that a row needs, or cannot be
            written.
    """
    held = read_own(path) if path.exists() else ()
    known = {frozenset(cells_of(row).items()) for row in held}
    columns = columns_of(path) if path.exists() else COLUMNS
    new = [cells for row in rows if frozenset((cells := cells_of(row)).items()) not in known]
    lacking = sorted({c for cells in new for c in cells} - {*columns, "id"})
    if lacking:
        raise KnowledgeError(f"{path}: add the columns {', '.join(lacking)}, or name another file")
    text = io.StringIO()
    table = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
    if not path.exists():
        table.writeheader()
    table.writerows(new)
    _append(path, text.getvalue())
    return len(new)


def _append(path: Path, text: str) -> None:
    try:
        before = path.read_bytes()[-1:] if path.exists() else b""
        with path.open("a", encoding="utf-8", newline="") as opened:
            opened.write(("" if before in (b"", b"\n") else "\n") + text)
    except OSError as error:
        raise KnowledgeError(f"{path}: cannot be written: {error}") from error
