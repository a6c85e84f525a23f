"""Train the line classifier and write ``src/communique/clean/data/line_classifier.npz``.

    python tools/train_lines.py LINES.jsonl.gz [--output FILE]

``LINES.jsonl.gz`` holds a page in each row: ``id``, ``lines``, and ``is_body`` with 1 for a line
of the report, 0 for furniture and null where it is unsure. Needs lightgbm (MIT), which the program
itself does not: the trees are written as plain arrays. See ``docs/models/line-classifier.md``.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy
from numpy.typing import NDArray

from communique.clean.text.line_features import FEATURES, line_features
from communique.clean.text.line_model import LineModel
from communique.clean.text.lines import split_lines
from line_pages import MAKINGS, Page, made_pages, read_pages

TARGET = Path(__file__).parents[1] / "src/communique/clean/data/line_classifier.npz"
ROUNDS = 240
PARAMETERS = {
    "objective": "binary",
    "num_leaves": 24,
    "max_depth": 7,
    "learning_rate": 0.07,
    "min_data_in_leaf": 80,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "feature_fraction": 0.5,
    "max_bin": 127,
    "use_missing": False,
    "deterministic": True,
    "force_col_wise": True,
    "num_threads": 2,
    "seed": 1,
    "verbose": -1,
}
# Menus and long bodies say the same many times: this share of each making's lines is learned from.
_SHARE = {
    "whole": 0.45,
    "near": 0.35,
    "close": 0.25,
    "body": 0.15,
    "mixed": 0.35,
    "short": 1.0,
    "news": 1.0,
}
_REPEATS = {"short": 2, "news": 5}
_MOST_WORDS = 100


@dataclass(frozen=True, slots=True)
class Examples:
    """Lines as numbers, with their labels and what each weighs in the loss."""

    rows: NDArray[numpy.float32]
    labels: NDArray[numpy.int8]
    weights: NDArray[numpy.float64]


def examples(pages: Sequence[Page]) -> Examples:
    """Return the lines to learn from, of all makings of ``pages``."""
    chance = numpy.random.RandomState(0)
    parts = []
    for page, share in _made(pages):
        labels = numpy.array([-1 if label is None else label for label in page.labels])
        taken = (chance.rand(len(labels)) < share) & (labels >= 0)
        words = numpy.array([len(line.split()) for line in page.lines])
        rows = features_of(page)[taken]
        parts.append((rows, labels[taken], numpy.sqrt(numpy.minimum(words[taken], _MOST_WORDS))))
    rows, labels, weights = zip(*parts, strict=True)
    return Examples(
        numpy.vstack(rows), numpy.hstack(labels).astype(numpy.int8), numpy.hstack(weights)
    )


def _made(pages: Sequence[Page]) -> Iterator[tuple[Page, float]]:
    for making in MAKINGS:
        for seed in range(_REPEATS.get(making, 1)):
            yield from ((page, _SHARE[making]) for page in made_pages(pages, making, seed))


def features_of(page: Page) -> NDArray[numpy.float32]:
    """Return the features of a page's lines, as the cleaner would see them."""
    return line_features(split_lines("\n\n".join(page.lines)))


def fit(learned: Examples) -> LineModel:
    """Return a model trained on ``learned``; the same examples give the same model."""
    data = lightgbm.Dataset(learned.rows, learned.labels, weight=learned.weights)
    booster = lightgbm.train(PARAMETERS, data, ROUNDS)
    model = LineModel(features=FEATURES, **_arrays(booster.dump_model()["tree_info"]))
    some = learned.rows[:: max(1, len(learned.rows) // 5000)]
    worst = numpy.abs(model.probabilities(some) - booster.predict(some)).max()
    if worst > 1e-6:
        raise ArithmeticError(f"the written trees answer otherwise than the learned: {worst}")
    return model


def _arrays(trees: Sequence[dict[str, Any]]) -> dict[str, NDArray[Any]]:
    """The nodes of all trees in one table; a leaf is a node that leads to itself."""
    nodes: list[tuple[int, float, int, int, float]] = []
    roots = [_add(tree["tree_structure"], nodes) for tree in trees]
    feature, threshold, left, right, value = zip(*nodes, strict=True)
    return {
        "roots": numpy.array(roots, dtype=numpy.int32),
        "feature": numpy.array(feature, dtype=numpy.int16),
        "threshold": numpy.array(threshold, dtype=numpy.float64),
        "left": numpy.array(left, dtype=numpy.int32),
        "right": numpy.array(right, dtype=numpy.int32),
        "value": numpy.array(value, dtype=numpy.float64),
    }


def _add(node: dict[str, Any], nodes: list[tuple[int, float, int, int, float]]) -> int:
    at = len(nodes)
    if "leaf_value" in node:
        nodes.append((0, numpy.inf, at, at, node["leaf_value"]))
        return at
    nodes.append((0, 0.0, 0, 0, 0.0))
    left, right = _add(node["left_child"], nodes), _add(node["right_child"], nodes)
    nodes[at] = (node["split_feature"], node["threshold"], left, right, 0.0)
    return at


def main() -> None:
    """Read the pages, train, and write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lines", type=Path)
    parser.add_argument("--output", type=Path, default=TARGET)
    chosen = parser.parse_args()
    pages = read_pages(chosen.lines)
    learned = examples(pages)
    fit(learned).write(chosen.output)
    size = chosen.output.stat().st_size
    print(f"{len(pages)} pages, {len(learned.labels)} lines, {ROUNDS} trees, {size} bytes")


if __name__ == "__main__":
    main()
