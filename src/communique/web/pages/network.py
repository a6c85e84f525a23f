"""The network: who deals with whom most."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from communique.analysis.actual import of_status
from communique.display.plain import counted
from communique.ledger import PairCount
from communique.web import addresses, asked
from communique.web.draw.network import Edge, Node
from communique.web.named import names_of
from communique.web.page import Page
from communique.web.room import Visit

_PAIRS, _NODES, _LISTED = 160, 60, 40
_CLEARLY = 2  # times as many of one sort as of the other


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """The parties that deal with others most, and their dealings with one another.

    Attributes:
        nodes: those of most dealings first.
        edges: the closest first.
        listed: how many of the edges a table should show.
        limited: whether there are more pairs than are shown.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    listed: int
    limited: bool


def network(visit: Visit) -> Network:
    """Return who took part in events together, as far as the filters let them count."""
    filters = replace(visit.filters, limit=None, after=None, order="document")
    found = visit.ledger.census().pairs(of_status(filters), most=_PAIRS + 1)
    pairs = found[:_PAIRS]
    counts: Counter[str] = Counter()
    for pair in pairs:
        counts.update({pair.one: pair.events, pair.other: pair.events})
    codes = [code for code, _ in sorted(counts.items(), key=lambda c: (-c[1], c[0]))][:_NODES]
    shown = [pair for pair in pairs if pair.one in codes and pair.other in codes]
    names = names_of(visit.ledger, codes)
    beside = asked.query(replace(visit.filters, between=None, after=None))
    return Network(
        nodes=tuple(
            Node(
                code=code,
                name=names[code],
                events=counts[code],
                href=addresses.actor(code),
            )
            for code in codes
            if any(code in (pair.one, pair.other) for pair in shown)
        ),
        edges=tuple(_edge(pair, names[pair.one], names[pair.other], beside) for pair in shown),
        listed=_LISTED,
        limited=len(found) > _PAIRS or len(shown) < len(pairs),
    )


def _edge(pair: PairCount, one: str, other: str, beside: str) -> Edge:
    events = counted(pair.events, "events")
    return Edge(
        one=pair.one,
        other=pair.other,
        events=pair.events,
        way=_way(pair),
        told=f"{one} and {other}: {events}{_sorts(pair)}",
        href=addresses.between(pair.one, pair.other) + (f"?{beside}" if beside else ""),
    )


def _sorts(pair: PairCount) -> str:
    sorts = [(pair.cooperative, "of cooperation"), (pair.conflictual, "of conflict")]
    alone = next((sort for count, sort in sorts if count == pair.events), None)
    if alone is not None:
        return f" {alone}"
    return "".join(f", {count:,} {sort}" for count, sort in sorts if count)


def _way(pair: PairCount) -> str:
    if pair.cooperative > _CLEARLY * pair.conflictual:
        return "cooperation"
    return "conflict" if pair.conflictual > _CLEARLY * pair.cooperative else "mixed"


NETWORK = Page(
    path="/network",
    summary="Who deals with whom most, as a network.",
    view=network,
    template="network.html",
)
