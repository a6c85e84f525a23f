"""The days on which an event can have been, by all its accounts together.

Intervals on one line that meet two by two have a day in common (Helly), so the latest first day and
the earliest last day of a group say all that its members' dates forbid.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from communique.merge.accounts import Account, known

_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Horizon:
    """Days as ordinals, both included.

    ``start`` to ``end`` is what the dated accounts share; ``told`` is the first day by which an
    undated account tells of the event as past.
    """

    start: int = _FIRST
    end: int = _LAST
    told: int = _LAST

    @property
    def is_empty(self) -> bool:
        """Tell whether no day is left: the dates exclude one another, or lie ahead of a report."""
        return self.start > min(self.end, self.told)

    def meet(self, other: Horizon) -> Horizon:
        """Return the horizon of two groups together."""
        return Horizon(
            max(self.start, other.start), min(self.end, other.end), min(self.told, other.told)
        )


def horizon_of(account: Account) -> Horizon:
    """Return the horizon that one account gives."""
    when = known(account.mention.when)
    if when is None:
        told = account.not_after
        return Horizon(told=told.toordinal() if told is not None else _LAST)
    return Horizon(
        start=when.start.toordinal() if when.start is not None else _FIRST,
        end=when.end.toordinal() if when.end is not None else _LAST,
    )


def with_a_day_in_common(
    pairs: NDArray[np.int64], horizons: Sequence[Horizon]
) -> NDArray[np.int64]:
    """Return those pairs of positions whose horizons together leave a day, in the same order."""
    start, end, told = (
        np.array([getattr(horizon, name) for horizon in horizons], dtype=np.int32)
        for name in ("start", "end", "told")
    )
    one, other = pairs[:, 0], pairs[:, 1]
    first = np.maximum(start[one], start[other])
    last = np.minimum(np.minimum(end[one], end[other]), np.minimum(told[one], told[other]))
    kept: NDArray[np.int64] = pairs[first <= last]
    return kept
