"""Who deals with whom most; and the way to any two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from communique.analysis.actual import of_status
from communique.ledger import Filters, Ledger, Tally
from communique.web import addresses
from communique.web.draw.columns import Column, Columns, Kind
from communique.web.page import Moved, Page
from communique.web.pages.relationship.sides import Side, found_term, sides
from communique.web.room import Visit

_MOST = 50
_SPARKS = 24  # columns of a small chart
_ABOVE = (Kind(name="of cooperation", style="quad-2"),)
_BELOW = (Kind(name="of conflict", style="quad-4"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two parties: how many events they had with one another, and when, as a small chart."""

    one: Side
    other: Side
    href: str
    events: int
    cooperation: int
    conflict: int
    chart: Columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """The pairs with most events that happened, and the months that their charts span."""

    pairs: tuple[Pair, ...]
    all: int
    first: str | None
    last: str | None
    events: Filters


class _Sum(NamedTuple):
    """Events of one month, added up."""

    events: int
    cooperation: int
    conflict: int

    def plus(self, tally: Tally) -> _Sum:
        """Return the sum with those of a tally."""
        return _Sum(
            self.events + tally.events,
            self.cooperation + tally.verbal_cooperation + tally.material_cooperation,
            self.conflict + tally.verbal_conflict + tally.material_conflict,
        )


_NOTHING = _Sum(0, 0, 0)


def pairs(visit: Visit) -> Pairs:
    """Return the pairs that deal with one another most.

    Raises:
        Moved: to the page of two that a form named.
        QueryError: if a condition means nothing.
    """
    ledger, told = visit.ledger, visit.options
    if "one" in told and "other" in told:
        one, other = (found_term(ledger, told[name]) for name in ("one", "other"))
        raise Moved(addresses.between(one, other))
    events = replace(visit.filters, after=None, order="newest")
    months = _by_pair(ledger, of_status(events))
    ranked = sorted(months, key=lambda pair: (-_events(months[pair]), pair))
    shown = {pair: months[pair] for pair in ranked[:_MOST]}
    seen = sorted({month for by_month in months.values() for month in by_month if month})
    named = sides(ledger, dict.fromkeys(code for pair in shown for code in pair))
    by_term = {side.term: side for side in named}
    return Pairs(
        pairs=tuple(_pair(by_term[a], by_term[b], shown[a, b], seen) for a, b in shown),
        all=len(months),
        first=_month(seen[0]) if seen else None,
        last=_month(seen[-1]) if seen else None,
        events=events,
    )


def _by_pair(ledger: Ledger, events: Filters) -> dict[tuple[str, str], dict[int, _Sum]]:
    """Events of each pair by month, counted from year 0; under 0 those of no one month."""
    found: dict[tuple[str, str], dict[int, _Sum]] = defaultdict(dict)
    for tally in ledger.tallies(events, months=True, pairs=True):
        by_month = found[tally.one, tally.other]
        month = _month_of(tally)
        by_month[month] = by_month.get(month, _NOTHING).plus(tally)
    return found


def _month_of(tally: Tally) -> int:
    if not tally.bounded or tally.start is None or tally.end is None:
        return 0
    first, last = (day.year * 12 + day.month - 1 for day in (tally.start, tally.end))
    return first if first == last else 0


def _events(by_month: dict[int, _Sum]) -> int:
    return sum(one.events for one in by_month.values())


def _pair(one: Side, other: Side, by_month: dict[int, _Sum], seen: list[int]) -> Pair:
    sums = by_month.values()
    return Pair(
        one=one,
        other=other,
        href=addresses.between(one.term, other.term),
        events=_events(by_month),
        cooperation=sum(each.cooperation for each in sums),
        conflict=sum(each.conflict for each in sums),
        chart=Columns(
            title=f"{one.title} and {other.title} over time",
            above=_ABOVE,
            below=_BELOW,
            columns=tuple(_columns(by_month, seen)),
        ),
    )


def _columns(by_month: dict[int, _Sum], seen: list[int]) -> Iterator[Column]:
    if not seen:
        return
    length = max(1, -(-(seen[-1] - seen[0] + 1) // _SPARKS))
    for first in range(seen[0], seen[-1] + 1, length):
        inside = [by_month[month] for month in range(first, first + length) if month in by_month]
        last = first + length - 1
        yield Column(
            label=_month(first) if length == 1 else f"{_month(first)} to {_month(last)}",
            above=(sum(each.cooperation for each in inside),),
            below=(sum(each.conflict for each in inside),),
        )


def _month(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"


PAIRS = Page(
    path="/between",
    summary="Who deals with whom: the pairs of most events, and the way to any two.",
    view=pairs,
    template="pairs.html",
    options=("one", "other"),
)
