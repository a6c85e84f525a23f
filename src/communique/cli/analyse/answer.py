"""How an analysis answers: a table for people, CSV, JSON Lines or Parquet for programs, a plot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

import click

from communique.cli.options import tell_which_filter

if TYPE_CHECKING:
    from communique.analysis import Rows
    from communique.ledger import Filters, Ledger

by_option = click.option(
    "--by",
    type=click.Choice(["day", "week", "month", "quarter", "year"]),
    default="month",
    show_default=True,
    help="The length of the periods.",
)
plot_option = click.option(
    "--plot",
    "plot_path",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Draw it too, as PNG, SVG or PDF by the end of the name.",
)
limit_option = click.option(
    "--limit", type=click.IntRange(min=1), metavar="N", help="The first N rows alone."
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table for people; numbers stand at the right."""

    heading: str
    cell: Callable[[Any], str]
    right: bool = True


def write_rows(
    rows: Rows[Any],
    form: str,
    output: IO[str],
    columns: Sequence[Column],
    *,
    lines: Iterable[Any] | None = None,
    limit: int | None = None,
) -> None:
    """Write the rows of an analysis.

    Args:
        rows: all of them.
        form: table, csv, jsonl or parquet.
        output: where to write.
        columns: of the table.
        lines: rows of the table, and words that stand in place of several; ``rows`` if None.
        limit: write so many rows at most, and say so.
    """
    from communique.export import write_csv, write_parquet  # noqa: PLC0415  # keeps --help quick
    from communique.records import to_json  # noqa: PLC0415

    if limit is not None and limit < len(rows):
        click.echo(f"{limit} of {len(rows)}; see more with --limit", err=True)
        rows = rows.first(limit)
    if form == "csv":
        write_csv(rows.row_type, rows, output)
    elif form == "parquet":
        write_parquet(rows.row_type, rows, cast(Any, output).buffer)
    elif form == "jsonl":
        output.writelines(to_json(row) + "\n" for row in rows)
    elif rows:
        _write_table(rows if lines is None else lines, columns, output)


def _write_table(lines: Iterable[Any], columns: Sequence[Column], output: IO[str]) -> None:
    from rich import box  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    from communique.cli.screen import console, trimmed  # noqa: PLC0415

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column.heading, justify="right" if column.right else "left", no_wrap=True)
    for line in lines:
        told = [line] if isinstance(line, str) else [column.cell(line) for column in columns]
        table.add_row(*told)
    screen = console(output)
    with trimmed(screen):
        screen.print(table)


def tell_nothing_found(ledger: Ledger, kind: str, filters: Filters) -> None:
    """Say which filter left nothing; a status that nobody gave is told as such."""
    from communique.analysis.actual import of_status  # noqa: PLC0415

    asked = of_status(filters) if kind == "events" else filters
    tell_which_filter(ledger, kind, asked, wider="With --status any")


def number(value: float | None) -> str:
    """Return an intensity with its sign."""
    return "" if value is None else f"{value:+.1f}" if value else "0"


def share(value: float | None) -> str:
    """Return a share of 1 in per cent."""
    return "" if value is None else f"{value:.0%}"


def counted(value: int) -> str:
    """Return a count; nothing for none, so that a table of zeros is quick to read."""
    return f"{value:,}" if value else "·"


def text(words: str) -> str:
    """Return words from a report, fit for a terminal."""
    from communique.display.plain import plain_text  # noqa: PLC0415  # keeps --help quick

    return plain_text(words)
