"""The plot of promises: how many of each party stand how."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from communique.analysis.kept import KeptRow
from communique.analysis.plots.style import (
    BLUE,
    GREY,
    LIGHT,
    ORANGE,
    VERMILION,
    draw,
    note,
    nothing,
    whole_numbers,
)
from communique.analysis.rows import Rows

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_MOST = 25  # parties
_STATES = (
    ("fulfilled", BLUE),
    ("open", LIGHT),
    ("unknown", GREY),
    ("lapsed", ORANGE),
    ("cancelled", VERMILION),
)


def plot_kept(rows: Rows[KeptRow], path: Path) -> None:
    """Draw how the promises of each party, or pair, stand.

    Args:
        rows: of :func:`communique.analysis.kept`.
        path: of the file; ends with .png, .svg or .pdf.

    Raises:
        QueryError: if the file's name has another end.
        CommuniqueError: if matplotlib is not installed.
    """
    shown = rows[:_MOST]

    def content(figure: Figure) -> None:
        axes = figure.subplots()
        figure.suptitle("Promises by how they stand", x=0.01, ha="left", fontweight="bold")
        if not shown:
            nothing(axes)
            return
        at = range(len(shown))
        left = [0] * len(shown)
        for state, colour in _STATES:
            values = [getattr(row, state) for row in shown]
            axes.barh(at, values, left=left, color=colour, label=state, height=0.75)
            left = [low + value for low, value in zip(left, values, strict=True)]
        axes.set_yticks(list(at), [_named(row) for row in shown])
        axes.invert_yaxis()
        axes.set_xlabel("promises")
        whole_numbers(axes.xaxis)
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=5, fontsize=8, borderaxespad=0)
        rest = f"The first {_MOST} of {len(rows)}. " if len(rows) > _MOST else ""
        note(figure, f"{rest}Lapsed: the day is over and no report in the ledger tells of it.")

    draw(path, (7, 1.6 + 0.26 * max(len(shown), 4)), content)


def _named(row: KeptRow) -> str:
    return row.party if row.to is None else f"{row.party} to {row.to}"
