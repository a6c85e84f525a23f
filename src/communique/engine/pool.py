"""A function that an engine's pool of processes calls for each row of a frame."""

from __future__ import annotations

import atexit
import gc
import os
from collections.abc import Callable, Mapping
from typing import Any

import pyarrow as pa


def each_row(
    daft: Any,
    frame: Any,
    work: Callable[..., Mapping[str, Any]],
    returns: Mapping[str, pa.DataType],
    *given: Any,
    jobs: int | None = None,
    at_once: int = 1,
) -> Any:
    """Return a frame of what a function makes of each row of another.

    Rows go to whichever process is free. A thread would not do: all wait for one lock as long as
    the work is Python's.

    Args:
        daft: the library, its runner set.
        frame: whose columns the function takes, as plain values in their order.
        work: of a module; what it makes is free of cycles.
        returns: the columns that it gives a row.
        given: further arguments of the function.
        jobs: processes at a time; None for one a processor.
        at_once: rows handed to a process together; one, where few rows hold much.
    """
    made = pa.struct(list(returns.items()))

    class Pool:
        def __init__(self) -> None:
            gc.disable()  # a look at each of many records takes as long as all else
            atexit.register(gc.freeze)  # or the end would wait for a look at all of them

        @daft.method.batch(return_dtype=daft.DataType.from_arrow_type(made), unnest=True)  # type: ignore[untyped-decorator]
        def each(self, *columns: Any) -> pa.Array[Any]:
            rows = zip(*(column.to_arrow().to_pylist() for column in columns), strict=True)
            return pa.array([work(*row, *given) for row in rows], type=made)

    workers = jobs or os.cpu_count() or 1
    pool = daft.cls(Pool, use_process=True, max_concurrency=workers, cpus=1)()
    columns = [daft.col(name) for name in frame.column_names]
    return frame.into_batches(at_once).select(pool.each(*columns))
