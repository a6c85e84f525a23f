"""Parquet: one file a record type, for scans by DuckDB, Polars, Spark and R."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

from communique.export.files import made_folder, whole_file
from communique.export.written import Written
from communique.ledger import KINDS, Ledger
from communique.ledger.frames import arrow_batches, arrow_schema


def write_parquet(record_type: type, records: Iterable[Any], output: Path | IO[bytes]) -> int:
    """Write records as one Parquet file, some hundred rows in memory at a time.

    Columns are those of CSV; days are ``date32``, several parties lists of strings.

    Returns:
        How many records there were.
    """
    import pyarrow.parquet as pq  # noqa: PLC0415  # takes .1 s to load

    written = 0
    with pq.ParquetWriter(output, arrow_schema(record_type), compression="zstd") as writer:
        for batch in arrow_batches(record_type, records):
            writer.write_batch(batch)
            written += batch.num_rows
    return written


def export_parquet(ledger: Ledger, folder: Path) -> tuple[Written, ...]:
    """Write every record of a ledger to ``folder``, one Parquet file a record type.

    Args:
        ledger: what to write.
        folder: made if it is not there.

    Returns:
        The counts of each record type; nothing is left out.

    Raises:
        LedgerError: if the ledger cannot be read, or the folder not written.
    """
    with made_folder(folder):
        return tuple(_write(ledger, kind, folder / f"{kind}.parquet") for kind in KINDS)


def _write(ledger: Ledger, kind: str, file: Path) -> Written:
    with whole_file(file) as unfinished:
        written = write_parquet(KINDS[kind].record, ledger.query(kind), unfinished)
    return Written(kind=kind, file=file.name, records=written)
