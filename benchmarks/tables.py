"""Markdown tables, aligned so that they read well on a screen too."""

from __future__ import annotations

from collections.abc import Sequence


def markdown_table(head: Sequence[str], rows: Sequence[Sequence[str]], *, right: set[int]) -> str:
    """Return a Markdown table without a line break at its end.

    Args:
        head: names of the columns.
        rows: cells, as many a row as ``head`` has.
        right: the columns, counted from 0, that are set flush right.
    """
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]

    def line(cells: Sequence[str]) -> str:
        set_ = (
            cell.rjust(width) if i in right else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        return f"| {' | '.join(set_)} |"

    rule = ("-" * (w - 1) + ":" if i in right else "-" * w for i, w in enumerate(widths))
    return "\n".join([line(head), f"| {' | '.join(rule)} |", *map(line, rows)])
