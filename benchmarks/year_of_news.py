"""What a day and a year of the web's news cost, worked out from what was measured.

    python benchmarks/year_of_news.py [--articles 385000] [--english 0.38] [--relevant 0.10] ...

Every figure may be replaced by one of your own machine: milliseconds are of CPU, kilobytes on disk.
Prints core-hours and gigabytes for each step, and how long the steps take on some processors.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass

from tables import markdown_table

_DAYS = 365


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured or known figure: its option, value, and where it comes from."""

    name: str
    value: float
    source: str


FIGURES = (
    Figure("articles", 385_000, "a day: 1.35 billion from August 2016 to early 2026 (Infini-News)"),
    Figure("page-kb", 30, "of a page in a web archive, packed"),
    Figure("english", 0.38, "share of articles; a guess, take that of your archive"),
    Figure("relevant", 0.10, "share of English articles that the gate lets through"),
    Figure("read-ms", 0.07, "a record of a web archive (benchmarks/warc.py)"),
    Figure("clean-ms", 31, "a page of 180 kB, balanced (benchmarks/pages.py)"),
    Figure("gate-ms", 0.4, "an English article of 500 words (benchmarks/speed.py)"),
    Figure("code-ms", 205, "a relevant article of 500 words (benchmarks/speed.py)"),
    Figure("store-ms", 2, "an article into a ledger (benchmarks/speed.py)"),
    Figure("group-ms", 0.7, "an article that is stored: copies, stories (benchmarks/growth.py)"),
    Figure("join-ms", 1.5, "a relevant article: its event mentions (benchmarks/growth.py)"),
    Figure("shard-kb", 3, "an article in a coded shard, packed"),
    Figure("ledger-kb", 9, "an article in a ledger, with its full-text index"),
)


def steps(of: dict[str, float]) -> list[tuple[str, float, float]]:
    """Return each step with its core-hours and its gigabytes a day."""
    every = of["articles"]
    english = every * of["english"]
    relevant = english * of["relevant"]

    def hours(count: float, milliseconds: float) -> float:
        return count * milliseconds / 3_600_000

    joins = hours(relevant, of["join-ms"])
    return [
        ("read the archive", hours(every, of["read-ms"]), every * of["page-kb"] / 1e6),
        ("find the article in the page", hours(every, of["clean-ms"]), 0.0),
        ("the gate", hours(english, of["gate-ms"]), 0.0),
        ("parse and code", hours(relevant, of["code-ms"]), every * of["shard-kb"] / 1e6),
        ("store all, one process", hours(every, of["store-ms"]), every * of["ledger-kb"] / 1e6),
        ("merge all, one process", hours(every, of["group-ms"]) + joins, 0.0),
        ("or store what tells", hours(relevant, of["store-ms"]), relevant * of["ledger-kb"] / 1e6),
        ("merge what tells", hours(relevant, of["group-ms"]) + joins, 0.0),
    ]


def main() -> None:
    """Work out and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    for figure in FIGURES:
        name = f"--{figure.name}"
        parser.add_argument(name, type=float, default=figure.value, help=figure.source)
    given = vars(parser.parse_args())
    of = {figure.name: given[figure.name.replace("-", "_")] for figure in FIGURES}
    rows = [
        (name, f"{hours:.2f}", f"{_DAYS * hours:,.0f}", f"{size:.1f}", f"{_DAYS * size:,.0f}")
        for name, hours, size in steps(of)
    ]
    head = ("step", "core-hours a day", "a year", "GB a day", "a year")
    print(markdown_table(head, rows, right={1, 2, 3, 4}))


if __name__ == "__main__":
    main()
