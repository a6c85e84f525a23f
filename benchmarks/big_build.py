"""Build from very many reports, kill it on the way, and compare with a build left alone.

    python benchmarks/big_build.py [--reports 20000] [--jobs 2] [--share 0.01]

Nearly all reports are refused by the gate, as in much news, so that 200,000 can be had. One build
is left alone. Another is killed (SIGKILL) once a third is stored, begun again, and one of its
workers killed after another third. Prints reports a second, the most memory that the parent and any
worker held, and fails unless both ledgers have the same hash. Progress goes to standard error.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from communique.ledger import Ledger
from synthetic_news import reports as invented
from tables import markdown_table

_STATES = ("France", "Ukraine", "Kenya", "Japan", "Brazil", "India", "Poland", "Chile", "Egypt")
_DEED = "{one} sent {other} {n} trucks on {day}, officials in the capital said. {rest}"
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday")
_BUILDER = """
import sys
from communique import pipeline
if __name__ == "__main__":
    pipeline.build([sys.argv[1]], sys.argv[2], jobs=int(sys.argv[3]),
        progress=lambda what, done, total: print(what, done, flush=True))
"""


@dataclass(slots=True)
class Watched:
    """A build in a process of its own: how many reports are stored, and the most memory held.

    Memory is in MiB: of the parent while it codes and at its end, and of the largest worker.
    """

    process: subprocess.Popen[bytes]
    told: Path
    before: float = 0.0
    parent: float = 0.0
    worker: float = 0.0

    @property
    def done(self) -> int:
        """Reports stored by this run, as it last told."""
        lines = self.told.read_bytes().rpartition(b"\n")[0].split(b"\n")
        counts = (int(line.split()[1]) for line in lines if line.startswith(b"coding"))
        return max(counts, default=0)

    @property
    def is_merging(self) -> bool:
        """Whether all is coded."""
        return b"merging" in self.told.read_bytes()[-200:]

    def look(self) -> bool:
        """Note what memory is held now; tell whether it still runs."""
        peak = peak_of(self.process.pid)
        self.parent = max(self.parent, peak)
        if not self.is_merging:
            self.before = max(self.before, peak)
        self.worker = max([self.worker, *map(peak_of, children_of(self.process.pid))])
        time.sleep(0.5)
        return self.process.poll() is None


def write_reports(path: Path, count: int, share: float) -> None:
    """Write invented reports as JSON Lines, of which a share tells of dealings between states."""
    draw = random.Random(5)
    every = max(1, round(1 / share))
    with path.open("w", encoding="utf-8") as file:
        for number, report in enumerate(invented(count)):
            one, other = draw.sample(_STATES, 2)
            text, day = report.document.text, draw.choice(_DAYS)
            deed = _DEED.format(one=one, other=other, n=number, day=day, rest=text[:400])
            row = {
                "id": f"r{number}", "text": text if number % every else deed,
                "date": f"2023-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}",
                "outlet": f"Outlet {number % 400}",
            }  # fmt: skip
            file.write(json.dumps(row) + "\n")


def started(reports: Path, ledger: Path, jobs: int) -> Watched:
    """Start a build."""
    told = ledger.with_suffix(f".told-{time.monotonic_ns()}")
    program = ledger.with_name("builder.py")
    program.write_text(_BUILDER, "utf-8")
    command = [sys.executable, str(program), str(reports), str(ledger), str(jobs)]
    with told.open("wb") as output:
        return Watched(subprocess.Popen(command, stdout=output), told)


def finished(build: Watched) -> Watched:
    """Wait for a build to end."""
    while build.look():
        pass
    if build.process.returncode:
        raise SystemExit(f"a build ended with {build.process.returncode}")
    return build


def children_of(pid: int) -> Iterator[int]:
    """Yield the processes that a process started, as Linux tells."""
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        yield from map(int, task.read_text().split())


def peak_of(pid: int) -> float:
    """Return the most memory that a process ever held, in MiB; 0 if it is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def disturbed(reports: Path, ledger: Path, count: int, jobs: int) -> None:
    """Build with a killed parent and a killed worker."""
    build = started(reports, ledger, jobs)
    while build.done < count / 3 and build.look():
        pass
    build.process.kill()
    build.process.wait()
    say(f"killed the build at {build.done:,}")
    build = started(reports, ledger, jobs)
    while build.done < count / 3 and build.look():
        pass
    worker = max(children_of(build.process.pid), key=peak_of)
    os.kill(worker, signal.SIGKILL)
    say(f"killed a worker at {build.done:,} of the second run")
    finished(build)


def hash_of(path: Path) -> str:
    """Return the hash of what a ledger holds."""
    with Ledger.open(path) as ledger:
        return ledger.content_hash()


def say(line: str) -> None:
    """Write a line of progress."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def main() -> None:
    """Build, kill, and compare."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--share", type=float, default=0.01, help="of reports that are coded")
    parser.add_argument("--alone", action="store_true", help="no kills: time and memory only")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        reports = folder / "reports.jsonl"
        write_reports(reports, given.reports, given.share)
        began = time.monotonic()
        build = started(reports, folder / "whole.db", given.jobs)
        while not build.is_merging and build.look():
            pass
        coded = time.monotonic() - began
        finished(build)
        whole = time.monotonic() - began
        say(f"left alone: {whole:.0f} s")
        same = "-"
        if not given.alone:
            disturbed(reports, folder / "killed.db", given.reports, given.jobs)
            wanted = hash_of(folder / "whole.db")
            if hash_of(folder / "killed.db") != wanted:
                raise SystemExit("the ledger of the killed build is another")
            same = wanted[:16]
    head = ["reports", "coded, s", "reports/s", "merged, s", "MiB parent, coding",
            "MiB parent, merging", "MiB a worker", "hash of both"]  # fmt: skip
    row = [f"{given.reports:,}", f"{coded:,.0f}", f"{given.reports / coded:,.0f}",
           f"{whole - coded:,.0f}", f"{build.before:,.0f}", f"{build.parent:,.0f}",
           f"{build.worker:,.0f}", same]  # fmt: skip
    sys.stdout.write(markdown_table(head, [row], right=set(range(7))) + "\n")


if __name__ == "__main__":
    main()
