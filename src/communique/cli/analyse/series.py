"""``communique analyse series``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from communique.cli.analyse.answer import (
    Column,
    by_option,
    counted,
    number,
    plot_option,
    tell_nothing_found,
    write_rows,
)
from communique.cli.analyse.sparks import bar, sparkline
from communique.cli.options import (
    EVENT_CONDITIONS,
    condition_options,
    ledger_option,
    output_options,
)

if TYPE_CHECKING:
    from communique.analysis import SeriesRow
    from communique.analysis.rows import Rows

_LONG_SILENCE = 4  # periods


@click.command()
@ledger_option
@by_option
@condition_options(*EVENT_CONDITIONS)
@output_options
@plot_option
def series(
    ledger_path: Path,
    by: Any,
    form: str,
    output: IO[str],
    plot_path: Path | None,
    **given: Any,
) -> None:
    """Count events over time, with cooperation and conflict after Goldstein.

    Only what happened counts; `--status any` takes the rest along. An event counts in a period if
    all days on which it may have happened lie in it.
    """
    from communique import analysis  # noqa: PLC0415  # keeps --help quick
    from communique.ledger import Filters, Ledger  # noqa: PLC0415

    wanted = Filters(**given)
    with Ledger.open(ledger_path) as ledger:
        rows = analysis.series(ledger, wanted, by=by)
        write_rows(rows, form, output, _columns(rows), lines=_shortened(rows, by))
        if not rows:
            tell_nothing_found(ledger, "events", wanted)
    if form == "table" and rows:
        _write_foot(rows, by, output)
    if plot_path is not None:
        from communique.analysis.plots import plot_series  # noqa: PLC0415

        plot_series(rows, plot_path, by=by, title=_title(wanted))


def _columns(rows: Rows[SeriesRow]) -> tuple[Column, ...]:
    most = max((row.at_most for row in rows if row.period), default=0)
    return (
        Column("period", lambda r: r.period or "unplaced", right=False),
        Column("events", lambda r: counted(r.events)),
        Column("", lambda r: bar(r.events, r.at_most, most) if r.period else "", right=False),
        Column("at most", lambda r: f"{r.at_most:,}" if r.at_most > r.events else ""),
        Column("cooperative", lambda r: counted(r.verbal_cooperation + r.material_cooperation)),
        Column("conflictual", lambda r: counted(r.verbal_conflict + r.material_conflict)),
        Column("cooperation", lambda r: number(r.cooperation)),
        Column("conflict", lambda r: number(r.conflict)),
    )


def _shortened(rows: Rows[SeriesRow], by: str) -> Iterator[Any]:
    """The rows; of a long time without any event no more than its length."""
    for silent, several in groupby(rows, key=lambda row: row.at_most == 0):
        stretch = list(several)
        if silent and len(stretch) >= _LONG_SILENCE:
            yield f"… {len(stretch)} {by}s"
        else:
            yield from stretch


def _write_foot(rows: Rows[SeriesRow], by: str, output: IO[str]) -> None:
    from communique.analysis.goldstein import CAVEAT  # noqa: PLC0415

    placed = [row for row in rows if row.period]
    if len(placed) > 1:
        line = sparkline([row.events for row in placed])
        click.echo(f"\n{placed[0].period} {line} {placed[-1].period}", file=output)
    if rows[-1].period is None:
        click.echo(
            f"{rows[-1].events} cannot be put in one {by}: their days are unknown, open or reach "
            "over several.",
            err=True,
        )
    click.echo(CAVEAT, err=True)


def _title(filters: Any) -> str:
    parties = filters.between or tuple(
        name for name in (filters.actor, filters.source, filters.target) if name
    )
    return " and ".join(parties) if parties else "All parties"
