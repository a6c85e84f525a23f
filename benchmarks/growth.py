"""Measure how copies, stories and events grow with the number of reports.

    python benchmarks/growth.py [--sizes 1000 10000 100000] [--parts copies stories events]

The reports are invented (``synthetic_news.py``), two years of them however many they are, so that
more reports mean more on each day and of each pair of states. For each part: CPU seconds, reports a
second, the exponent of growth between sizes (1 is linear), and the most memory that the process
held so far. Then a MinHash library alone, on the same three-word sequences: ``datasketch`` or
``rensa`` where one is installed. Progress goes to standard error.
"""

from __future__ import annotations

import argparse
import math
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import Any, TypeVar

from communique.merge import InMemory, heading_of
from communique.merge.copies import find_copies
from communique.merge.events import group_mentions
from communique.merge.stories import find_stories
from communique.merge.words import read_words, shingles
from communique.records import Document
from communique.settings import MergeSettings
from synthetic_news import Report, reports
from tables import markdown_table

T = TypeVar("T")

SIZES = (1_000, 10_000, 100_000)
PARTS = ("copies", "stories", "events")
_HASHED = 20_000  # reports enough to time a library
_PERMUTATIONS = 128
_SHINGLE = 3


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds of one part at one size, and megabytes at its end."""

    seconds: float
    memory: float


def cost_of(part: str, work: Callable[[], T]) -> tuple[T, Cost]:
    """Do some work, say what it cost, and return what it gave and cost."""
    began = time.process_time()
    given = work()
    seconds = time.process_time() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    report(f"  {part}: {seconds:.1f} s, {memory:.0f} MB")
    return given, Cost(seconds, memory)


def measure(told: Sequence[Report], parts: Sequence[str]) -> dict[str, Cost]:
    """Return what each part costs on some reports.

    A part that is left out is taken from the truth, so that each can be measured alone.
    """
    settings = MergeSettings()
    documents = [report.document for report in told]
    pile = InMemory(documents)
    headings = [heading_of(document) for document in pile]
    group = {r.document.document_id: r.copy_of or r.document.document_id for r in told}
    story = {r.document.document_id: r.story for r in told}
    costs: dict[str, Cost] = {}
    if "copies" in parts:
        copies, costs["copies"] = cost_of("copies", lambda: find_copies(pile, headings, settings))
        group = dict(copies.group)
        del copies
    if "stories" in parts:
        story, costs["stories"] = cost_of(
            "stories", lambda: find_stories(pile, headings, group, settings)
        )
    if "events" in parts:
        by_id = {d.document_id: _grouped(d, group, story) for d in documents}
        mentions = [m for r in told for m in r.extraction.event_mentions]
        found, costs["events"] = cost_of(
            "events", lambda: group_mentions(mentions, by_id, settings)
        )
        largest = max(len(one.accounts) for one in found)
        report(f"  {len(mentions)} mentions, {len(found)} events, the largest of {largest}")
    return costs


def _grouped(document: Document, group: dict[str, str], story: dict[str, str]) -> Document:
    name = document.document_id
    return replace(document, copy_group=group.get(name), story=story.get(name))


def hashed_a_second(documents: Sequence[Document]) -> tuple[str, float] | None:
    """Return a MinHash library and how many reports it signs and looks up in a second."""
    sets = [_shingles(document) for document in documents[:_HASHED]]
    for name in ("datasketch", "rensa"):
        if find_spec(name) is not None:
            _, cost = cost_of(name, partial(_alone, name, import_module(name), sets))
            return name, len(sets) / cost.seconds
    return None


def _shingles(document: Document) -> list[str]:
    return [str(code) for code in set(shingles(read_words(document.text).codes, _SHINGLE))]


def _alone(name: str, library: Any, sets: Sequence[Sequence[str]]) -> int:
    """Sign all sets and find the candidates of each."""
    if name == "rensa":
        index = library.RMinHashLSH(threshold=0.5, num_perm=_PERMUTATIONS, num_bands=32)
        found = 0
        for at, words in enumerate(sets):
            signed = library.RMinHash(num_perm=_PERMUTATIONS, seed=1)
            signed.update(words)
            found += len(index.query(signed))
            index.insert(at, signed)
        return found
    index = library.MinHashLSH(threshold=0.5, num_perm=_PERMUTATIONS)
    found = 0
    for at, words in enumerate(sets):
        signed = library.MinHash(num_perm=_PERMUTATIONS, seed=1)
        signed.update_batch([word.encode() for word in words])
        found += len(index.query(signed))
        index.insert(at, signed)
    return found


def rows_of(costs: dict[int, dict[str, Cost]]) -> list[list[str]]:
    """Return a row for each part and size."""
    rows = []
    sizes = sorted(costs)
    for part in costs[sizes[0]]:
        for before, size in zip((None, *sizes), sizes, strict=False):
            cost = costs[size][part]
            exponent = "-" if before is None else f"{growth(costs, part, before, size):.2f}"
            rate = f"{size / cost.seconds:,.0f}"
            rows.append(
                [part, f"{size:,}", f"{cost.seconds:,.1f}", rate, exponent, f"{cost.memory:,.0f}"]
            )
    return rows


def growth(costs: dict[int, dict[str, Cost]], part: str, before: int, size: int) -> float:
    """Return the exponent with which time grew from one size to another."""
    ratio = costs[size][part].seconds / max(costs[before][part].seconds, 1e-6)
    return math.log(ratio) / math.log(size / before)


def report(line: str) -> None:
    """Write a line of progress."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def main() -> None:
    """Measure, and write a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    chosen = parser.parse_args()
    costs: dict[int, dict[str, Cost]] = {}
    told: list[Report] = []
    for size in sorted(chosen.sizes):
        told = list(reports(size))
        shares = Counter(r.copy_of is not None for r in told)
        report(f"{size} reports, {shares[True]} of them copies")
        costs[size] = measure(told, chosen.parts)
    heads = ["part", "reports", "CPU seconds", "reports a second", "exponent", "MB"]
    sys.stdout.write(markdown_table(heads, rows_of(costs), right=(1, 2, 3, 4, 5)) + "\n")
    library = hashed_a_second([one.document for one in told])
    if library is not None:
        sys.stdout.write(f"\n{library[0]} alone: {library[1]:,.0f} reports a second\n")


if __name__ == "__main__":
    main()
