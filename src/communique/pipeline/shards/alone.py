"""One process that codes shards past the reports that end it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa

from communique.pipeline.shards.batch import (
    SETTINGS,
    CodedSource,
    code_batch,
    coded_table,
    coder_of,
)
from communique.pipeline.shards.cut import Shard
from communique.pipeline.shards.place import ShardPlace
from communique.pipeline.shards.processes import may_start, new_pool
from communique.pipeline.shards.underway import LIMIT, Begun, Left, UnderWay, left_in

Work = Callable[[pa.Table, Begun], pa.Table]
DIED = "a worker process died while coding it"
_TRIES = 2  # a process may have been ended by someone else


def too_long(limit: float) -> str:
    """Return why a report is given up that hangs."""
    return f"coding it took more than {limit:g} seconds"


def code_watched(work: Work, table: pa.Table, word: Path, limit: float | None) -> pa.Table:
    """Return the coding of a table; leave word in a file if this process ends meanwhile."""
    with UnderWay(word, limit) as begun:
        begun(0, len(table))
        return work(table, begun)


class Alone:
    """One process that codes shards one by one, and is replaced when it ends.

    Args:
        work: codes a shard; a function that a new process can import.
        limit: seconds for one report, after which the process is ended.
    """

    def __init__(self, work: Work = code_batch, limit: float = LIMIT) -> None:
        self._work = work
        self._limit = limit
        self._pool = new_pool(1)

    def __enter__(self) -> Alone:
        return self

    def __exit__(self, *error: object) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def code(self, shard: Shard, place: ShardPlace, left: Left | None = None) -> None:
        """Write the coding of a shard to its place, past the reports that end the process.

        Args:
            shard: is not coded again if it is there.
            place: where codings are written.
            left: the word that a process left which ended in this shard.
        """
        if place.read(shard.name) is None:
            pieces = list(self._pieces(shard.table, left))
            place.write(shard.name, pa.concat_tables(pieces))

    def _pieces(self, table: pa.Table, left: Left | None = None) -> Iterator[pa.Table]:
        if len(table) == 0:
            return
        coded = left or self._coded(table)
        if isinstance(coded, pa.Table):
            yield coded
            return
        yield from self._pieces(_rows(table, 0, coded.first))
        if coded.hung and coded.end - coded.first == 1:
            yield self._told(_rows(table, coded.first, coded.end), too_long(self._limit))
        else:
            for row in range(coded.first, coded.end):
                yield self._single(_rows(table, row, row + 1))
        yield from self._pieces(_rows(table, coded.end, len(table)))

    def _single(self, row: pa.Table) -> pa.Table:
        for _ in range(_TRIES):
            coded = self._coded(row)
            if isinstance(coded, pa.Table):
                return coded
            if coded.hung:
                return self._told(row, too_long(self._limit))
        return self._told(row, DIED)

    def _coded(self, table: pa.Table) -> pa.Table | Left:
        """Return the coding, or what the process was at when it ended."""
        with TemporaryDirectory(prefix="communique-") as folder:
            word = Path(folder) / "under-way"
            try:
                with may_start():
                    future = self._pool.submit(code_watched, self._work, table, word, self._limit)
                return future.result()
            except BrokenProcessPool:
                self._pool.shutdown(wait=True)
                self._pool = new_pool(1)
                return left_in(word) or Left(first=0, end=len(table))

    def _told(self, row: pa.Table, reason: str) -> pa.Table:
        [told] = row.select(["source_key", "uri", "retrieved"]).to_pylist()
        coder = coder_of((row.schema.metadata or {}).get(SETTINGS, b"{}").decode())
        one = CodedSource(
            key=told["source_key"], uri=told["uri"], retrieved=told["retrieved"], reason=reason
        )
        return coded_table([one], coder.coder_id)


def _rows(table: pa.Table, first: int, end: int) -> pa.Table:
    """Return a copy of some rows; a slice would take the whole table with it to a process."""
    return table.take(pa.array(range(first, end), pa.int64()))
