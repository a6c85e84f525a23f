"""Who deals with whom: pairs of states and organisations, weighted by their events."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Unpack

from communique.analysis.actual import of_status
from communique.analysis.periods import Period, Unit
from communique.analysis.rows import Rows
from communique.analysis.sums import added_up, period_holding
from communique.errors import CommuniqueError
from communique.ledger import Filters, Ledger, Tally
from communique.ledger.filters import Asked, refined

if TYPE_CHECKING:
    import networkx as nx

_BY_MONTHS = frozenset({None, "month", "quarter", "year"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """Two that dealt with each other, in one period or in all time.

    Attributes:
        period, start, end: None over all time, and for what does not lie in one period.
        one, other: codes of states or organisations, in the order of the alphabet.
        events: in which both took part.
        cooperative: of these, verbal or material cooperation.
        conflictual: of these, verbal or material conflict.
        cooperation, conflict: sums of the intensities above and below 0, Goldstein's scale.
        sources: independent sources, added up over the events.
    """

    period: str | None
    start: date | None
    end: date | None
    one: str
    other: str
    events: int
    cooperative: int
    conflictual: int
    cooperation: float
    conflict: float
    sources: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One party of a network.

    Attributes:
        party: code of a state or an organisation.
        partners: with how many others it dealt.
        events: dealings with each of them, added up; one with two others counts twice.
        share: of all dealings of the network, those with this party; from 0 to 1.
        closest: the partner of most events.
        betweenness: share of the shortest ways between others that lead over this party, from 0
            to 1 (Freeman 1977); pairs count as joined or not.
    """

    party: str
    partners: int
    events: int
    share: float
    closest: str
    betweenness: float


def network(
    ledger: Ledger,
    filters: Filters | None = None,
    *,
    by: Unit | None = None,
    **given: Unpack[Asked],
) -> Rows[Edge]:
    """Return who took part in events together, the closest pairs first.

    Two count as dealing with each other whoever did and whoever was done to. An event of many
    parties joins each pair of them. Parties of one state are no pair.

    Args:
        ledger: to read from.
        filters: conditions on events; all pairs of an event count, so that ``actor`` also gives
            those with whom it met others. Without ``status`` only actual events count.
        by: one network for each such period; what does not lie in one has none. All time in one
            if None.
        given: more conditions by name.

    Raises:
        QueryError: if a filter does not apply to events, or its value means nothing.
    """
    asked = of_status(refined(filters, given))
    found: dict[tuple[Period | None, str, str], list[Tally]] = defaultdict(list)
    for tally in ledger.tallies(asked, months=by in _BY_MONTHS, pairs=True):
        period = period_holding(tally, by) if by else None
        found[period, tally.one, tally.other].append(tally)
    edges = [_edge(*key, tallies) for key, tallies in found.items()]
    return Rows(Edge, sorted(edges, key=_order))


def nodes(edges: Rows[Edge]) -> Rows[Node]:
    """Return the parties of a network, those of most dealings first. Periods are added up.

    Raises:
        CommuniqueError: if networkx is not installed.
    """
    weights: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for edge in edges:
        weights[edge.one][edge.other] += edge.events
        weights[edge.other][edge.one] += edge.events
    dealings = sum(edge.events for edge in edges)
    between = _networkx().betweenness_centrality(graph(edges)) if weights else {}
    found = [
        Node(
            party=party,
            partners=len(others),
            events=sum(others.values()),
            share=round(sum(others.values()) / dealings, 4),
            closest=min(others, key=lambda other: (-others[other], other)),
            betweenness=round(between[party], 4),
        )
        for party, others in weights.items()
    ]
    return Rows(Node, sorted(found, key=lambda n: (-n.events, -n.partners, n.party)))


def graph(edges: Rows[Edge]) -> nx.Graph[str]:
    """Return a network as a graph of networkx, its periods added up.

    ``events``, ``cooperative`` and ``conflictual`` stand on its edges.

    Raises:
        CommuniqueError: if networkx is not installed.
    """
    made: nx.Graph[str] = _networkx().Graph()
    for edge in sorted(edges, key=lambda e: (e.one, e.other)):
        made.add_edge(edge.one, edge.other)
        told = made.edges[edge.one, edge.other]
        for name in ("events", "cooperative", "conflictual"):
            told[name] = told.get(name, 0) + getattr(edge, name)
    return made


def _networkx() -> Any:
    try:
        import networkx  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise CommuniqueError(
            'expected networkx for what is computed on networks; pip install "communique[plots]"'
        ) from error
    return networkx


def _order(edge: Edge) -> tuple[Any, ...]:
    return (edge.start is None, edge.start or date.min, -edge.events, edge.one, edge.other)


def _edge(period: Period | None, one: str, other: str, tallies: list[Tally]) -> Edge:
    added = added_up(tallies)
    return Edge(
        period=period.name if period else None,
        start=period.start if period else None,
        end=period.end if period else None,
        one=one,
        other=other,
        events=added.events,
        cooperative=added.verbal_cooperation + added.material_cooperation,
        conflictual=added.verbal_conflict + added.material_conflict,
        cooperation=round(added.cooperation, 6),
        conflict=round(added.conflict, 6),
        sources=added.sources,
    )
