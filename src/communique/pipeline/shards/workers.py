"""Coding shards, here or in worker processes, of which any may die at any moment.

A dead worker's shards are coded again, each alone in a process of its own. One that ends this
process too is halved, and halved again, until the reports that do it stand alone: these are told,
all others coded.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from threading import Thread

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

Work = Callable[[pa.Table], pa.Table]
DIED = "a worker process died while coding it"
_TRIES_ALONE = 2  # a process may have been ended by someone else
_AHEAD = 4  # shards for each process that wait their turn
_FEW = 8  # shards for each process below which starting processes costs more than it saves


def coded_shards(
    shards: Iterable[Shard], place: ShardPlace, jobs: int = 1, work: Work = code_batch
) -> Generator[Shard]:
    """Yield shards in order, each when it lies coded in its place.

    Args:
        shards: to be coded; one that is there already is not coded again.
        place: where codings are written.
        jobs: processes to share the work; one, or few shards, are coded in this process.
        work: codes a shard; a function that a new process can import.
    """
    each = iter(shards)
    first = list(islice(each, _FEW * jobs)) if jobs > 1 else []
    if len(first) < _FEW * jobs:
        for shard in chain(first, each):
            code_shard(shard.table, shard.name, place, work)
            yield shard
        return
    yield from _coded_in_parallel(chain(first, each), place, jobs, work)


def code_shard(table: pa.Table, name: str, place: ShardPlace, work: Work = code_batch) -> None:
    """Write the coding of a shard to its place, unless it is there."""
    if place.read(name) is None:
        place.write(name, work(table))


def _coded_in_parallel(
    shards: Iterator[Shard], place: ShardPlace, jobs: int, work: Work
) -> Generator[Shard]:
    unfinished = True
    while unfinished:
        pool = _new_pool(jobs)
        try:
            suspects = yield from _until_one_dies(pool, shards, place, jobs, work)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
        unfinished = bool(suspects)
        with Alone(work) as alone:
            for shard in suspects:
                alone.code(shard, place)
                yield shard


def _until_one_dies(
    pool: ProcessPoolExecutor, shards: Iterator[Shard], place: ShardPlace, jobs: int, work: Work
) -> Generator[Shard, None, list[Shard]]:
    """Yield coded shards; return those that were under way when a worker died, none at the end."""
    waiting: deque[Shard] = deque()
    futures: deque[Future[None]] = deque()
    try:
        for shard in shards:
            waiting.append(shard)
            futures.append(_submitted(pool, shard, place, work))
            if len(waiting) >= _AHEAD * jobs:
                futures.popleft().result()
                yield waiting.popleft()
        while waiting:
            futures.popleft().result()
            yield waiting.popleft()
    except BrokenProcessPool:
        pass
    return list(waiting)


class Alone:
    """One process that codes shards one by one, and is replaced when it dies."""

    def __init__(self, work: Work = code_batch) -> None:
        self._work = work
        self._pool = _new_pool(1)

    def __enter__(self) -> Alone:
        return self

    def __exit__(self, *error: object) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def code(self, shard: Shard, place: ShardPlace) -> None:
        """Write the coding of a shard to its place, past the reports that end the process."""
        if place.read(shard.name) is None:
            place.write(shard.name, pa.concat_tables(list(self._pieces(shard.table))))

    def _pieces(self, table: pa.Table) -> Iterator[pa.Table]:
        for _ in range(_TRIES_ALONE if len(table) == 1 else 1):
            coded = self._coded(table)
            if coded is not None:
                yield coded
                return
        if len(table) == 1:
            yield _told_dead(table)
            return
        half = len(table) // 2
        yield from self._pieces(table.slice(0, half))
        yield from self._pieces(table.slice(half))

    def _coded(self, table: pa.Table) -> pa.Table | None:
        """Return the coding, None if the process died of it."""
        try:
            with _interrupt_held():
                future = self._pool.submit(self._work, table)
            return future.result()
        except BrokenProcessPool:
            self._pool.shutdown(wait=True)
            self._pool = _new_pool(1)
            return None


def _told_dead(table: pa.Table) -> pa.Table:
    [row] = table.select(["source_key", "uri", "retrieved"]).to_pylist()
    coder = coder_of((table.schema.metadata or {}).get(SETTINGS, b"{}").decode())
    told = CodedSource(
        key=row["source_key"], uri=row["uri"], retrieved=row["retrieved"], reason=DIED
    )
    return coded_table([told], coder.coder_id)


def _submitted(
    pool: ProcessPoolExecutor, shard: Shard, place: ShardPlace, work: Work
) -> Future[None]:
    with _interrupt_held():  # a process may be started here
        return pool.submit(code_shard, shard.table, shard.name, place, work)


def _new_pool(jobs: int) -> ProcessPoolExecutor:
    """Return a pool whose processes are started when there is work for them."""
    return ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=_begin_worker
    )


@contextmanager
def _interrupt_held() -> Iterator[None]:
    """Let a process that is started meanwhile not be ended by Ctrl-C, which is its parent's."""
    if not hasattr(signal, "pthread_sigmask"):  # not on Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin_worker() -> None:
    """Leave Ctrl-C to the parent, which tells its workers when to end; end when it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        Thread(target=_end_after, args=(parent.join,), daemon=True).start()


def _end_after(parent_ends: Callable[[], None]) -> None:
    parent_ends()
    os._exit(1)
