"""A small chart of one measure: each value a dot on its days, a range a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from communique.web.draw.scale import Days
from communique.web.draw.shapes import element, joined, line, link, linked_picture, words

_WIDTH, _HEIGHT = 320.0, 132.0
_LEFT, _RIGHT, _TOP, _FOOT = 14.0, 14.0, 26.0, 30.0
_MOST_LABELS = 6
_NEAR = 46.0  # two labels nearer than that would be written over one another


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One value: of which days, how much, from how much to how much, how exactly.

    Attributes:
        start, end: first and last day of its period, or of its report.
        value, low, high: in the unit of the chart; low and high are the value if it is one.
        exact: whether it is told without "about" or "more than".
        label: the value in words.
        title: the value with its source.
        href: address of its words.
    """

    start: date
    end: date
    value: float
    low: float
    high: float
    exact: bool
    label: str
    title: str
    href: str


def dots(title: str, shown: tuple[Dot, ...]) -> Markup:
    """Return the drawing of the values of one measure in one unit, by their days."""
    axis = Days.around(
        min(one.start for one in shown), max(one.end for one in shown),
        left=_LEFT, right=_WIDTH - _RIGHT,
    )  # fmt: skip
    low, high = min(one.low for one in shown), max(one.high for one in shown)
    foot = _HEIGHT - _FOOT

    def y(value: float) -> float:
        return foot - 10 - (value - low) / ((high - low) or 1) * (foot - 10 - _TOP)

    marks = [_mark(one, axis, y(one.value), y(one.low), y(one.high)) for one in shown]
    parts = (*_days(axis, foot), *marks, *_labels(shown, axis, [y(one.value) for one in shown]))
    return linked_picture(parts, size=(_WIDTH, _HEIGHT), title=title)


def _mark(one: Dot, axis: Days, y: float, low: float, high: float) -> Markup:
    left, right = axis.start(one.start), axis.end(one.end)
    x = (left + right) / 2
    inside = []
    if right - left > 8:
        inside.append(line(left, y, right, y, "dot-period"))
    if low != high:
        inside.append(line(x, low, x, high, "dot-range"))
    inside.append(element("circle", cx=x, cy=y, r=4.5))
    return link(one.href, one.title, joined(inside), style="dot" if one.exact else "dot hollow")


def _days(axis: Days, foot: float) -> Iterator[Markup]:
    yield line(_LEFT, foot, _WIDTH - _RIGHT, foot, "chart-line")
    marks = axis.marks()
    for mark in (marks[0], marks[-1]) if len(marks) > 1 else marks:
        x = min(max(mark.at, _LEFT + 24), _WIDTH - _RIGHT - 24)
        yield words(mark.label, x, foot + 18, "chart-label", anchor="middle")


def _labels(shown: tuple[Dot, ...], axis: Days, heights: list[float]) -> Iterator[Markup]:
    """The value beside each dot, as long as that can be read."""
    written: list[tuple[float, float]] = []
    for one, y in sorted(zip(shown, heights, strict=True), key=lambda pair: pair[0].start):
        x = (axis.start(one.start) + axis.end(one.end)) / 2
        near = any(abs(x - a) < _NEAR and abs(y - b) < 14 for a, b in written)
        if near or len(written) == _MOST_LABELS:
            continue
        written.append((x, y))
        anchor = "start" if x < _WIDTH * 0.25 else "end" if x > _WIDTH * 0.75 else "middle"
        yield words(one.label, x, y - 9, "dot-label", anchor=anchor)
