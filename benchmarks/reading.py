"""Read a ledger while another process writes to it.

    python benchmarks/reading.py [--reads 10000]

A process stores invented documents and merges them over and over; this one asks in turn for newest
events, words, counts and documents, each time finding a whole merge or none. Any error fails.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from communique.ledger import Filters, Ledger
from synthetic_ledger import build_ledger, merge_reports, stories, write_reports

_EVENTS = 400  # of each merge
_SLOWEST = 20  # of how many reads the slowest is told


def write_for_ever(path: Path) -> None:
    """Store reports and replace the merge, until killed."""
    told = list(stories(_EVENTS, seed=1))
    seed = 100
    with Ledger.open(path) as ledger:
        while True:
            reports = (coded for story in stories(64, seed) for coded in story.reports)
            write_reports(ledger, reports)
            merge_reports(ledger, lambda: told)
            seed += 1


def questions(ledger: Ledger) -> Sequence[Callable[[], int]]:
    """Return questions that each give the number of events they are about, 0 for others."""
    return (
        lambda: sum(1 for _ in ledger.events()),
        lambda: ledger.count("events"),
        lambda: 0 * sum(1 for _ in ledger.events(Filters(order="newest", limit=50))),
        lambda: 0 * sum(1 for _ in ledger.search("events", Filters(search="ba", limit=20))),
        lambda: 0 * sum(1 for _ in ledger.documents(limit=50)),
        lambda: 0 * len(ledger.page("statements", Filters(limit=50)).records),
    )


def read(path: Path, reads: int) -> tuple[list[float], int]:
    """Read so often; return the seconds that each took, and how many documents came meanwhile.

    Raises:
        ValueError: if a part of a merge is found.
    """
    spent: list[float] = []
    with Ledger.open(path) as ledger:
        before = ledger.count("documents")
        asked = questions(ledger)
        for number in range(reads):
            began = time.perf_counter()
            found = asked[number % len(asked)]()
            spent.append(time.perf_counter() - began)
            if found not in (0, _EVENTS):
                raise ValueError(f"expected {_EVENTS} events of a whole merge, got {found}")
        return spent, ledger.count("documents") - before


def main() -> None:
    """Read while writing, and tell how it went."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--reads", type=int, default=10_000)
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.write:
        write_for_ever(chosen.write)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "read.db"
        build_ledger(path, _EVENTS, seed=1)
        writer = subprocess.Popen([sys.executable, __file__, "--write", str(path)])
        try:
            spent, came = read(path, chosen.reads)
            alive = writer.poll() is None
        finally:
            writer.kill()
            writer.wait()
    if not alive or not came:
        raise ValueError("the writer did not write")
    slow = statistics.quantiles(spent, n=_SLOWEST)[-1]
    sys.stdout.write(
        f"{len(spent):,} reads without an error while {came:,} documents came: median "
        f"{1000 * statistics.median(spent):.1f} ms, one in {_SLOWEST} over {1000 * slow:.1f} ms\n"
    )


if __name__ == "__main__":
    main()
