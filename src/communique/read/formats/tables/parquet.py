"""Parquet: one report a row, under any of the names that suppliers give their fields."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import IOBase
from typing import Any, cast

import pyarrow as pa
from pyarrow import parquet as pq

from communique.errors import SourceError
from communique.read.inputs import Format, Input, Reading
from communique.read.row_sources import Row, read_rows
from communique.records import Source

_MAGIC = b"PAR1"
_ROWS_AT_ONCE = 64
_OF_CODED = {"source_key", "extraction", "coding"}


def is_parquet(given: Input) -> bool:
    """Tell whether the first bytes are those of the format."""
    return given.head.startswith(_MAGIC)


def read_parquet(given: Input, reading: Reading) -> Iterator[Source]:
    """Read one source from each row, some rows in memory at a time.

    Raises:
        SourceError: if the file is damaged, or holds reports that are coded already.
    """
    try:
        file = pq.ParquetFile(pa.PythonFile(cast(IOBase, given.stream), mode="r"))
        if set(file.schema_arrow.names) >= _OF_CODED:
            raise SourceError("a coded shard, which only `communique build` takes")
        yield from read_rows(_rows(file), given, reading)
    except (pa.ArrowException, OSError) as error:
        raise SourceError(f"damaged Parquet: {str(error).splitlines()[0]}") from error


def _rows(file: pq.ParquetFile) -> Iterator[Row]:
    number = 0
    for batch in file.iter_batches(batch_size=_ROWS_AT_ONCE):
        for row in batch.to_pylist():
            number += 1
            yield Row(number, {name: _as_json(value) for name, value in row.items()})


def _as_json(value: Any) -> Any:
    """Days and moments as JSON writes them."""
    return value.isoformat() if isinstance(value, date) else value


PARQUET = Format("Parquet", is_parquet, read_parquet)
