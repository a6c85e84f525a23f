"""A text cut into segments, each with all that marks it, so that marks may overlap at will."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from communique.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A range of a text that is something: the ``role`` its words play in a record.

    Attributes:
        span: the words, in code points, end exclusive.
        role: such as ``trigger``, ``actor``, ``place`` or ``content``.
        record_id: of the record that it is part of.
        note: for people, such as ``actor: Xi Jinping (CHN)``.
    """

    span: Span
    role: str
    record_id: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A run of a text over which the same marks hold; the widest mark first."""

    span: Span
    text: str
    marks: tuple[Mark, ...] = ()


def segments(text: str, marks: Iterable[Mark], within: Span | None = None) -> tuple[Segment, ...]:
    """Cut a text at every edge of a mark.

    The texts of all segments together are the text; of each mark, the segments that carry it are
    exactly its words. Marks without words mark nothing.

    Args:
        text: of a document.
        marks: in any order; they may overlap, lie in one another, or be the same.
        within: the part of the text to cut; marks are clipped to it. The whole text if None.

    Raises:
        SpanError: if a mark or ``within`` does not lie inside the text.
    """
    part = within if within is not None else Span(0, len(text))
    part.of(text)
    every = list(marks)
    for mark in every:
        mark.span.of(text)
    held = sorted((m for m in every if m.span.overlaps(part)), key=_widest_first)
    edges = {part.start, part.end}.union(*(m.span for m in held))
    inside = sorted(edge for edge in edges if part.start <= edge <= part.end)
    cuts = [Span(a, b) for a, b in pairwise(inside)]
    at = {span.start: index for index, span in enumerate(cuts)}
    carried: list[list[Mark]] = [[] for _ in cuts]
    for mark in held:
        index = at[max(mark.span.start, part.start)]
        while index < len(cuts) and cuts[index].end <= mark.span.end:
            carried[index].append(mark)
            index += 1
    return tuple(
        Segment(span=span, text=span.of(text), marks=tuple(carry))
        for span, carry in zip(cuts, carried, strict=True)
    )


def _widest_first(mark: Mark) -> tuple[int, int, str, str]:
    return -mark.span.length, mark.span.start, mark.role, mark.record_id
