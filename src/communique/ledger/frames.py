"""Records as Arrow tables, in batches: what data frames and Parquet files are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from communique.batches import batches
from communique.ledger.tidy import tidy_columns

if TYPE_CHECKING:
    import polars as pl
    import pyarrow as pa


def arrow_schema(record_type: type) -> pa.Schema:
    """Return the Arrow schema of a record type; column names as in CSV."""
    import pyarrow as pa  # noqa: PLC0415  # takes .1 s to load

    types = {
        "text": pa.string(),
        "texts": pa.list_(pa.string()),
        "integer": pa.int64(),
        "number": pa.float64(),
        "date": pa.date32(),
        "moment": pa.timestamp("us", "UTC"),
        "truth": pa.bool_(),
        "json": pa.string(),
    }
    return pa.schema([(column.name, types[column.holds]) for column in tidy_columns(record_type)])


def arrow_batches(record_type: type, records: Iterable[Any]) -> Iterator[pa.RecordBatch]:
    """Yield records as Arrow batches of at most 500 rows."""
    import pyarrow as pa  # noqa: PLC0415

    schema, columns = arrow_schema(record_type), tidy_columns(record_type)
    for several in batches(records):
        arrays = [[column.value(record) for record in several] for column in columns]
        yield pa.RecordBatch.from_arrays(
            [pa.array(values, field.type) for values, field in zip(arrays, schema, strict=True)],
            schema=schema,
        )


def arrow_table(record_type: type, records: Iterable[Any]) -> pa.Table:
    """Return records as one Arrow table."""
    import pyarrow as pa  # noqa: PLC0415

    return pa.Table.from_batches(arrow_batches(record_type, records), arrow_schema(record_type))


def polars_frame(table: pa.Table) -> pl.DataFrame:
    """Return an Arrow table as a data frame of Polars, which must be installed."""
    import polars as pl  # noqa: PLC0415  # an extra

    frame = pl.from_arrow(table)
    if not isinstance(frame, pl.DataFrame):
        raise TypeError("expected a data frame of an Arrow table")
    return frame
