"""The plot of a series: how many events, and how cooperative or conflictual they were."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from communique.analysis.goldstein import CAVEAT
from communique.analysis.periods import Unit
from communique.analysis.plots.style import (
    BLUE,
    GREY,
    LIGHT,
    ORANGE,
    SKY,
    VERMILION,
    draw,
    note,
    nothing,
    whole_numbers,
)
from communique.analysis.rows import Rows
from communique.analysis.series import SeriesRow

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_STACKED = (
    ("verbal_cooperation", "verbal cooperation", SKY),
    ("material_cooperation", "material cooperation", BLUE),
    ("verbal_conflict", "verbal conflict", ORANGE),
    ("material_conflict", "material conflict", VERMILION),
)
_LABELS = 10  # on the axis of time


def plot_series(rows: Rows[SeriesRow], path: Path, *, by: Unit, title: str) -> None:
    """Draw a series: events by class with what may lie in a period beyond them, and intensity.

    Args:
        rows: of :func:`communique.analysis.series`.
        path: of the file; ends with .png, .svg or .pdf.
        by: length of the periods.
        title: whose events.

    Raises:
        QueryError: if the file's name has another end.
        CommuniqueError: if matplotlib is not installed.
    """
    placed = [row for row in rows if row.period is not None]
    unplaced = sum(row.events for row in rows if row.period is None)

    def content(figure: Figure) -> None:
        if not placed:
            nothing(figure.subplots())
            return
        counts, intensity = figure.subplots(2, 1, sharex=True, height_ratios=(3, 2))
        figure.suptitle(f"{title}: events by {by}", x=0.01, ha="left", fontweight="bold")
        _draw_counts(counts, placed)
        _draw_intensity(intensity, placed)
        _label_time(intensity, placed)
        outside = f"{unplaced} more cannot be put in one {by}. " if unplaced else ""
        note(figure, f"{outside}{_in_lines(CAVEAT)}")

    draw(path, (8, 5.2), content)


def _draw_counts(axes: Axes, rows: list[SeriesRow]) -> None:
    at = range(len(rows))
    below = [0] * len(rows)
    for name, label, colour in _STACKED:
        values = [getattr(row, name) for row in rows]
        axes.bar(at, values, bottom=below, color=colour, label=label, width=0.8)
        below = [low + value for low, value in zip(below, values, strict=True)]
    _draw_unclassed(axes, rows, below)
    _draw_possible(axes, rows)
    axes.set_ylabel("events")
    axes.set_ylim(bottom=0)
    whole_numbers(axes.yaxis)
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=5, fontsize=7.5, borderaxespad=0)


def _draw_unclassed(axes: Axes, rows: list[SeriesRow], below: list[int]) -> None:
    rest = [row.events - low for row, low in zip(rows, below, strict=True)]
    if any(rest):
        axes.bar(range(len(rows)), rest, bottom=below, color=GREY, label="no class", width=0.8)


def _draw_possible(axes: Axes, rows: list[SeriesRow]) -> None:
    """A line up to the number of events that the period may hold at most."""
    wide = [(number, row) for number, row in enumerate(rows) if row.at_most > row.events]
    if not wide:
        return
    axes.vlines(
        [number for number, _ in wide],
        [row.events for _, row in wide],
        [row.at_most for _, row in wide],
        color=GREY,
        linewidth=1,
        label="may lie in it too",
    )
    axes.scatter(
        [number for number, _ in wide], [row.at_most for _, row in wide], marker="_", color=GREY
    )


def _draw_intensity(axes: Axes, rows: list[SeriesRow]) -> None:
    at = range(len(rows))
    axes.bar(at, [row.cooperation for row in rows], color=BLUE, width=0.8, label="cooperation")
    axes.bar(at, [row.conflict for row in rows], color=VERMILION, width=0.8, label="conflict")
    axes.axhline(0, color=GREY, linewidth=0.8)
    axes.set_ylabel("intensity, summed\n(Goldstein's scale)")
    axes.grid(axis="y", color=LIGHT, linewidth=0.4)
    axes.set_axisbelow(True)


def _label_time(axes: Axes, rows: list[SeriesRow]) -> None:
    step = -(-len(rows) // _LABELS)
    shown = range(0, len(rows), step)
    axes.set_xticks(list(shown), [rows[number].period or "" for number in shown])


def _in_lines(words: str) -> str:
    first, _, second = words.partition(". ")
    return f"{first}.\n{second}"
