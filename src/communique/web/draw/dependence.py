"""Who copied whom: reports one below the other in the order of time, with arcs to their origin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

_ROW, _WIDTH, _TOP = 34.0, 640.0, 18.0
_DEEPEST = 96.0  # of an arc
_LABEL = 46  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A report: its day, its outlet, and where its page is."""

    day: str
    name: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Arc:
    """A copy and its original, by their places in the list; ``share`` of the copy, 0 to 1."""

    copy: int
    original: int
    share: float


def dependence(nodes: Sequence[Node], arcs: Iterable[Arc]) -> Markup:
    """Return the drawing; it needs a table beside it for those who do not see it."""
    drawn = list(arcs)
    height = _TOP + _ROW * len(nodes)
    left = _left(drawn)
    parts = [*(_arc(arc, left) for arc in drawn), *_rows(nodes, drawn, left)]
    frame = Markup(
        '<svg class="dependence" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        'height="{height:g}" role="group" aria-label="{title}">{inner}</svg>'
    )
    return frame.format(
        width=_WIDTH,
        height=height,
        title="Reports in the order of time; arcs lead from each copy to its original",
        inner=Markup("").join(parts),
    )


def _left(arcs: Sequence[Arc]) -> float:
    """Where the dots stand: to the right of the deepest arc."""
    return 14.0 + max((_depth(arc) for arc in arcs), default=0.0)


def _depth(arc: Arc) -> float:
    return min(_DEEPEST, 14.0 + 11.0 * abs(arc.copy - arc.original))


def _y(place: int) -> float:
    return _TOP + _ROW * place


def _arc(arc: Arc, left: float) -> Markup:
    start, end = _y(arc.copy), _y(arc.original)
    path = f"M{left:g} {start:g} C{left - _depth(arc) * 1.3:g} {start:g} "
    path += f"{left - _depth(arc) * 1.3:g} {end:g} {left:g} {end:g}"
    return Markup('<path class="arc" d="{}" stroke-width="{}"/>').format(
        path, round(1.2 + 3.2 * arc.share, 1)
    )


def _rows(nodes: Sequence[Node], arcs: Sequence[Arc], left: float) -> Iterator[Markup]:
    copies = {arc.copy for arc in arcs}
    for place, node in enumerate(nodes):
        y = _y(place)
        style = "copy" if place in copies else "original"
        yield Markup('<circle class="{}" cx="{}" cy="{}" r="5"/>').format(style, left, y)
        name = node.name if len(node.name) <= _LABEL else node.name[: _LABEL - 1] + "…"
        yield Markup(
            '<text class="day" x="{}" y="{}">{}</text>'
            '<a href="{}"><text class="name" x="{}" y="{}">{}</text></a>'
        ).format(left + 16, y + 4, node.day, node.href, left + 116, y + 4, name)
