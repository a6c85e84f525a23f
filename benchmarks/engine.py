"""What an engine costs beside the plain pool, and merging on it beside merging in memory.

    python benchmarks/engine.py [--reports 200] [--jobs 2] [--merge 1000 10000]

Needs ``communique[cluster]``; runs on Daft's native runner. Coding: seconds that a further report
costs, taken from two piles of which one is twice the other, so that the start of processes does not
count. Merging: invented reports (``synthetic_news.py``), whose event mentions are joined in memory
and on the engine; the run fails unless both give the same.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import daft

from communique.engine import code_on_daft
from communique.engine.merging import accounts_table, happenings_on_daft
from communique.merge.events import group_mentions
from communique.pipeline import Coder, corpus_path
from communique.read import read_sources
from communique.records import Document, EventMention
from communique.settings import MergeSettings
from mixed_news import varied_reports
from synthetic_news import reports as invented
from tables import markdown_table

_FILES = 4
Told = list[tuple[EventMention, Document]]


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


def told_by(reports: int) -> Told:
    """Return the event mentions of invented reports, each with its document."""
    told: dict[str, tuple[EventMention, Document]] = {}
    for one in invented(reports):
        document = replace(one.document, copy_group=one.copy_of, story=one.story)
        told |= {m.event_mention_id: (m, document) for m in one.extraction.event_mentions}
    return list(told.values())


def merging_row(reports: int) -> tuple[str, ...]:
    """Return how long joining takes in memory and on the engine.

    Raises:
        SystemExit: if the outcome differs.
    """
    told, least = told_by(reports), MergeSettings()
    by_id = {document.document_id: document for _, document in told}
    began = time.perf_counter()
    here = group_mentions([mention for mention, _ in told], by_id, least)
    in_memory = time.perf_counter() - began
    wanted = sorted(tuple(sorted(one.id for one in h.accounts)) for h in here)
    del here
    accounts = accounts_table(told)
    began = time.perf_counter()
    there = happenings_on_daft(daft, daft.from_arrow(accounts), least.event_score)
    on_engine = time.perf_counter() - began
    if there != wanted:
        raise SystemExit("the engine joins otherwise")
    return (
        f"{len(told):,}", f"{len(there):,}", f"{in_memory:.1f}", f"{on_engine:.1f}",
        f"{on_engine / in_memory:.2f}",
    )  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--merge", type=int, nargs="*", default=[1000, 10_000])
    given = parser.parse_args()
    os.environ["DAFT_PROGRESS_BAR"] = "0"
    rows = [merging_row(reports) for reports in given.merge]
    head = ("event mentions", "events", "in memory, s", "on the engine, s", "ratio")
    print(markdown_table(head, rows, right=set(range(5))), flush=True)
    if given.reports:
        with tempfile.TemporaryDirectory() as folder:
            plain, engine = coding_costs(Path(folder), given.reports, given.jobs)
        rows = [("plain pool", f"{plain:.1f}"), ("engine", f"{engine:.1f}")]
        print(markdown_table(("coding", "ms a further report"), rows, right={1}))


if __name__ == "__main__":
    main()
