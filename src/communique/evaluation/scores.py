"""Precision, recall and F1 with their counts, and intervals by drawing texts anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from communique.evaluation.values import Tally

_DRAWS = 1000
_SEED = 20240703  # any; fixed, so that a score is the same each time


@dataclass(frozen=True, slots=True)
class Interval:
    """The middle 95 % of what a score would be with other texts of the same kind."""

    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How well one field of one kind of record was coded.

    Attributes:
        kind: ``events``, ``statements``, ``commitments``, ``figures`` or ``pairs``.
        field: what is scored; see "Evaluate on your own data".
        gold: values in gold.
        coded: values that the coder gave.
        found: values of gold that the coder gave.
        right: values of the coder that gold has.
        precision: right of coded, recall: found of gold, f1: their harmonic mean; None if there is
            nothing to count.
        intervals: by name of the score, over a thousand draws of as many texts (percentile
            bootstrap, Efron 1979); empty with fewer than two texts.
    """

    kind: str
    field: str
    gold: int
    coded: int
    found: int
    right: int
    precision: float | None
    recall: float | None
    f1: float | None
    intervals: dict[str, Interval]


@dataclass(frozen=True, slots=True, kw_only=True)
class Confused:
    """How often a type of gold was coded as another; None where the other side has nothing."""

    kind: str
    gold: str | None
    coded: str | None
    count: int


def score(kind: str, field: str, by_text: Sequence[Tally]) -> Score:
    """Return the score of a field.

    Args:
        kind: of record.
        field: of it.
        by_text: a tally for each text in which the field is annotated.
    """
    counts = np.array(by_text, dtype=np.int64).reshape(-1, 4)
    total = Tally(*(int(n) for n in counts.sum(axis=0)))
    values = _values(counts.sum(axis=0, keepdims=True))
    names = ("precision", "recall", "f1")
    told = [None if np.isnan(v) else float(v) for v in values[:, 0]]
    return Score(
        kind=kind, field=field, **total._asdict(),
        precision=told[0], recall=told[1], f1=told[2],
        intervals=dict(zip(names, _intervals(counts), strict=False)) if len(counts) > 1 else {},
    )  # fmt: skip


def _intervals(counts: NDArray[np.int64]) -> list[Interval]:
    drawn = np.random.default_rng(_SEED).integers(0, len(counts), (_DRAWS, len(counts)))
    values = _values(counts[drawn].sum(axis=1))
    found = []
    for row in values:
        known = row[~np.isnan(row)]
        ends = np.percentile(known, [2.5, 97.5]) if len(known) else (np.nan, np.nan)
        found.append(Interval(float(ends[0]), float(ends[1])))
    return [] if any(np.isnan(i.low) for i in found) else found


def _values(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Precision, recall and F1 of each row of counts; NaN where there is nothing to count."""
    gold, coded, found, right = counts.T.astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        precision, recall = right / coded, found / gold
        both = precision + recall
        f1 = np.where(both > 0, 2 * precision * recall / both, both)
    # Where one side has nothing, nothing of the other can be right.
    f1 = np.where(np.isnan(f1) & (gold + coded > 0), 0.0, f1)
    return np.array([precision, recall, f1])
