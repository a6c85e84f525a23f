"""Columns over time: what adds up above a line, and what adds up below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from communique.web.draw.scale import round_steps
from communique.web.draw.shapes import element, line, link, linked_picture, picture, words

_WIDTH, _LEFT, _RIGHT, _TOP, _FOOT = 1040.0, 124.0, 16.0, 12.0, 26.0
_MOST_LABELS = 9
_WIDEST = 44.0
_SPARK = (120.0, 26.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What one colour of the columns counts: its name and its style, such as ``quad-1``."""

    name: str
    style: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """The counts of one period, in the order of the kinds; ``href`` leads to what is counted."""

    label: str
    above: tuple[int, ...]
    below: tuple[int, ...]
    href: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Columns of several kinds, the first of each side nearest to the line."""

    title: str
    above: tuple[Kind, ...]
    below: tuple[Kind, ...]
    columns: tuple[Column, ...]

    @property
    def reach(self) -> tuple[int, int]:
        """The heights of the highest column above the line and of the deepest below it."""
        return (
            max((sum(one.above) for one in self.columns), default=0),
            max((sum(one.below) for one in self.columns), default=0),
        )

    def told(self, column: Column) -> str:
        """Return the counts of a column in words, those of 0 left out."""
        counts = zip((*self.above, *self.below), (*column.above, *column.below), strict=True)
        parts = [f"{count:,} {kind.name}" for kind, count in counts if count]
        return f"{column.label}: {', '.join(parts) or 'nothing'}"


def columns(shown: Columns, *, height: float = 210.0) -> Markup:
    """Return the drawing of columns; with links if they lead anywhere."""
    top, bottom, step = _scale(shown)
    unit = (height - _TOP - _FOOT) / (top + bottom)
    middle = _TOP + top * unit
    room = (_WIDTH - _LEFT - _RIGHT) / max(1, len(shown.columns))
    parts: list[Markup] = [*_grid(top, bottom, step, unit, middle)]
    for n, column in enumerate(shown.columns):
        x = _LEFT + room * (n + 0.5)
        parts.append(_column(shown, column, x, min(_WIDEST, room * 0.72), middle, unit))
    parts += _labels(shown.columns, room, height)
    size = (_WIDTH, height)
    if any(column.href for column in shown.columns):
        return linked_picture(parts, size=size, title=shown.title)
    told = "; ".join(shown.told(column) for column in shown.columns)
    return picture(parts, size=size, title=shown.title, desc=told)


def spark(shown: Columns) -> Markup:
    """Return the same so small that it stands in a line of text."""
    above, below = shown.reach
    width, height = _SPARK
    unit = (height - 2) / max(1, above + below)
    middle, room = 1 + above * unit, width / max(1, len(shown.columns))
    wide = max(1.0, min(8.0, room * 0.75))
    parts = [
        bar
        for n, column in enumerate(shown.columns)
        for bar in _bars(shown, column, room * (n + 0.5) - wide / 2, wide, middle, unit)
    ]
    told = "; ".join(shown.told(column) for column in shown.columns if any(_counts(column)))
    axis = line(0, middle, width, middle, "chart-line")
    return picture((axis, *parts), size=_SPARK, title=shown.title, desc=told)


def _counts(column: Column) -> tuple[int, ...]:
    return (*column.above, *column.below)


def _scale(shown: Columns) -> tuple[int, int, int]:
    """How far up and down whole steps reach, and the step."""
    above, below = shown.reach
    _, step = round_steps(max(above, below))
    return max(1, -(-above // step)) * step, -(-below // step) * step, step


def _grid(top: int, bottom: int, step: int, unit: float, middle: float) -> Iterator[Markup]:
    for value in range(-bottom, top + 1, step):
        y = middle - value * unit
        yield line(_LEFT - 8, y, _WIDTH - _RIGHT, y, "chart-line" if value == 0 else "chart-grid")
        yield words(f"{abs(value):,}", _LEFT - 14, y + 4, "chart-label", anchor="end")
    yield words("cooperation", 0, middle - 8, "chart-side side-cooperation")
    if bottom:
        yield words("conflict", 0, middle + 16, "chart-side side-conflict")


def _column(
    shown: Columns, column: Column, x: float, wide: float, middle: float, unit: float
) -> Markup:
    bars = tuple(_bars(shown, column, x - wide / 2, wide, middle, unit))
    if column.href is None or not bars:
        return element("g", element("title", shown.told(column)), *bars)
    return link(column.href, shown.told(column), *bars, style="column")


def _bars(
    shown: Columns, column: Column, x: float, wide: float, middle: float, unit: float
) -> Iterator[Markup]:
    y = middle
    for kind, count in zip(shown.above, column.above, strict=True):
        y -= count * unit
        if count:
            yield _bar(x, y, wide, count * unit, kind)
    y = middle
    for kind, count in zip(shown.below, column.below, strict=True):
        if count:
            yield _bar(x, y, wide, count * unit, kind)
        y += count * unit


def _bar(x: float, y: float, wide: float, tall: float, kind: Kind) -> Markup:
    return element("rect", x=x, y=y, width=wide, height=max(tall, 0.8), class_=f"bar-{kind.style}")


def _labels(shown: Sequence[Column], room: float, height: float) -> Iterator[Markup]:
    every = max(1, -(-len(shown) // _MOST_LABELS))
    for n in range(0, len(shown), every):
        x = _LEFT + room * (n + 0.5)
        yield words(shown[n].label, x, height - 8, "chart-label", anchor="middle")
