"""Ingest of coded documents: by the ledger, and by bare ``executemany`` of the same rows.

Both write into a file with the same tables, indexes and full-text triggers, with the same pragmas
and as many documents a transaction. The bare side is given its rows ready; the ledger makes them
from records, looks up what is there already, and notes sources.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from communique.ledger import Ledger
from synthetic_ledger import BATCH, coded_reports, write_reports

_OF_DOCUMENTS = (
    "documents", "captures", "codings", "mentions", "event_mentions", "statements", "commitments",
    "figures", "extractions", "sources",
)  # fmt: skip
Batch = dict[str, list[Any]]


def own_seconds(path: Path, events: int) -> float:
    """Return the seconds in which a new ledger takes the coded reports of so many events."""
    reports = list(coded_reports(events))
    with Ledger.open(path, create=True) as ledger:
        began = time.perf_counter()
        write_reports(ledger, iter(reports))
        return time.perf_counter() - began


def bare_seconds(source: Path, path: Path) -> float:
    """Return the seconds in which an empty ledger's file takes the rows of another one."""
    Ledger.open(path, create=True).close()
    with closing(sqlite3.connect(source)) as connection:
        batches = _batches(connection)
        inserts = {name: _insert_of(connection, name) for name in (*_OF_DOCUMENTS, "parties")}
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        began = time.perf_counter()
        for batch in batches:
            connection.execute("BEGIN IMMEDIATE")
            for name, rows in batch.items():
                connection.executemany(inserts[name], rows)
            connection.execute("COMMIT")
        return time.perf_counter() - began


def _batches(connection: sqlite3.Connection) -> Sequence[Batch]:
    """All rows of a ledger's documents, as many documents a batch as one transaction takes."""
    ordered = connection.execute("SELECT document_id FROM documents ORDER BY seq").fetchall()
    batch_of = {row[0]: number // BATCH for number, row in enumerate(ordered)}
    found: list[Batch] = [{} for _ in range(len(ordered) // BATCH + 1)]
    document_of: dict[str, str] = {}
    for name in _OF_DOCUMENTS:
        cursor = connection.execute(f"SELECT * FROM {name} ORDER BY rowid")
        columns = [column[0] for column in cursor.description]
        at = columns.index("document_id")
        identity = columns.index("id") if "id" in columns else at
        for row in cursor:
            found[batch_of[row[at]]].setdefault(name, []).append(row)
            document_of[row[identity]] = row[at]
    cursor = connection.execute("SELECT * FROM parties ORDER BY seq")
    at = [column[0] for column in cursor.description].index("record_id")
    for row in cursor:
        found[batch_of[document_of[row[at]]]].setdefault("parties", []).append(row)
    return found


def _insert_of(connection: sqlite3.Connection, name: str) -> str:
    count = len(connection.execute(f"SELECT * FROM {name} LIMIT 0").description)
    return f"INSERT INTO {name} VALUES ({', '.join('?' * count)})"
