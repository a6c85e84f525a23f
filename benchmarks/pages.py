"""Measure the cleaner on web pages against trafilatura's default on the same pages.

    python benchmarks/pages.py PAGES.jsonl[.gz] [--limit N]

Each row of the file holds "html", and "url" if known; "body" is the right text, where there is
one. Each page is read once in each way in turn, so that other work on the machine slows all alike.
Rates count pages a CPU second. F1 is the harmonic mean of precision and recall over the pages,
each of 4-word shingles. Progress goes to standard error.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import trafilatura

from communique.clean import clean
from communique.records import Source
from communique.settings import CleanSettings, Extraction
from tables import markdown_table

Way = Callable[["Row"], str]

BASE = "trafilatura, default"
_SHINGLE = 4
_WARM_UP = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A page: its markup, its address, and the right text if known."""

    html: str
    url: str
    body: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """What a way of reading reached on all pages."""

    pages_a_second: float
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def ways() -> Mapping[str, Way]:
    """Return the ways of reading a page, by name; the first is the base of the ratios."""
    ours = {f"communiqué, {name}": _our_way(name) for name in get_args(Extraction)}
    return {BASE: lambda row: trafilatura.extract(row.html) or "", **ours}


def read_rows(path: Path, limit: int | None) -> list[Row]:
    """Return the pages of a file of JSON lines, packed with gzip or not."""
    packed = path.read_bytes()
    lines = gzip.decompress(packed) if path.suffix == ".gz" else packed
    given = [json.loads(line) for line in lines.splitlines()[:limit]]
    return [Row(html=g["html"], url=g.get("url") or "page", body=g.get("body")) for g in given]


def measure(rows: Sequence[Row]) -> dict[str, Reached]:
    """Read all pages in all ways, and return what each reached."""
    named = ways()
    for row in rows[:_WARM_UP]:
        for way in named.values():
            way(row)
    seconds: dict[str, list[float]] = defaultdict(list)
    marks: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for number, row in enumerate(rows):
        print(f"\rpage {number + 1} of {len(rows)}", end="", file=sys.stderr, flush=True)
        for name, way in named.items():
            began = time.process_time()
            text = way(row)
            seconds[name].append(time.process_time() - began)
            marks[name].append(_agreement(row.body, text) if row.body else (0.0, 0.0))
    print(file=sys.stderr)
    return {name: _reached(seconds[name], marks[name]) for name in named}


def table(reached: Mapping[str, Reached], *, with_text: bool) -> str:
    """Return a Markdown table of what the ways reached."""
    base = reached[BASE]
    head = ["way", "pages/CPU s", "ratio"]
    head += ["precision", "recall", "F1", "above"] if with_text else []
    rows = []
    for name, got in reached.items():
        speed = [f"{got.pages_a_second:.1f}", f"{got.pages_a_second / base.pages_a_second:.2f}"]
        found = [f"{got.precision:.4f}", f"{got.recall:.4f}", f"{got.f1:.4f}"]
        rows.append([name, *speed, *([*found, f"{got.f1 - base.f1:+.4f}"] if with_text else [])])
    return markdown_table(head, rows, right=set(range(1, len(head))))


def _our_way(extraction: Extraction) -> Way:
    settings = CleanSettings(extraction=extraction)

    def read(row: Row) -> str:
        source = Source(uri=row.url, content=row.html, markup="html", given={})
        return clean(source, settings).text

    return read


def _reached(seconds: Sequence[float], marks: Sequence[tuple[float, float]]) -> Reached:
    precision, recall = (sum(values) / len(marks) for values in zip(*marks, strict=True))
    return Reached(pages_a_second=len(seconds) / sum(seconds), precision=precision, recall=recall)


def _agreement(right: str, found: str) -> tuple[float, float]:
    """Precision and recall of a text by its shingles."""
    wanted, got = _shingles(right), _shingles(found)
    common = (wanted & got).total()
    return common / max(1, got.total()), common / max(1, wanted.total())


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = "".join(c if c.isalnum() else " " for c in text).split()
    starts = range(max(1, len(words) - _SHINGLE + 1))
    return Counter(tuple(words[at : at + _SHINGLE]) for at in starts)


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", type=Path)
    parser.add_argument("--limit", type=int)
    given = parser.parse_args()
    rows = read_rows(given.pages, given.limit)
    with_text = all(row.body for row in rows)
    print(table(measure(rows), with_text=with_text))


if __name__ == "__main__":
    main()
