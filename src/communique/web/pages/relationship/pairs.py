"""Who deals with whom most; and the way to any two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from communique.analysis.actual import of_status
from communique.analysis.sums import added_up
from communique.ledger import Filters, Ledger, PairCount, Tally
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
    """The pairs with most events that happened, and the months that their charts span.

    ``more`` tells whether there are further pairs, ``asked`` what their events were asked for.
    """

    pairs: tuple[Pair, ...]
    more: bool
    first: str | None
    last: str | None
    asked: Filters


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
    events = of_status(replace(visit.filters, after=None, order="newest"))
    found = ledger.census().pairs(events, most=_MOST + 1)
    shown = found[:_MOST]
    months = [_by_month(ledger, events, one) for one in shown]
    seen = sorted({month for by_month in months for month in by_month})
    named = sides(ledger, dict.fromkeys(code for one in shown for code in (one.one, one.other)))
    by_term = {side.term: side for side in named}
    return Pairs(
        pairs=tuple(
            _pair(one, by_term, _columns(by_month, seen))
            for one, by_month in zip(shown, months, strict=True)
        ),
        more=len(found) > _MOST,
        first=_month(seen[0]) if seen else None,
        last=_month(seen[-1]) if seen else None,
        asked=visit.filters,
    )


def _by_month(ledger: Ledger, events: Filters, pair: PairCount) -> dict[int, list[Tally]]:
    """The events of a pair by their month, counted from year 0; those of no one month left out."""
    found: dict[int, list[Tally]] = defaultdict(list)
    between = replace(events, between=(pair.one, pair.other))
    for tally in ledger.tallies(between, months=True):
        if tally.bounded and tally.start is not None and tally.end is not None:
            first, last = (day.year * 12 + day.month - 1 for day in (tally.start, tally.end))
            if first == last:
                found[first].append(tally)
    return found


def _pair(pair: PairCount, named: Mapping[str, Side], months: Iterable[Column]) -> Pair:
    one, other = named[pair.one], named[pair.other]
    return Pair(
        one=one,
        other=other,
        href=addresses.between(one.term, other.term),
        events=pair.events,
        cooperation=pair.cooperative,
        conflict=pair.conflictual,
        chart=Columns(
            title=f"{one.title} and {other.title} over time",
            above=_ABOVE,
            below=_BELOW,
            columns=tuple(months),
        ),
    )


def _columns(by_month: Mapping[int, list[Tally]], seen: Sequence[int]) -> Iterator[Column]:
    """The time that all pairs span, in as many equal parts as a small chart can show."""
    if not seen:
        return
    length = -(-(seen[-1] - seen[0] + 1) // _SPARKS)
    for first in range(seen[0], seen[-1] + 1, length):
        last = first + length - 1
        inside = added_up([t for m in range(first, last + 1) for t in by_month.get(m, ())])
        yield Column(
            label=_month(first) if first == last else f"{_month(first)} to {_month(last)}",
            above=(inside.verbal_cooperation + inside.material_cooperation,),
            below=(inside.verbal_conflict + inside.material_conflict,),
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
