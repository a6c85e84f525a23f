"""How sure a coding is: what the pattern promises and what the model says, as one probability.

The constants were fitted by ``training/fit_confidence.py`` on the tenth of our sentences that the
model was not trained on: the share of codings whose type and status are as judged there.
"""

from __future__ import annotations

import math

from communique.extract.events.candidate import Candidate
from communique.extract.learned import NONE, Judged
from communique.records import Status

_CONSTANT = 1.25
_OF_MODEL = 0.65
# Where the model cannot be asked, by judgement: as sure as where it is undecided, less for doubts.
_UNASKED = 1.25
_OF_PROMISE = 2.0
_EDGE = 0.01
_NOTHING = 0.95
_IMPOSSIBLE = 0.01


def confidence_of(candidate: Candidate, status: Status, judged: Judged | None) -> float:
    """Return the probability, between 0 and 1, that type and status of a coding are right."""
    if judged is None or candidate.pattern.own:
        log_odds = _UNASKED + _OF_PROMISE * promise(candidate)
    else:
        log_odds = _CONSTANT + _OF_MODEL * belief(candidate, status, judged)
    return round(1 / (1 + math.exp(-log_odds)), 2)


def is_refused(candidate: Candidate, judged: Judged | None) -> bool:
    """Tell whether the model is all but sure that nothing passes between the two.

    That it prefers another type or status refuses nothing, since a sentence may tell two acts of
    one pair, but for a predicate that says little by itself ("come", "oppose") and a type that it
    all but rules out. Of a user's own patterns it is not asked: it cannot know their types.
    """
    if judged is None or candidate.pattern.own:
        return False
    if candidate.pattern.weak and judged.types.get(candidate.pattern.type, 0.0) < _IMPOSSIBLE:
        return True
    return judged.types[NONE] > _NOTHING


def promise(candidate: Candidate) -> float:
    """Return what speaks against a reading that the model is not asked about, from -1.1 to 0."""
    return -(
        0.3 * (candidate.trigger.index != candidate.governor.index)
        + 0.3 * candidate.pattern.weak
        + 0.5 * candidate.recalled
    )


def belief(candidate: Candidate, status: Status, judged: Judged) -> float:
    """Return the log-odds that the model gives to type and status, from about -4.6 to 4.6."""
    share = judged.types.get(candidate.pattern.type, 0.0) * judged.statuses[status]
    share = min(1 - _EDGE, max(_EDGE, share))
    return math.log(share / (1 - share))
