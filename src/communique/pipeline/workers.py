"""Coding shards of documents, here or in worker processes, one of which may die."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import get_context

from communique.pipeline.coder import Coded, Coder
from communique.pipeline.incoming import Incoming
from communique.records import Document
from communique.settings import Settings

Shard = list[Incoming]
Refuse = Callable[[str, str], None]
_SHARD = 16
_TRIES = 2
_FEW = 8  # shards for each process below which starting processes costs more than it saves


def coded_shards(
    incoming: Iterable[Incoming], coder: Coder, jobs: int, refuse: Refuse
) -> Iterator[list[tuple[Incoming, Coded]]]:
    """Yield documents with their coding, a shard at a time.

    Args:
        incoming: documents to code.
        coder: codes in this process; a worker makes one of its own with the same settings.
        jobs: processes to share the work; few shards are coded here all the same.
        refuse: told of each document of a shard whose worker died every time.
    """
    shards = _shards(incoming)
    first = list(islice(shards, _FEW * jobs)) if jobs > 1 else []
    if len(first) < _FEW * jobs:
        for shard in chain(first, shards):
            yield list(zip(shard, coder.code([i.document for i in shard]), strict=True))
        return
    yield from _coded_in_parallel(chain(first, shards), coder.settings, jobs, refuse)


def _shards(incoming: Iterable[Incoming]) -> Iterator[Shard]:
    iterator = iter(incoming)
    while shard := list(islice(iterator, _SHARD)):
        yield shard


def _coded_in_parallel(
    shards: Iterator[Shard], settings: Settings, jobs: int, refuse: Refuse
) -> Iterator[list[tuple[Incoming, Coded]]]:
    """Code shards in worker processes, a few ahead; a shard whose worker dies is tried again."""
    waiting: list[tuple[Shard, int]] = []
    exhausted = False
    while not exhausted or waiting:
        with ProcessPoolExecutor(
            jobs, mp_context=get_context("spawn"), initializer=_start_worker, initargs=(settings,)
        ) as pool:
            running: dict[Future[list[Coded]], tuple[Shard, int]] = {}
            try:
                while True:
                    while len(running) < 2 * jobs:
                        shard, tries = waiting.pop(0) if waiting else (next(shards, None), 0)
                        if shard is None:
                            exhausted = True
                            break
                        running[pool.submit(_code_shard, [i.document for i in shard])] = (
                            shard,
                            tries,
                        )
                    if not running:
                        break
                    future = next(iter(running))
                    coded = future.result()
                    shard, _ = running.pop(future)
                    yield list(zip(shard, coded, strict=True))
            except BrokenProcessPool:
                waiting += _retry(running.values(), refuse)


def _retry(running: Iterable[tuple[Shard, int]], refuse: Refuse) -> Iterator[tuple[Shard, int]]:
    for shard, tries in running:
        if tries + 1 < _TRIES:
            yield shard, tries + 1
        else:
            for incoming in shard:
                refuse(incoming.uri, "a worker process died while coding this shard")


_worker: dict[str, Coder] = {}


def _start_worker(settings: Settings) -> None:
    _worker["coder"] = Coder(settings)


def _code_shard(documents: list[Document]) -> list[Coded]:
    return list(_worker["coder"].code(documents))
