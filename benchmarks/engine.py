"""What an engine costs beside the plain pool, and merging on it beside merging in memory.

    python benchmarks/engine.py [--reports 320] [--jobs 2] [--merge 1000 10000]

Needs ``communique[cluster]``; runs on Daft's native runner. Coding: seconds that a further report
costs, taken from two piles of which one is twice the other, so that the start of processes does not
count. Merging: invented reports (``synthetic_news.py``), whose event mentions are joined in memory
and on the engine, each in a process of its own; the run fails unless both give the same. A report
makes about three event mentions. The engine reads them from a file; the clock stands still while
reports are invented. ``--reports 0`` and ``--merge`` without a number leave a half out; of fewer
than 256 reports the plain pool would code the smaller pile in one process.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from pyarrow import parquet as pq

from communique.engine.daft_run import code_on_daft
from communique.engine.merging import ACCOUNTS, account_batches, happenings_on_daft
from communique.merge.events import group_mentions
from communique.pipeline import Coder, corpus_path
from communique.read import read_sources
from communique.records import Document, EventMention
from communique.settings import MergeSettings
from mixed_news import varied_reports
from synthetic_news import reports as invented
from tables import markdown_table

_FILES = 4
_AT_ONCE = 10_000  # event mentions


def write_piles(folder: Path, count: int) -> None:
    """Write reports as JSON Lines, in some files."""
    folder.mkdir()
    coder = Coder()
    demo = [coder.clean(s) for s in read_sources([corpus_path()], lambda uri, reason: None)]
    reports = varied_reports(demo, count)
    for number in range(_FILES):
        rows = (json.dumps({"text": report.text}) for report in reports[number::_FILES])
        (folder / f"{number}.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")


def seconds_of(work: Callable[[], object]) -> float:
    """Return the wall seconds of some work."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def coding_costs(folder: Path, reports: int, jobs: int) -> tuple[float, float]:
    """Return the milliseconds of a further report in the plain pool, and on the engine."""
    plain, engine = [], []
    for times in (1, 2):
        pile = folder / f"pile-{times}"
        write_piles(pile, times * reports)
        ledger, output = folder / f"{times}.db", str(folder / f"coded-{times}")
        plain.append(seconds_of(lambda: code_only(pile, ledger, jobs)))  # noqa: B023
        engine.append(seconds_of(lambda: code_on_daft([str(pile)], output, jobs=jobs)))  # noqa: B023
    return tuple(1000 * (twice - once) / reports for once, twice in (plain, engine))  # type: ignore[return-value]


def code_only(pile: Path, ledger: Path, jobs: int) -> None:
    """Code a pile in the plain pool; storing and merging are not the engine's."""
    from communique.pipeline.shards import Came, ShardPlace, coded_shards, cut  # noqa: PLC0415
    from communique.settings import Settings  # noqa: PLC0415

    sources = read_sources([pile], lambda uri, reason: None)
    shards = cut((Came(one, one.uri) for one in sources), Settings(), "benchmark")
    for _ in coded_shards(shards, ShardPlace(f"{ledger}-shards"), jobs):
        pass


def told_by(reports: int) -> Iterator[tuple[EventMention, Document]]:
    """Yield the event mentions of invented reports, each with its document."""
    seen: set[str] = set()
    for one in invented(reports):
        document = replace(one.document, copy_group=one.copy_of, story=one.story)
        for mention in one.extraction.event_mentions:
            if mention.event_mention_id not in seen:
                seen.add(mention.event_mention_id)
                yield mention, document


