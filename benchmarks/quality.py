"""Measure how often the program is right, and print one table of all figures.

    python benchmarks/quality.py [--shared DIR] [--task NAME ...] [--write]

Builds, exports and scores the gold newsroom, then scores each filter against its gold set. Both
the gold and the scorers lie in ``DIR/gold``, outside this repository. ``--write`` puts the table
into ``docs/quality.md``. Progress goes to standard error. Exit code 3 if a task failed.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from communique import __version__
from communique.pipeline import Coder
from tables import markdown_table

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "quality.md"
BEGIN = "<!-- quality table: begin (written by benchmarks/quality.py --write) -->"
END = "<!-- quality table: end -->"
FILTERS = {
    "pairs": "classify", "events": "code", "statements": "code", "times": "code",
    "places": "code", "stories": "cluster", "copies": "cluster", "clean": "clean",
}  # fmt: skip
NEWSROOM = "newsroom"
# Not figures of their own: shown in other columns, or too long for a table.
_ELSEWHERE = {"n", "seconds", "per_type"}
_PARTS_OF_TRIPLE = "precision, recall, F1"
_LONGEST_TASK = 1800  # seconds


class TaskError(Exception):
    """A task that gave no figures, with the last line of what it said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure of one task; ``seconds`` only where a row begins a task."""

    task: str
    items: str
    figure: str
    value: str
    seconds: str = ""


def run(command: list[str], folder: Path | None = None) -> str:
    """Return what a command prints on standard output.

    Raises:
        TaskError: if it fails or takes more than half an hour.
    """
    source = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
    try:
        done = subprocess.run(
            command, cwd=folder, env=os.environ | {"PYTHONPATH": source.rstrip(os.pathsep)},
            capture_output=True, encoding="utf-8", timeout=_LONGEST_TASK, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise TaskError(f"took more than {_LONGEST_TASK} seconds") from error
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"ended with {done.returncode}"]
        raise TaskError(said[-1])
    return done.stdout


def communique(*arguments: str) -> list[str]:
    """Return the command line of the program, run by the Python that runs this."""
    return [sys.executable, "-m", "communique", *arguments]


def measure_newsroom(gold: Path) -> Iterator[Row]:
    """Build, export and score the newsroom; yield its figures, a task for each part."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        documents = str(gold / "newsroom" / "docs")
        began = time.perf_counter()
        run(communique("build", documents, "--ledger", "newsroom.db"), folder)
        export = ("export", "--ledger", "newsroom.db", "--format", "jsonl", "--output", "export")
        run(communique(*export), folder)
        took = time.perf_counter() - began
        scored = run([sys.executable, str(gold / "newsroom_score.py"), "export", "--json"], folder)
    for part, figures in answer(scored).items():
        yield from rows(f"{NEWSROOM}: {part.replace('_', ' ')}", figures, took)
        took = 0.0


def measure_filter(gold: Path, task: str) -> Iterator[Row]:
    """Score the filter of a task; yield its figures."""
    command = shlex.join(communique(FILTERS[task]))
    scored = run([sys.executable, str(gold / "measure.py"), task, "--json", "--cmd", command])
    figures = answer(scored)
    yield from rows(task, figures, float(figures.get("seconds", 0)))


def answer(scored: str) -> dict[str, Any]:
    """Read what a scorer printed.

    Raises:
        TaskError: if it is not one JSON object.
    """
    try:
        figures = json.loads(scored)
    except json.JSONDecodeError as error:
        raise TaskError(f"the scorer printed no JSON: {error}") from error
    if not isinstance(figures, dict):
        raise TaskError("the scorer printed no JSON object")
    return figures


def rows(task: str, figures: Mapping[str, Any], seconds: float) -> Iterator[Row]:
    """Yield a row for each figure; only the first one names items and seconds."""
    items = str(figures.get("n", ""))
    shown = f"{seconds:.1f}" if seconds else ""
    for figure, value in flat(figures):
        yield Row(task=task, items=items, figure=figure, value=value, seconds=shown)
        items = shown = ""


def flat(figures: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield name and value of every figure, nested ones too."""
    for name, value in figures.items():
        words = f"{prefix}{name.replace('_', ' ')}"
        if name in _ELSEWHERE:
            continue
        if isinstance(value, dict):
            yield from flat(value, f"{words}: ")
        elif isinstance(value, list):
            yield f"{words} ({_PARTS_OF_TRIPLE})", ", ".join(map(number, value))
        else:
            yield words, number(value)


def number(value: object) -> str:
    """Return a share with three decimals, a count as it is, and a dash for none."""
    if value is None:
        return "-"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def measure(gold: Path, tasks: Iterable[str]) -> tuple[list[Row], int]:
    """Run tasks one after another.

    Returns:
        The rows, with one that says so for each task that failed, and the number of these.
    """
    found: list[Row] = []
    failed = 0
    for task in tasks:
        tell(f"{task} ...")
        began = time.perf_counter()
        try:
            measured = measure_newsroom(gold) if task == NEWSROOM else measure_filter(gold, task)
            found += list(measured)
        except TaskError as error:
            failed += 1
            found.append(Row(task=task, items="", figure="failed", value=cell(str(error))))
            tell(f"{task}: failed: {error}")
        else:
            tell(f"{task}: {time.perf_counter() - began:.0f} s")
    return found, failed


def cell(words: str) -> str:
    """Return words that fit a cell of a table."""
    return " ".join(words.split()).replace("|", "/")[:100]


def report(found: Iterable[Row]) -> str:
    """Return the table with a line on when and by what it was measured."""
    head = ("task", "items", "figure", "value", "seconds")
    cells = [(row.task, row.items, row.figure, row.value, row.seconds) for row in found]
    shown = [
        (task if i == 0 or cells[i - 1][0] != task else "", *rest)
        for i, (task, *rest) in enumerate(cells)
    ]
    today = datetime.now(UTC).date().isoformat()
    measured = f"Measured on {today} by `{Coder().coder_id}` (Communiqué {__version__}), one run."
    return f"{measured}\n\n{markdown_table(head, shown, right={1, 3, 4})}"


def write(table: str, page: Path) -> None:
    """Replace what lies between the two markers of a page.

    Raises:
        ValueError: if the page does not hold both markers once, in order.
    """
    text = page.read_text(encoding="utf-8")
    before, found, rest = text.partition(BEGIN)
    _, closed, after = rest.partition(END)
    if not found or not closed:
        raise ValueError(f"{page}: expected the lines '{BEGIN}' and '{END}'")
    page.write_text(f"{before}{BEGIN}\n\n{table}\n\n{END}{after}", encoding="utf-8")


def tell(message: str) -> None:
    """Say how far it is on standard error."""
    print(message, file=sys.stderr, flush=True)


def main() -> int:
    """Measure, print, and write if asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", metavar="DIR")
    parser.add_argument("--task", choices=(NEWSROOM, *FILTERS), action="append", metavar="NAME")
    parser.add_argument("--write", action="store_true", help="put the table into docs/quality.md")
    given = parser.parse_args()
    gold = given.shared.resolve() / "gold"
    if not (gold / "measure.py").is_file():
        parser.error(f"expected the gold sets and their scorers in {gold}; name DIR by --shared")
    if given.write and given.task:
        parser.error("--write needs all tasks: leave out --task")
    found, failed = measure(gold, given.task or (NEWSROOM, *FILTERS))
    table = report(found)
    print(table)
    if given.write:
        write(table, PAGE)
        tell(f"written to {PAGE.relative_to(ROOT)}")
    return 3 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
