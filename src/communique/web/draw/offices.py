"""Terms of office as bars over the years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from communique.web.draw.scale import Days
from communique.web.draw.shapes import element, line, picture, words

_WIDTH, _ROW, _TOP, _FOOT = 1000.0, 40.0, 8.0, 28.0
_THICK = 12.0
_SIDE = 40.0
_LABEL_ROOM = 330.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A term: what it is called, its first and last day; None where that is open.

    ``certain`` tells an office of a list from one that reports taught.
    """

    label: str
    start: date | None
    end: date | None
    certain: bool = True


def offices(spans: Sequence[Span], title: str, today: date) -> Markup:
    """Return terms of office over time, one row each; those without any day are left out."""
    known = [span for span in spans if span.start is not None or span.end is not None]
    if not known:
        return Markup("")
    days = [day for span in known for day in (span.start, span.end) if day is not None]
    last = max(days) if all(span.end for span in known) else max(today, *days)
    axis = Days.around(min(days), last, left=_SIDE, right=_WIDTH - _SIDE)
    height = _TOP + _ROW * len(known) + _FOOT
    parts = [*_marks(axis, height), *(p for n, s in enumerate(known) for p in _row(n, s, axis))]
    desc = "; ".join(f"{span.label}, {_told(span)}" for span in known)
    return picture(parts, size=(_WIDTH, height), title=title, desc=desc)


def _told(span: Span) -> str:
    if span.start is None:
        return f"until {span.end}"
    return f"{span.start} to {span.end}" if span.end else f"since {span.start}"


def _marks(axis: Days, height: float) -> Iterator[Markup]:
    for mark in axis.marks():
        yield line(mark.at, _TOP, mark.at, height - _FOOT + 4, "chart-grid")
        yield words(mark.label, mark.at, height - 8, "chart-label", anchor="middle")


def _row(n: int, span: Span, axis: Days) -> Iterator[Markup]:
    y = _TOP + n * _ROW
    left = axis.start(span.start) if span.start else axis.left
    right = axis.end(span.end) if span.end else axis.right
    style = "term" if span.certain else "term learned"
    yield element(
        "rect", x=left, y=y + 18, width=max(3.0, right - left), height=_THICK, rx=3.0,
        class_=style,
    )  # fmt: skip
    at_end = left > _WIDTH - _LABEL_ROOM
    yield words(
        span.label, right if at_end else left, y + 13, "term-label",
        anchor="end" if at_end else "start",
    )  # fmt: skip