class Clock:
    """Adds up the seconds that pass inside it, and those that processors are busy meanwhile."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.busy = 0.0

    def __enter__(self) -> None:
        self.seconds -= time.perf_counter()
        self.busy -= sum(os.times()[:4])

    def __exit__(self, *error: object) -> None:
        self.seconds += time.perf_counter()
        self.busy += sum(os.times()[:4])


@dataclass(frozen=True, slots=True)
class Joined:
    """What joining came to.

    ``busy`` are the seconds of processors, also of the engine's workers; ``peak`` is the memory in
    MiB of the largest process; ``outcome`` is a hash.
    """

    mentions: int
    events: int
    seconds: float
    busy: float
    peak: int
    outcome: str


def joined_in_memory(reports: int, jobs: int) -> Joined:
    """Join the event mentions of invented reports by one function in one process."""
    mentions: list[EventMention] = []
    by_id: dict[str, Document] = {}
    for mention, document in told_by(reports):
        mentions.append(mention)
        by_id[document.document_id] = document
    clock = Clock()
    with clock:
        happenings = group_mentions(mentions, by_id, MergeSettings())
    found = (sorted(one.id for one in happening.accounts) for happening in happenings)
    return _joined(len(mentions), sorted(map(tuple, found)), clock)


def joined_on_engine(reports: int, jobs: int) -> Joined:
    """Join the event mentions of invented reports on the engine."""
    import daft  # noqa: PLC0415  # the other process has no need of it

    clock, mentions, told = Clock(), 0, told_by(reports)
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/accounts.parquet"
        with pq.ParquetWriter(path, ACCOUNTS) as file:
            while some := list(islice(told, _AT_ONCE)):
                mentions += len(some)
                with clock:
                    for batch in account_batches(some):
                        file.write_batch(batch)
        least = MergeSettings().event_score
        with clock:
            happenings = happenings_on_daft(daft, daft.read_parquet(path), least, jobs)
    return _joined(mentions, happenings, clock)


def _joined(mentions: int, happenings: Iterable[tuple[str, ...]], clock: Clock) -> Joined:
    outcome, events = hashlib.sha256(), 0
    for ids in happenings:
        outcome.update("\t".join([*ids, "\n"]).encode())
        events += 1
    usage = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    peak = max(one.ru_maxrss for one in usage) // 1024
    return Joined(mentions, events, clock.seconds, clock.busy, peak, outcome.hexdigest())


def merging_row(reports: int, jobs: int) -> tuple[str, ...]:
    """Return how long joining takes in memory and on the engine.

    Raises:
        SystemExit: if the outcome differs.
    """
    here, there = (_apart(work, reports, jobs) for work in (joined_in_memory, joined_on_engine))
    if there.outcome != here.outcome:
        raise SystemExit("the engine joins otherwise")
    return (
        f"{here.mentions:,}", f"{here.events:,}", f"{here.seconds:.1f}", f"{there.seconds:.1f}",
        f"{there.seconds / here.seconds:.2f}", f"{here.busy:.1f}", f"{there.busy:.1f}",
        f"{here.peak:,}", f"{there.peak:,}",
    )  # fmt: skip


def _apart(work: Callable[[int, int], Joined], reports: int, jobs: int) -> Joined:
    """Work in a process of its own, whose memory is then its alone."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as pool:
        return pool.submit(work, reports, jobs).result()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--reports", type=int, default=320)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--merge", type=int, nargs="*", default=[1000, 10_000])
    given = parser.parse_args()
    os.environ["DAFT_PROGRESS_BAR"] = "0"
    rows = [merging_row(reports, given.jobs) for reports in given.merge]
    head = ("event mentions", "events", "in memory, s", "on the engine, s", "ratio")
    more = ("CPU in memory, s", "CPU on the engine, s", "MiB in memory", "MiB on the engine")
    if rows:
        print(markdown_table((*head, *more), rows, right=set(range(9))), flush=True)
    if given.reports:
        with tempfile.TemporaryDirectory() as folder:
            plain, engine = coding_costs(Path(folder), given.reports, given.jobs)
        rows = [("plain pool", f"{plain:.1f}"), ("engine", f"{engine:.1f}")]
        print(markdown_table(("coding", "ms a further report"), rows, right={1}))


if __name__ == "__main__":
    main()
