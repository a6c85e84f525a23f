"""A network: who deals with whom, as circles and lines."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from communique.display.plain import counted
from communique.web.draw.layout import Point, layout
from communique.web.draw.shapes import element, link, linked_picture, words

_WIDTH, _HEIGHT, _MARGIN = 1040.0, 680.0, 64.0
_LEAST, _MOST = 5.0, 22.0  # radius of a node
_THIN, _THICK = 1.0, 9.0
_FULL = 10  # fewer events than so many do not make the thickest line
_LONGEST = 20  # characters of a name that stands in the drawing
_WITH_NAMES = 36  # more nodes than so many are marked by their codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A party: its code, name, dealings with all others of the network, and its page."""

    code: str
    name: str
    events: int
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """Two that dealt with one another; ``way`` tells whether cooperation or conflict prevails."""

    one: str
    other: str
    events: int
    way: str
    told: str
    href: str


def network(nodes: Sequence[Node], edges: Sequence[Edge], title: str) -> Markup:
    """Return the drawing; a table beside it should have the same links."""
    weights = {(edge.one, edge.other): float(edge.events) for edge in edges}
    box = (_WIDTH - 2 * _MARGIN, _HEIGHT - 2 * _MARGIN)
    places = layout([node.code for node in nodes], weights, box)
    parts = [*_lines(edges, places), *_circles(nodes, places)]
    return linked_picture(parts, size=(_WIDTH, _HEIGHT), title=title)


def _lines(edges: Sequence[Edge], places: Mapping[str, Point]) -> Iterator[Markup]:
    most = max(_FULL, max((edge.events for edge in edges), default=1))
    for edge in sorted(edges, key=lambda one: one.events):
        wide = max(_THIN, _THICK * math.sqrt(edge.events / most))
        ends = _ends(places[edge.one], places[edge.other])
        # A thin line is hard to hit: a wide one that is not seen lies over it.
        drawn = element("line", class_=f"edge way-{edge.way}", stroke_width=wide, **ends)
        reach = element("line", class_="reach", stroke_width=max(wide, 12.0), **ends)
        yield link(edge.href, edge.told, drawn, reach, style="tie")


def _ends(one: Point, other: Point) -> dict[str, float]:
    (x1, y1), (x2, y2) = one, other
    return {"x1": x1 + _MARGIN, "y1": y1 + _MARGIN, "x2": x2 + _MARGIN, "y2": y2 + _MARGIN}


def _circles(nodes: Sequence[Node], places: Mapping[str, Point]) -> Iterator[Markup]:
    most = max(_FULL, max((node.events for node in nodes), default=1))
    for node in nodes:
        x, y = places[node.code][0] + _MARGIN, places[node.code][1] + _MARGIN
        radius = max(_LEAST, _MOST * math.sqrt(node.events / most))
        short = len(nodes) > _WITH_NAMES or len(node.name) > _LONGEST
        label = node.code if short else node.name
        yield link(
            node.href,
            f"{label}{f' ({node.name})' if short else ''}: {counted(node.events, 'dealings')}",
            element("circle", cx=x, cy=y, r=radius),
            words(label, x, y - radius - 5, "node-label", anchor="middle"),
            style="node",
        )
