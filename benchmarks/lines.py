"""Measure how well the report is found in plain text, and print one Markdown table.

    python benchmarks/lines.py LINES.jsonl.gz [--folds N] [--only N]

``LINES.jsonl.gz`` is the file that ``tools/train_lines.py`` learns from. Every page is judged by a
model that was trained without it (cross-validation by pages, five folds). A figure is the mean over
pages of the precision, recall and F1 of the words kept. Lines that were taken for the title count
for nothing: the title is no part of a document's text, but of these pages' labels. Needs lightgbm.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from communique.clean.text.body import find_report
from communique.clean.text.line_features import line_features
from communique.clean.text.line_model import LineModel, with_likeness
from communique.clean.text.lines import Line, split_lines
from tables import markdown_table

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

from line_pages import Making, Page, made_pages, read_pages  # of tools/
from train_lines import examples, fit

MEASURED: Mapping[Making, str] = {
    "whole": "whole page",
    "near": "report with some furniture",
    "news": "short report, furniture between paragraphs",
    "body": "report alone",
}
METHODS = ("everything kept", "rules", "model", "both")
_REPORT = 0.5


@dataclass(frozen=True, slots=True)
class Figure:
    """How well the words of one page's report were kept, each from 0 to 1."""

    precision: float
    recall: float
    f1: float


def judge(page: Page, model: LineModel) -> Iterator[tuple[str, Figure]]:
    """Yield the figure of each method on a page."""
    lines = split_lines("\n\n".join(page.lines))
    rows = line_features(lines)
    chances = model.probabilities(rows).tolist()
    cuts: dict[str, Mapping[int, str]] = {
        "everything kept": {},
        "rules": find_report(lines, {})[2],
        "model": {at: "" for at, chance in enumerate(chances) if chance < _REPORT},
        "both": find_report(with_likeness(lines, chances, rows), {})[2],
    }
    titles = {at for kinds in cuts.values() for at, kind in kinds.items() if kind == "title"}
    for method in METHODS:
        yield method, _figure(page, lines, cuts[method].keys(), titles)


def _figure(
    page: Page, lines: Sequence[Line], cut: Container[int], titles: Container[int]
) -> Figure:
    kept = wanted = both = 0
    for at, (line, label) in enumerate(zip(lines, page.labels, strict=True)):
        if label is None or at in titles:
            continue
        words = len(line.words)
        is_kept = at not in cut
        kept += words * is_kept
        wanted += words * label
        both += words * (is_kept and label == 1)
    precision = both / kept if kept else float(not wanted)
    recall = both / wanted if wanted else 1.0
    total = precision + recall
    return Figure(precision, recall, 2 * precision * recall / total if total else 0.0)


def measure(pages: Sequence[Page], folds: int) -> dict[tuple[str, str], list[Figure]]:
    """Return the figures of all pages by making and method."""
    order = list(pages)
    random.Random(0).shuffle(order)
    figures: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for fold in range(folds):
        began = time.perf_counter()
        tested = order[fold::folds]
        model = fit(examples([page for at, page in enumerate(order) if at % folds != fold]))
        for making in MEASURED:
            for page in made_pages(tested, making, seed=0):
                if 1 in page.labels:
                    for method, figure in judge(page, model):
                        figures[making, method].append(figure)
        print(f"fold {fold + 1}: {time.perf_counter() - began:.0f} s", file=sys.stderr)
    return figures


def table(figures: Mapping[tuple[str, str], Sequence[Figure]]) -> str:
    """Return the figures as a Markdown table."""
    rows = []
    for making, name in MEASURED.items():
        for method in METHODS:
            found = figures[making, method]
            parts = ("precision", "recall", "f1")
            means = [f"{mean(getattr(figure, part) for figure in found):.3f}" for part in parts]
            rows.append([name if method == METHODS[0] else "", method, *means])
    return markdown_table(["text", "cut by", "precision", "recall", "F1"], rows, right={2, 3, 4})


def main() -> None:
    """Read the pages, measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lines", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--only", type=int, help="the first so many pages")
    chosen = parser.parse_args()
    pages = read_pages(chosen.lines)[: chosen.only]
    print(table(measure(pages, chosen.folds)))


if __name__ == "__main__":
    main()
