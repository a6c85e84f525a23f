"""The plot of topics: one small plot a topic, all of one scale."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from communique.analysis.periods import Unit, every_period
from communique.analysis.plots.style import BLUE, draw, note, nothing, whole_numbers
from communique.analysis.rows import Rows
from communique.analysis.topics import TopicRow

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_MOST = 8  # topics
_COLUMNS = 2
_LABELS = 5


def plot_topics(rows: Rows[TopicRow], path: Path, *, by: Unit) -> None:
    """Draw how many statements there were on each of the most frequent topics.

    Args:
        rows: of :func:`communique.analysis.topics`.
        path: of the file; ends with .png, .svg or .pdf.
        by: length of the periods.

    Raises:
        QueryError: if the file's name has another end.
        CommuniqueError: if matplotlib is not installed.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row.topic is not None and row.period is not None:
            counts[row.topic][row.period] += row.statements
    shown = sorted(counts, key=lambda topic: (-counts[topic].total(), topic))[:_MOST]
    days = [row.start for row in rows if row.start is not None]
    periods = [p.name for p in every_period(min(days), max(days), by)] if days else []

    def content(figure: Figure) -> None:
        figure.suptitle(f"What is talked about, by {by}", x=0.01, ha="left", fontweight="bold")
        if not shown:
            nothing(figure.subplots())
            return
        _draw(figure, {topic: counts[topic] for topic in shown}, periods)
        rest = f"The {_MOST} most frequent of {len(counts)} topics. " if len(counts) > _MOST else ""
        note(figure, f"{rest}Statements by the day of their report; copies count once.")

    draw(path, (8, 1.2 + 1.25 * max(-(-len(shown) // _COLUMNS), 1)), content)


def _draw(figure: Figure, counts: dict[str, Counter[str]], periods: list[str]) -> None:
    lines = -(-len(counts) // _COLUMNS)
    every = figure.subplots(lines, _COLUMNS, sharex=True, sharey=True, squeeze=False).flat
    ticks = range(0, len(periods), -(-len(periods) // _LABELS))
    for axes, (topic, of_topic) in zip(every, counts.items(), strict=False):
        axes.bar(range(len(periods)), [of_topic[name] for name in periods], color=BLUE, width=0.8)
        axes.set_title(f"{topic.replace('-', ' ')} ({of_topic.total()})")
        axes.set_xticks(list(ticks), [periods[number] for number in ticks])
        whole_numbers(axes.yaxis)
    for axes in every[len(counts) :]:
        axes.set_axis_off()
    figure.supylabel("statements", fontsize=9)
