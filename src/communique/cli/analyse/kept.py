"""``communique analyse kept``."""

from __future__ import annotations

from pathlib import Path
from typing import IO, Any

import click

from communique.cli.analyse.answer import (
    Column,
    counted,
    limit_option,
    plot_option,
    share,
    tell_nothing_found,
    write_rows,
)
from communique.cli.options import condition_options, ledger_option, output_options

_COLUMNS = (
    Column("by", lambda r: r.party, right=False),
    Column("promises", lambda r: counted(r.promises)),
    Column("fulfilled", lambda r: counted(r.fulfilled)),
    Column("cancelled", lambda r: counted(r.cancelled)),
    Column("lapsed", lambda r: counted(r.lapsed)),
    Column("open", lambda r: counted(r.open)),
    Column("unknown", lambda r: counted(r.unknown)),
    Column("fulfilled of those settled", lambda r: share(r.share_fulfilled)),
)
_TO = Column("to", lambda r: r.to or "", right=False)


@click.command()
@ledger_option
@click.option("--pairs", is_flag=True, help="By who promised whom.")
@condition_options(
    *("between", "source", "target", "actor", "type", "state", "due_before", "since", "until"),
    *("place", "outlet", "search", "document"),
)
@limit_option
@output_options
@plot_option
def kept(
    ledger_path: Path,
    pairs: bool,
    limit: int | None,
    form: str,
    output: IO[str],
    plot_path: Path | None,
    **given: Any,
) -> None:
    """Count promises by how they stand: fulfilled, cancelled, lapsed, open.

    A promise that several reports tell counts once. Acceptances, agreements, plans and pledges
    count unless --type asks for one kind, or for any. CSV and JSON Lines name the commitments
    behind each number.
    """
    from communique import analysis  # noqa: PLC0415  # keeps --help quick
    from communique.ledger import Filters, Ledger  # noqa: PLC0415

    wanted = Filters(**given)
    with Ledger.open(ledger_path) as ledger:
        rows = analysis.kept(ledger, wanted, pairs=pairs)
        if not rows:
            tell_nothing_found(ledger, "commitments", wanted)
    columns = (_COLUMNS[0], _TO, *_COLUMNS[1:]) if pairs else _COLUMNS
    write_rows(rows, form, output, columns, limit=limit)
    if plot_path is not None:
        from communique.analysis.plots import plot_kept  # noqa: PLC0415

        plot_kept(rows, plot_path)
