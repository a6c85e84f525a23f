"""Where the lines of a page stand: from its edges, and from its densest run of running text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from communique.clean.text.line_shape import SHAPE
from communique.clean.text.lines import Line

_AT = {name: at for at, name in enumerate(SHAPE)}
_MOST_COUNTED = 60.0
_PROSE = 2.0
_FAR = 30.0
_NEAR = (1, 3, 8)

PLACE = (
    "from_top",
    "from_bottom",
    "part_of_page",
    "part_of_words",
    "lines",
    "inside_core",
    "into_core",
    "before_core",
    "after_core",
    "core_words",
    "core_headings",
    "prose_above",
    "prose_below",
    "since_prose",
    "until_prose",
    "since_opener",
    "prose_since_opener",
    "prose_before_opener",
    "copies",
    "near_1",
    "near_3",
    "near_8",
    "short_run",
    "place_in_run",
)
"""Names of the numbers in each of ``Places.rows``, in order."""


@dataclass(frozen=True, slots=True)
class Places:
    """For each line of a page its place in numbers, and the page's core: its densest text."""

    rows: tuple[tuple[float, ...], ...]
    core: range


def line_places(lines: Sequence[Line], shapes: Sequence[tuple[float, ...]]) -> Places:
    """Return where each line stands, and the run of lines that is most surely the report.

    Args:
        lines: the lines of the page.
        shapes: what each looks like, as ``line_shape`` gives it.
    """
    worth = [_worth(line, shape) for line, shape in zip(lines, shapes, strict=True)]
    core = densest(worth)
    prose = [max(0.0, value) for value in worth]
    above = list(accumulate(prose, initial=0.0))
    words = list(accumulate((shape[_AT["words"]] for shape in shapes), initial=0.0))
    columns = zip(
        _from_edges(len(lines), words),
        _from_core(core, above, _share_of_headings(core, worth), len(lines)),
        _since_prose(prose),
        reversed(_since_prose(prose[::-1])),
        _openers(lines, above),
        _copies(lines),
        _densities(above, len(lines)),
        _runs(prose),
        strict=True,
    )
    return Places(tuple(tuple(n for part in row for n in part) for row in columns), core)


def densest(worth: Sequence[float]) -> range:
    """Return the run of lines with the largest sum (Kadane's algorithm)."""
    best, best_run, total, start = 0.0, range(0), 0.0, 0
    for at, value in enumerate(worth):
        if total <= 0:
            total, start = 0.0, at
        total += value
        if total > best:
            best, best_run = total, range(start, at + 1)
    return best_run


def _worth(line: Line, shape: tuple[float, ...]) -> float:
    """What a line speaks for the report standing around it: its words, or a cost."""
    if line.known:
        return -12.0
    if shape[_AT["prose"]] and shape[_AT["small_words"]] >= 3:
        return min(shape[_AT["words"]], _MOST_COUNTED)
    return 2.0 if shape[_AT["sentence"]] else -7.0


def _from_edges(count: int, words: Sequence[float]) -> list[tuple[float, ...]]:
    return [
        (
            min(at, 60),
            min(count - 1 - at, 60),
            at / count,
            words[at] / max(1.0, words[-1]),
            min(count, 300),
        )
        for at in range(count)
    ]


def _share_of_headings(core: range, worth: Sequence[float]) -> float:
    """Which part of the core's lines is no running text: subheadings, items, furniture."""
    return sum(worth[at] < 0 for at in core) / max(1, len(core))


def _from_core(
    core: range, above: Sequence[float], headings: float, count: int
) -> list[tuple[float, ...]]:
    in_core = min(above[core.stop] - above[core.start], 2000)
    return [
        (
            float(at in core),
            min(at - core.start, core.stop - 1 - at) if at in core else -1,
            min(core.start - at, 60),
            min(at - core.stop, 60),
            in_core,
            headings,
            min(above[at], 2000),
            min(above[-1] - above[at + 1], 2000),
        )
        for at in range(count)
    ]


def _since_prose(prose: Sequence[float]) -> list[tuple[float]]:
    """Lines since the last one of running text."""
    gaps, gap = [], _FAR
    for value in prose:
        gaps.append((gap,))
        gap = 0.0 if value > _PROSE else min(gap + 1, _FAR)
    return gaps


def _openers(lines: Sequence[Line], above: Sequence[float]) -> list[tuple[float, ...]]:
    """Lines since the last heading of another part of the page, and the prose since and before."""
    last: int | None = None
    found: list[tuple[float, ...]] = []
    for at, line in enumerate(lines):
        if line.opens and above[at] > 0:
            last = at
        if last is None:
            found.append((-1.0, -1.0, -1.0))
        else:
            since = above[at] - above[last]
            found.append((min(at - last, 40), min(since, 500), min(above[last], 1000)))
    return found


def _copies(lines: Sequence[Line]) -> list[tuple[float]]:
    """How often a line stands on the page."""
    copies = Counter(line.text for line in lines)
    return [(min(copies[line.text], 4),) for line in lines]


def _densities(above: Sequence[float], count: int) -> list[tuple[float, ...]]:
    """Words of running text within so many lines of each, without its own."""
    return [
        tuple(
            above[min(count, at + reach + 1)]
            - above[max(0, at - reach)]
            - above[at + 1]
            + above[at]
            for reach in _NEAR
        )
        for at in range(count)
    ]


def _runs(prose: Sequence[float]) -> list[tuple[float, float]]:
    """Length of the run of lines without prose that a line stands in, and its place there."""
    found: list[tuple[float, float]] = []
    start = 0
    for at in range(len(prose) + 1):
        if at == len(prose) or prose[at] > _PROSE:
            length = at - start
            found += [(min(length, 40), n / length) for n in range(length)]
            if at < len(prose):
                found.append((0.0, -1.0))
            start = at + 1
    return found
