"""Coding shards, here or in worker processes, of which any may die or hang at any moment.

A dead worker's shards are coded again, each alone in a process of its own. One that ends this
process too is coded around the reports it was at, and these one by one: those that end a process
by themselves are told, all others coded. A few shards may be coded in this process, which starts
sooner; it leaves word of what it is at, and where such a word lies, the next run codes apart.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import pyarrow as pa

from communique.pipeline.shards.alone import Alone, Work, code_watched
from communique.pipeline.shards.batch import code_batch
from communique.pipeline.shards.cut import Shard
from communique.pipeline.shards.farewell import said_if_ended
from communique.pipeline.shards.place import UNDER_WAY, ShardPlace
from communique.pipeline.shards.processes import may_start, new_pool
from communique.pipeline.shards.underway import LIMIT, left_in

# In this process; or so, and one report that hangs ends it; or in processes of their own.
Few = Literal["here", "watched", "apart"]
_AHEAD = 4  # shards for each process that wait their turn
_FEW = 8  # shards for each process below which starting processes costs more than it saves


def coded_shards(
    shards: Iterable[Shard],
    place: ShardPlace,
    jobs: int = 1,
    work: Work = code_batch,
    limit: float = LIMIT,
    few: Few = "here",
) -> Generator[Shard]:
    """Yield shards in order, each when it lies coded in its place.

    Args:
        shards: to be coded; one that is there already is not coded again.
        place: where codings are written.
        jobs: processes to share the work.
        work: codes a shard; a function that a new process can import.
        limit: seconds for one report, after which the process that codes it is ended.
        few: where shards are coded that are too few to be shared out.
    """
    each = iter(shards)
    first = list(islice(each, _FEW * jobs))
    folder = place.folder()
    ended = place.words_left()
    if len(first) < _FEW * jobs and folder is not None and not ended and few != "apart":
        watched = few == "watched"
        for shard in first:
            word = folder / f".{shard.name}{UNDER_WAY}"
            with said_if_ended() if watched else nullcontext():
                _code_shard(shard.table, shard.name, place, work, word, limit if watched else None)
            yield shard
        return
    with TemporaryDirectory(prefix="communique-") as words:
        processes = _Processes(place=place, jobs=jobs, work=work, limit=limit, words=Path(words))
        yield from processes.coded(chain(first, each))
    for word in ended:
        word.unlink(missing_ok=True)


def _code_shard(
    table: pa.Table, name: str, place: ShardPlace, work: Work, word: Path, limit: float | None
) -> None:
    """Write the coding of a shard to its place, unless it is there."""
    if place.read(name) is None:
        place.write(name, code_watched(work, table, word, limit))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Processes:
    """Worker processes that share shards; what each is at lies in the folder ``words``."""

    place: ShardPlace
    jobs: int
    work: Work
    limit: float
    words: Path

    def coded(self, shards: Iterator[Shard]) -> Generator[Shard]:
        unfinished = True
        while unfinished:
            pool = new_pool(self.jobs)
            try:
                suspects = yield from self._until_one_ends(pool, shards)
            finally:
                pool.shutdown(wait=True, cancel_futures=True)
            unfinished = bool(suspects)
            with Alone(self.work, self.limit) as alone:
                for shard in suspects:
                    left = left_in(self.words / shard.name)
                    alone.code(shard, self.place, left if left and left.hung else None)
                    yield shard

    def _until_one_ends(
        self, pool: ProcessPoolExecutor, shards: Iterator[Shard]
    ) -> Generator[Shard, None, list[Shard]]:
        """Yield coded shards; return those under way when a worker ended, none at the end."""
        waiting: deque[Shard] = deque()
        futures: deque[Future[None]] = deque()
        try:
            for shard in shards:
                waiting.append(shard)
                futures.append(self._submitted(pool, shard))
                if len(waiting) >= _AHEAD * self.jobs:
                    futures.popleft().result()
                    yield waiting.popleft()
            while waiting:
                futures.popleft().result()
                yield waiting.popleft()
        except BrokenProcessPool:
            pass
        return list(waiting)

    def _submitted(self, pool: ProcessPoolExecutor, shard: Shard) -> Future[None]:
        word = self.words / shard.name
        with may_start():
            return pool.submit(
                _code_shard, shard.table, shard.name, self.place, self.work, word, self.limit
            )
