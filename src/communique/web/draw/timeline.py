"""A timeline: each happening on its days, cooperation above the line and conflict below.

An exact day is a dot, an interval a bar, the wider the paler; what is larger is told by more
independent sources; what is hollow did not happen, or is not known to have.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from markupsafe import Markup

from communique.web.draw.scale import Days
from communique.web.draw.shapes import element, joined, line, link, linked_picture, words

Way = Literal["cooperation", "conflict", "neither"]

MOST = 150  # happenings that can still be told apart
_MOST_LANES = 14

_WIDTH, _LEFT, _RIGHT = 1040.0, 124.0, 16.0
_LANE, _TOP, _GAP, _FOOT = 20.0, 12.0, 6.0, 26.0
_APART = 3.0  # between two marks of one lane
_FEW_LANES = 2
_ANY_DAY, _SOME_DAYS_ON = date(2000, 1, 1), date(2000, 1, 20)  # of the legend


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One mark of a timeline.

    Attributes:
        start, end: first and last day on which it may have happened.
        way: whether it is cooperation or conflict.
        material: whether it consists of deeds, not of words.
        happened: whether it did, as the reports have it.
        sources: how many independent ones tell it.
        title: what it is, in a line.
        href: address of its page.
        number: under which a list names it; None for most.
    """

    start: date
    end: date
    way: Way
    material: bool
    happened: bool
    sources: int
    title: str
    href: str
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """What a timeline shows; ``title`` says whose it is."""

    title: str
    happenings: tuple[Happening, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    happening: Happening
    left: float
    right: float
    lane: int


def fits(shown: Timeline) -> bool:
    """Tell whether the happenings of a timeline can be told apart."""
    if not 0 < len(shown.happenings) <= MOST:
        return False
    above, below = _sides(shown, _axis(shown))
    return max(_lanes(above), _lanes(below)) <= _MOST_LANES


def timeline(shown: Timeline) -> Markup:
    """Return the drawing of a timeline that fits."""
    axis = _axis(shown)
    above, below = _sides(shown, axis)
    middle = _TOP + max(_FEW_LANES, _lanes(above)) * _LANE + _GAP
    height = middle + _GAP + max(_FEW_LANES, _lanes(below)) * _LANE + _FOOT
    parts = (
        *_grid(axis, middle, height),
        *(_mark(one, middle - _GAP - (one.lane + 0.5) * _LANE) for one in above),
        *(_mark(one, middle + _GAP + (one.lane + 0.5) * _LANE) for one in below),
    )
    return linked_picture(parts, size=(_WIDTH, height), title=shown.title)


def legend() -> tuple[tuple[Markup, str], ...]:
    """Return what the shapes of a timeline mean, each with its picture."""
    words_alone = Happening(
        start=_ANY_DAY, end=_ANY_DAY, way="neither", material=False, happened=True, sources=1,
        title="", href="",
    )  # fmt: skip
    return (
        (_key(words_alone), "words, such as a meeting or a demand"),
        (_key(replace(words_alone, material=True)), "deeds, such as aid or an attack"),
        (_key(replace(words_alone, happened=False)), "planned, possible, denied or called off"),
        (_key(replace(words_alone, sources=6)), "told by more independent sources"),
        (_key(replace(words_alone, end=_SOME_DAYS_ON)), "on one of these days"),
    )


def _key(one: Happening) -> Markup:
    wide = 26.0 if one.start != one.end else 20.0
    placed = _Placed(one, 3.0, wide - 3.0, 0) if one.start != one.end else _Placed(one, 10, 10, 0)
    return element(
        "svg", _shape(placed, 10.0), viewBox=f"0 0 {wide:g} 20", width=wide, height=20.0,
        aria_hidden="true", class_=f"mark {_style(one)}",
    )  # fmt: skip


def _axis(shown: Timeline) -> Days:
    first = min(one.start for one in shown.happenings)
    last = max(one.end for one in shown.happenings)
    return Days.around(first, last, left=_LEFT, right=_WIDTH - _RIGHT)


def _sides(shown: Timeline, axis: Days) -> tuple[list[_Placed], list[_Placed]]:
    above = [one for one in shown.happenings if one.way != "conflict"]
    below = [one for one in shown.happenings if one.way == "conflict"]
    return _in_lanes(above, axis), _in_lanes(below, axis)


def _in_lanes(several: Sequence[Happening], axis: Days) -> list[_Placed]:
    """Put each in the lane nearest to the line in which it touches no other."""
    free: list[float] = []  # by lane, where the last mark in it ends
    placed: list[_Placed] = []
    for one in sorted(several, key=lambda h: (h.start, h.end, h.title)):
        left, right = _extent(one, axis)
        lane = next((n for n, taken in enumerate(free) if taken + _APART <= left), len(free))
        free[lane : lane + 1] = [right]
        placed.append(_Placed(one, left, right, lane))
    return placed


def _extent(one: Happening, axis: Days) -> tuple[float, float]:
    """Where a mark begins and ends; a bar is never so short that it looks like a dot."""
    left, right, around = axis.start(one.start), axis.end(one.end), _radius(one)
    middle = (left + right) / 2
    if one.start == one.end:
        return middle - around, middle + around
    half = max((right - left) / 2, around * 1.9)
    return middle - half, middle + half


def _lanes(several: Sequence[_Placed]) -> int:
    return max((one.lane + 1 for one in several), default=0)


def _radius(one: Happening) -> float:
    """How large a mark is: its area grows with the sources, up to the height of a lane."""
    least = 7.5 if one.number is not None else 4.5
    return max(least, min(9.0, 4.5 * math.pow(max(1, one.sources), 0.4)))


def _grid(axis: Days, middle: float, height: float) -> Iterator[Markup]:
    for mark in axis.marks():
        yield line(mark.at, _TOP, mark.at, height - _FOOT, "chart-grid")
        yield words(mark.label, mark.at, height - 8, "chart-label", anchor="middle")
    yield line(_LEFT - 8, middle, _WIDTH - _RIGHT + 8, middle, "chart-line")
    yield words("cooperation", 0, middle - 14, "chart-side side-cooperation")
    yield words("conflict", 0, middle + 22, "chart-side side-conflict")


def _mark(placed: _Placed, y: float) -> Markup:
    one = placed.happening
    inside = [_shape(placed, y)]
    if one.number is not None:
        x = (placed.left + placed.right) / 2
        inside.append(words(str(one.number), x, y + 4, "mark-number", anchor="middle"))
    return link(one.href, one.title, joined(inside), style=f"mark {_style(one)}")


def _style(one: Happening) -> str:
    state = "" if one.happened else " hollow"
    return f"way-{one.way}{state} {_width(one)}{' numbered' if one.number is not None else ''}"


def _width(one: Happening) -> str:
    days = (one.end - one.start).days + 1
    limits = ((1, "exact"), (7, "week"), (31, "month"), (366, "year"))
    return next((name for limit, name in limits if days <= limit), "wider")


def _shape(placed: _Placed, y: float) -> Markup:
    one, around = placed.happening, _radius(placed.happening)
    middle = (placed.left + placed.right) / 2
    if one.start == one.end and not one.material:
        return element("circle", cx=middle, cy=y, r=around)
    half = around * 0.9 if one.start == one.end else (placed.right - placed.left) / 2
    tall = around * 0.9 if one.start == one.end else around * 0.75
    return element(
        "rect", x=middle - half, y=y - tall, width=2 * half, height=2 * tall,
        rx=1.5 if one.material else tall,
    )  # fmt: skip
