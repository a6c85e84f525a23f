"""One decision from the lexicon's reading and the model's odds.

The two are joined log-linearly: the lexicon raises the odds of its type by a factor that grows
with how well its predicate ties the two parties, and those of NONE are lowered, since whoever asks
about two parties has mostly seen something pass between them. ``training/fit_joined.py`` fits the
factors on the held-out tenth of the training sentences. Those are harder for the lexicon than plain
newswire (slope .3 there); the slope that is used is from the middle of the range, .5 to 1, that
serves newswire. See docs/decisions/0019-event-model.md.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from communique.extract.learned import NONE, Judged
from communique.extract.pairs.lexical import LexicalReading

_BASE = -0.5
_PER_POINT = 0.7
_NONE = 0.3
_STATUS_TRUST = 0.7
_LEXICON_ALONE = (-2.25, 0.6)  # log-odds that a lone reading is right: constant, per point


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The type by the codebook, None for nothing; confidence is the type's probability."""

    type: str | None
    mode: str | None
    status: str | None
    confidence: float


def joined(reading: LexicalReading | None, judged: Judged | None) -> Verdict:
    """Return the decision of both, or of the one that can know.

    Of a user's own type the model knows nothing: there the lexicon decides alone.
    """
    if judged is None or (reading is not None and reading.type not in judged.shifted):
        return _of_lexicon(reading)
    odds = _raised(judged.shifted, reading)
    best = max(odds, key=odds.__getitem__)
    if best == NONE:
        return Verdict(type=None, mode=None, status=None, confidence=odds[best])
    return Verdict(
        type=best,
        mode=_mode(best, reading, judged),
        status=_status(reading, judged),
        confidence=odds[best],
    )


def _of_lexicon(reading: LexicalReading | None) -> Verdict:
    if reading is None:
        return Verdict(type=None, mode=None, status=None, confidence=0.0)
    constant, slope = _LEXICON_ALONE
    return Verdict(
        type=reading.type,
        mode=reading.mode if reading.act == reading.type else None,
        status=reading.status,
        confidence=1 / (1 + math.exp(-constant - slope * reading.score)),
    )


def _raised(odds: Mapping[str, float], reading: LexicalReading | None) -> dict[str, float]:
    """Return the odds with those of the lexicon's type raised, summing to 1 again."""
    raised = {**odds, NONE: odds[NONE] * _NONE}
    if reading is not None:
        raised[reading.type] *= math.exp(max(0.0, _BASE + _PER_POINT * reading.score))
    total = sum(raised.values())
    return {name: value / total for name, value in raised.items()}


def _mode(event_type: str, reading: LexicalReading | None, judged: Judged) -> str | None:
    if reading is not None and reading.act == event_type and reading.mode is not None:
        return reading.mode
    return judged.mode_of(event_type)


def _status(reading: LexicalReading | None, judged: Judged) -> str:
    odds = dict(judged.statuses)
    if reading is not None:
        odds[reading.status] *= math.exp(_STATUS_TRUST)
    return max(odds, key=odds.__getitem__)
