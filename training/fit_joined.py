"""Fit how much the lexicon's reading of a pair counts beside the model's odds, and print it.

    python training/fit_joined.py

Runs both on the tenth of our sentences that the model was not trained on, and prints the constants
of ``src/communique/extract/pairs/joined.py`` under which the right types and statuses are
likeliest. Needs the trained model and nothing else.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from labels import shifted
from sentences import Judgement, corpus, is_held_out

from communique.extract.learned import NONE, Judged, Question, load_event_model
from communique.extract.pairs.lexical import LexicalReading, lexical_reading
from communique.parse import SpacyParser
from communique.spans import Span

BASES = [n / 4 for n in range(-12, 9)]
SLOPES = [n / 20 for n in range(31)]
FLOOR = 1e-6


@dataclass(frozen=True, slots=True)
class Case:
    """One held-out pair: what is right, what the lexicon reads, what the model says."""

    right: Judgement
    reading: LexicalReading | None
    judged: Judged


def cases() -> list[Case]:
    """Read and judge all held-out pairs."""
    sentences = [s for s in corpus() if is_held_out(s.text)]
    found = []
    for sentence, parsed in zip(
        sentences, SpacyParser().parse(s.text for s in sentences), strict=True
    ):
        pairs = [(Span(*j.source), Span(*j.target)) for j in sentence.judgements]
        asked = [Question(text=sentence.text, source=a, target=b) for a, b in pairs]
        judged = load_event_model().judge(asked)
        readings = [lexical_reading(parsed, a, b) for a, b in pairs]
        found += map(Case, sentence.judgements, readings, judged)
    return found


def right_type(case: Case) -> str:
    """Return the codebook's type of a case, NONE for nothing."""
    judgement = case.right
    return shifted(judgement.type, judgement.status or "") if judgement.type else NONE


def type_loss(found: Sequence[Case], base: float, slope: float) -> float:
    """Return the mean negative log-likelihood of the right types."""
    total = 0.0
    for case in found:
        odds = dict(case.judged.shifted)
        if case.reading is not None:
            odds[case.reading.type] *= math.exp(max(0.0, base + slope * case.reading.score))
        total -= math.log(max(FLOOR, odds[right_type(case)] / sum(odds.values())))
    return total / len(found)


def status_loss(found: Sequence[Case], trust: float) -> float:
    """Return the same of the statuses, over pairs between which something passes."""
    total, count = 0.0, 0
    for case in found:
        if case.right.status is not None:
            odds = dict(case.judged.statuses)
            if case.reading is not None:
                odds[case.reading.status] *= math.exp(trust)
            total -= math.log(max(FLOOR, odds[case.right.status] / sum(odds.values())))
            count += 1
    return total / count


def alone_loss(found: Sequence[Case], base: float, slope: float) -> float:
    """Return how badly a score tells whether the lexicon's type is right."""
    read = [(c.reading.score, c.reading.type == right_type(c)) for c in found if c.reading]
    total = 0.0
    for score, right in read:
        share = 1 / (1 + math.exp(-base - slope * score))
        total -= math.log(max(FLOOR, share if right else 1 - share))
    return total / len(read)


def main() -> None:
    """Fit and print."""
    found = cases()
    grid = list(itertools.product(BASES, SLOPES))
    base, slope = min(grid, key=lambda at: type_loss(found, *at))
    before, after = type_loss(found, 0.0, 0.0), type_loss(found, base, slope)
    print(f"_BASE = {base}  _PER_POINT = {slope}  loss {before:.4f} -> {after:.4f}")
    trust = min((n / 10 for n in range(31)), key=lambda t: status_loss(found, t))
    before, after = status_loss(found, 0.0), status_loss(found, trust)
    print(f"_STATUS_TRUST = {trust}  loss {before:.4f} -> {after:.4f}")
    grid = list(itertools.product([n / 4 for n in range(-24, 1)], SLOPES))
    alone = min(grid, key=lambda at: alone_loss(found, *at))
    print(f"_LEXICON_ALONE = {alone}")


if __name__ == "__main__":
    main()
