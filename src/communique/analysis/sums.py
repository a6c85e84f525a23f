"""Tallies put together: into one, into the period that holds their days."""

from __future__ import annotations

from collections.abc import Sequence

from communique.analysis.periods import Period, Unit, holding
from communique.ledger import Tally

_DAYS = 5  # fields before those that are added up
_NOTHING = Tally("", "", None, None, 0, *[0] * (len(Tally._fields) - _DAYS))


def added_up(tallies: Sequence[Tally]) -> Tally:
    """Return one tally of several; its parties and days are those of the first."""
    if len(tallies) == 1:
        return tallies[0]
    if not tallies:
        return _NOTHING
    sums = [sum(values) for values in zip(*(tally[_DAYS:] for tally in tallies), strict=True)]
    return Tally._make([*tallies[0][:_DAYS], *sums])


def period_holding(tally: Tally, by: Unit) -> Period | None:
    """Return the period that holds all days of a tally, None if none does or an end is open."""
    if not tally.bounded or tally.start is None or tally.end is None:
        return None
    return holding(tally.start, tally.end, by)
