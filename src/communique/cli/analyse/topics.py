"""``communique analyse topics``."""

from __future__ import annotations

from pathlib import Path
from typing import IO, Any

import click

from communique.cli.analyse.answer import (
    Column,
    by_option,
    counted,
    plot_option,
    share,
    tell_nothing_found,
    write_rows,
)
from communique.cli.options import condition_options, ledger_option, output_options

_COLUMNS = (
    Column("period", lambda r: r.period or "unplaced", right=False),
    Column("topic", lambda r: r.topic or "(none)", right=False),
    Column("statements", lambda r: counted(r.statements)),
    Column("share", lambda r: share(r.share)),
    Column("reports", lambda r: counted(r.reports)),
    Column("outlets", lambda r: counted(r.outlets)),
)


@click.command()
@ledger_option
@by_option
@condition_options(
    *("speaker", "about", "topic", "between", "source", "target", "actor", "type"),
    *("since", "until", "outlet", "search", "document"),
)
@output_options
@plot_option
def topics(
    ledger_path: Path,
    by: Any,
    form: str,
    output: IO[str],
    plot_path: Path | None,
    **given: Any,
) -> None:
    """Count what is talked about over time, by the days of the reports.

    The same words in copies of one report count once.
    """
    from communique import analysis  # noqa: PLC0415  # keeps --help quick
    from communique.ledger import Filters, Ledger  # noqa: PLC0415

    wanted = Filters(**given)
    with Ledger.open(ledger_path) as ledger:
        rows = analysis.topics(ledger, wanted, by=by)
        write_rows(rows, form, output, _COLUMNS)
        if not rows:
            tell_nothing_found(ledger, "statements", wanted)
    if plot_path is not None:
        from communique.analysis.plots import plot_topics  # noqa: PLC0415

        plot_topics(rows, plot_path, by=by)
