"""Who deals with whom: events added up by pairs of parties."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import chain

from communique.export.characters import one_line
from communique.export.told import known_day, only_actual, pairs, told_events
from communique.export.written import Tally
from communique.ledger import Filters, Ledger
from communique.records import Event, Party

_COOPERATION = (1, 2)


@dataclass(slots=True, kw_only=True)
class Node:
    """A party; ``events`` counts those in which it deals with another."""

    key: str
    label: str
    kind: str
    country: str
    sector: str
    events: int = 0


@dataclass(slots=True, kw_only=True)
class Edge:
    """What two parties did to or with each other, whoever of them acted.

    ``cooperation`` and ``conflict`` count events by quad class. ``first`` and ``last`` bound the
    period: the first day on which the first can have happened, the last of the last.
    """

    one: str
    other: str
    events: int = 0
    cooperation: int = 0
    conflict: int = 0
    measured: int = 0
    intensity_sum: float = 0.0
    first: date | None = None
    last: date | None = None

    @property
    def intensity(self) -> float | None:
        """The mean intensity, -10 to +10, of the events that have one."""
        return round(self.intensity_sum / self.measured, 4) if self.measured else None

    def add(self, event: Event) -> None:
        """Count one more event of the pair."""
        self.events += 1
        if event.quad in _COOPERATION:
            self.cooperation += 1
        elif event.quad is not None:
            self.conflict += 1
        if event.intensity is not None:
            self.measured += 1
            self.intensity_sum += event.intensity
        self._lengthen(event)

    def _lengthen(self, event: Event) -> None:
        when, day = event.when, known_day(event.when)
        start = day or (when.start if when else None)
        end = when.end if when and when.end else day
        self.first = min(filter(None, (self.first, start)), default=None)
        self.last = max(filter(None, (self.last, end)), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Parties and the pairs that dealt with each other, each in the order of their ids."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def network_of(ledger: Ledger, tally: Tally, chosen: Filters | None = None) -> Network:
    """Add up what happened between each two parties; only the sums are held in memory.

    Args:
        ledger: whose events.
        tally: counts the events, and those left out.
        chosen: the events to add up; all if None.
    """
    nodes: dict[str, Node] = {}
    edges: dict[tuple[str, str], Edge] = {}
    for told in only_actual(told_events(ledger, chosen), tally):
        found = _edges_of(told.event, nodes, edges)
        if not found:
            tally.leave_out("no two parties")
            continue
        for edge in found:
            edge.add(told.event)
        for key in {*chain.from_iterable((edge.one, edge.other) for edge in found)}:
            nodes[key].events += 1
        tally.keep(0)
    return Network(
        nodes=tuple(nodes[key] for key in sorted(nodes)),
        edges=tuple(edges[key] for key in sorted(edges)),
    )


def _edges_of(
    event: Event, nodes: dict[str, Node], edges: dict[tuple[str, str], Edge]
) -> list[Edge]:
    """Return the edges of an event's pairs, made if they are new, each once."""
    found: dict[tuple[str, str], Edge] = {}
    for one, other in pairs(event):
        if one is None or other is None or _key(one) == _key(other):
            continue
        for party in (one, other):
            nodes.setdefault(_key(party), _node(party))
        low, high = sorted((_key(one), _key(other)))
        found[low, high] = edges.setdefault((low, high), Edge(one=low, other=high))
    return list(found.values())


def _key(party: Party) -> str:
    return one_line(party.actor_id or f"unknown/{party.name}")


def _node(party: Party) -> Node:
    kind = party.actor_id.partition("/")[0] if party.actor_id else "unknown"
    return Node(
        key=_key(party), label=one_line(party.name), kind=kind, country=party.country or "",
        sector=party.sector or "",
    )  # fmt: skip
