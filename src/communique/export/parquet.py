"""Parquet: one file a record type, for scans by DuckDB, Polars, Spark and R."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

from communique.export.files import whole_file
from communique.export.kinds import export_kinds
from communique.export.written import Written
from communique.ledger import Filters, Ledger
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


def export_parquet(
    ledger: Ledger, folder: Path, chosen: Filters | None = None
) -> tuple[Written, ...]:
    """Write records to ``folder``, one Parquet file a record type; see :func:`export_kinds`."""
    return export_kinds(ledger, folder, chosen, "parquet", _to_file)


def _to_file(record_type: type, records: Iterable[Any], file: Path) -> int:
    with whole_file(file) as unfinished:
        return write_parquet(record_type, records, unfinished)
