"""The paragraphs of a PDF, from the places of its lines.

A PDF has lines and no paragraphs. One begins where the next word would have had room on the line
before, where lines are further apart, indented or of another size.
"""

from __future__ import annotations

import itertools
import math
import statistics
from collections.abc import Iterator, Sequence

from communique.read.formats.pdf.hyphens import Words, is_sentence_end, joined
from communique.read.formats.pdf.layout import Line

_FURTHER_APART = 1.35
_USUAL_LEADING = 1.2
_OTHER_SIZE = 0.14
_INDENT = 0.7
_WIDEST_INDENT = 6.0
_NEAR = 2
_FULL = 0.95
_SHORT = 0.25
_SPARE = 0.1
_SHARED = 0.06
_BULLETS = ("•", "·", "▪", "■", "●", "◦", "‣")
Run = Sequence[Line]


def paragraphs(pages: Sequence[Sequence[Line]]) -> list[str]:
    """Return the paragraphs of the pages' lines, which are in reading order."""
    runs = [run for page in pages for run in _runs(page)]
    words = Words(line.words for run in runs for line in run)
    leading, indents = _leading(runs), _uses_indents(runs)
    found: list[list[str]] = []
    before: Run = ()
    for run in runs:
        edges = _edges(run)
        for at, line in enumerate(run):
            begins = (
                _begins(run, at, leading, edges[at]) if at else _begins_after(before, run, indents)
            )
            if begins or not found:
                found.append([])
            found[-1].append(line.words)
        before = run
    return [joined(lines, words) for lines in found]


def _runs(page: Sequence[Line]) -> Iterator[Run]:
    """Yield lines that go on downwards: a column, or a part of one."""
    run: list[Line] = []
    for line in page:
        if run and not _goes_on(run[-1], line):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _goes_on(before: Line, line: Line) -> bool:
    below = line.bottom < before.bottom
    overlaps = min(before.right, line.right) - max(before.left, line.left)
    return below and overlaps > 0


def _leading(runs: Sequence[Run]) -> float:
    """The usual distance, in heights of a line, of lines that go on with a sentence."""
    sure: list[float] = []
    likely: list[float] = []
    for run in runs:
        for before, line, edge in zip(run, run[1:], _edges(run)[1:], strict=False):
            if not _same_size(before, line) or is_sentence_end(before.words):
                continue
            distance = (before.bottom - line.bottom) / before.height
            if line.words[:1].islower():
                sure.append(distance)
            elif not _had_room(before, line, edge):
                likely.append(distance)
    distances = sure or likely
    return statistics.median(distances) if distances else _USUAL_LEADING


def _edges(run: Run) -> list[float]:
    """For each line, how far lines of about its size reach to the right."""
    sizes = [round(math.log(line.height) / _OTHER_SIZE * 2) for line in run]
    lines: dict[int, list[Line]] = {}
    for line, size in zip(run, sizes, strict=True):
        for near in range(size - 2, size + 3):
            lines.setdefault(near, []).append(line)
    edges = {size: _common_edge(lines[size]) for size in set(sizes)}
    return [edges[size] for size in sizes]


def _common_edge(lines: Run) -> float:
    """The furthest reach that two lines share: one alone may be a heading over all columns."""
    left = min(line.left for line in lines)
    reaches = sorted((line.right for line in lines), reverse=True)
    shared = (
        one for one, next_one in itertools.pairwise(reaches)
        if one - next_one <= _SHARED * (one - left)
    )  # fmt: skip
    return next(shared, reaches[0])


def _same_size(one: Line, other: Line) -> bool:
    return abs(one.height - other.height) <= _OTHER_SIZE * max(one.height, other.height)


def _begins(run: Run, at: int, leading: float, edge: float) -> bool:
    before, line = run[at - 1], run[at]
    apart = (before.bottom - line.bottom) / max(before.height, line.height)
    if apart > _FURTHER_APART * leading or not _same_size(before, line):
        return True
    if line.words.startswith(_BULLETS) or _is_row(before, line) or _is_indented(run, at):
        return True
    return (
        _had_room(before, line, edge) and not line.words[:1].islower() and not _is_narrowed(run, at)
    )


def _is_row(before: Line, line: Line) -> bool:
    """Tell whether one of two lines has a very wide gap, as the rows of a table have."""
    return "\n" in before.words or "\n" in line.words


def _is_indented(run: Run, at: int) -> bool:
    before, line = run[at - 1], run[at]
    by = (line.left - before.left) / line.height
    if not _INDENT < by < _WIDEST_INDENT or before.words.startswith(_BULLETS):
        return False
    back = at + 1 < len(run) and run[at + 1].left < line.left - _INDENT / 2 * line.height
    return back or is_sentence_end(before.words)


def _had_room(before: Line, line: Line, edge: float) -> bool:
    """Tell whether the first word of a line would have fitted on the line before."""
    letter = (line.right - line.left) / max(len(line.words), 1)
    needed = (len(line.words.split(maxsplit=1)[0]) + 2) * letter
    spare = 0.0 if is_sentence_end(before.words) else _SPARE * (edge - before.left)
    return before.right + needed + spare < edge


def _is_narrowed(run: Run, at: int) -> bool:
    """Tell whether lines are short because they run around a picture, amid a sentence."""
    before, line = run[at - 1], run[at]
    if is_sentence_end(before.words):
        return False
    near = max(other.right for other in run[max(0, at - 1 - _NEAR) : at + _NEAR])
    width = near - min(before.left, line.left)
    return before.right > near - (1 - _FULL) * width and line.right > near - 2 * (1 - _FULL) * width


def _begins_after(before: Run, run: Run, indents: bool) -> bool:
    """Tell whether a column begins with a paragraph, or goes on with the last one."""
    if not before or not _same_size(before[-1], run[0]) or run[0].words.startswith(_BULLETS):
        return True
    edge = _edges(before)[-1]
    if not is_sentence_end(before[-1].words):
        is_short = edge - before[-1].right > _SHORT * (edge - before[-1].left)
        return is_short and not run[0].words[:1].islower()
    if _had_room(before[-1], run[0], edge):
        return True
    is_indented = len(run) > 1 and run[0].left > run[1].left + _INDENT * run[0].height
    return is_indented or not indents


def _uses_indents(runs: Sequence[Run]) -> bool:
    """Tell whether the file's paragraphs begin with an indent."""
    indented = sum(_is_indented(run, at) for run in runs for at in range(1, len(run)))
    return indented > 2 and indented * 20 > sum(map(len, runs))
