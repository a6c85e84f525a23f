"""Kill builds at random moments, finish them, and compare with a build that nobody disturbed.

    python benchmarks/kills.py [--kills 20] [--reports 320] [--seed 7]

Each time a real build of invented reports is started in a process of its own and killed (SIGKILL):
so many shards after its beginning, none and all among them, and a moment more, both drawn. What it
left is looked at, then the build is run again to its end. Fails if anything acknowledged is lost,
anything is half written, or the finished ledger differs.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from communique import build
from communique.ledger import Ledger
from synthetic_ledger import BATCH

_MOMENT = 0.5  # seconds at most
# Tells, once the program is loaded, how many documents are stored.
_BUILDER = """
import sys
from pathlib import Path
from communique import build
print("begun", flush=True)
build([sys.argv[1]], Path(sys.argv[2]),
      progress=lambda what, done, total: what == "coding" and print(done, flush=True))
"""
_DEEDS = (
    "{one} sent {other} {n} tanks on {day}, officials in the capital said.",
    "{one} expelled {n} diplomats of {other} on {day}.",
    "The foreign ministers of {one} and {other} met in Geneva on {day} and agreed to {n} projects.",
    "{one} condemned {other} on {day} over {n} arrests and promised to answer within a week.",
)
_STATES = ("France", "Ukraine", "Kenya", "Japan", "Brazil", "India", "Poland", "Chile")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday")


@dataclass(frozen=True, slots=True)
class Killed:
    """What a killed build had acknowledged, and how many documents its ledger then held."""

    acknowledged: int
    stored: int


def write_reports(path: Path, count: int, seed: int) -> None:
    """Write invented reports as JSON Lines."""
    draw = random.Random(seed)
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            one, other = draw.sample(_STATES, 2)
            deeds = [
                deed.format(one=one, other=other, n=number + 2, day=draw.choice(_DAYS))
                for deed in draw.sample(_DEEDS, 2)
            ]
            row = {
                "id": f"r{number}", "text": "\n\n".join([*deeds, "Follow our desk every day."]),
                "date": f"2023-05-{draw.randint(1, 28):02}", "outlet": f"Outlet {number % 5}",
            }  # fmt: skip
            file.write(json.dumps(row) + "\n")


def killed_build(reports: Path, ledger: Path, shards: int, seconds: float) -> int | None:
    """Start a build; kill it so many seconds after it has told of so many stored shards.

    Returns:
        How many documents it had said were stored, None if it came to its end before.
    """
    told = ledger.with_suffix(".told")
    with told.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", _BUILDER, str(reports), str(ledger)], stdout=output
        )
        while told.read_bytes().count(b"\n") <= shards and process.poll() is None:
            time.sleep(0.005)
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            numbers = told.read_bytes().rpartition(b"\n")[0].split()[1:]
            return int(numbers[-1]) if numbers else 0
    return None


def half_written(path: Path) -> list[str]:
    """Return what is wrong with the ledger that a killed build left; nothing if all is well."""
    with closing(sqlite3.connect(path)) as connection:
        sound = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with Ledger.open(path, create=True) as ledger:
        documents = {document.document_id for document in ledger.documents()}
        whole = {
            "codings": {coding.document_id for coding in ledger.codings()},
            "extractions": {one.document_id for one in ledger.extractions()},
            "captures": {capture.document_id for capture in ledger.captures()},
        }
        told = {m for event in ledger.events() for m in event.event_mentions}
        mentions = {mention.event_mention_id for mention in ledger.event_mentions()}
    wrong = [f"documents without {name}" for name, ids in whole.items() if ids != documents]
    if told and told != mentions:
        wrong.append("some events of a merge are missing")
    return wrong if sound else [*wrong, "the file is damaged"]


def stored(path: Path) -> int:
    """Return how many documents a ledger holds."""
    with Ledger.open(path, create=True) as ledger:
        return ledger.count("documents")


def kill_once(reports: Path, path: Path, shards: int, seconds: float, wanted: str) -> Killed | None:
    """Kill a build, look at what it left, and finish it; return None if it was not killed.

    Raises:
        ValueError: if it lost or half wrote anything, or the finished ledger's hash is another.
    """
    acknowledged = killed_build(reports, path, shards, seconds)
    if acknowledged is None:
        return None
    killed = Killed(acknowledged, stored(path))
    wrong = half_written(path)
    if killed.stored < acknowledged:
        wrong.append(f"{acknowledged} documents acknowledged, {killed.stored} stored")
    build([reports], path)
    if hash_of(path) != wanted:
        wrong.append("the finished ledger is another")
    if wrong:
        raise ValueError(f"{killed}: {'; '.join(wrong)}")
    return killed


def hash_of(path: Path) -> str:
    """Return the hash of what a ledger holds."""
    with Ledger.open(path) as ledger:
        return ledger.content_hash()


def main() -> None:
    """Kill and finish builds, and tell of them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--reports", type=int, default=320)
    parser.add_argument("--seed", type=int, default=7)
    chosen = parser.parse_args()
    draw = random.Random(chosen.seed)
    done: list[Killed] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        reports = folder / "reports.jsonl"
        write_reports(reports, chosen.reports, chosen.seed)
        build([reports], folder / "whole.db")
        wanted = hash_of(folder / "whole.db")
        while len(done) < chosen.kills:
            path = folder / f"{draw.getrandbits(32)}.db"
            shards = draw.randint(0, chosen.reports // BATCH)
            killed = kill_once(reports, path, shards, draw.uniform(0, _MOMENT), wanted)
            if killed is not None:
                done.append(killed)
                sys.stderr.write(f"{killed}\n")
    part = sum(0 < one.stored < chosen.reports for one in done)
    sys.stdout.write(
        f"{len(done)} kills, {part} of them with a part of the documents stored: nothing lost or "
        f"half written, each finished ledger the same ({wanted[:16]})\n"
    )


if __name__ == "__main__":
    main()
