"""``communique analyse network``."""

from __future__ import annotations

from pathlib import Path
from typing import IO, Any

import click

from communique.cli.analyse.answer import (
    Column,
    counted,
    limit_option,
    number,
    plot_option,
    share,
    tell_nothing_found,
    write_rows,
)
from communique.cli.options import (
    EVENT_CONDITIONS,
    condition_options,
    ledger_option,
    output_options,
)

_PAIRS = (
    Column("one", lambda e: e.one, right=False),
    Column("other", lambda e: e.other, right=False),
    Column("events", lambda e: counted(e.events)),
    Column("cooperative", lambda e: counted(e.cooperative)),
    Column("conflictual", lambda e: counted(e.conflictual)),
    Column("cooperation", lambda e: number(e.cooperation)),
    Column("conflict", lambda e: number(e.conflict)),
)
_PERIOD = Column("period", lambda e: e.period or "unplaced", right=False)
_PARTIES = (
    Column("party", lambda n: n.party, right=False),
    Column("partners", lambda n: counted(n.partners)),
    Column("dealings", lambda n: counted(n.events)),
    Column("share", lambda n: share(n.share)),
    Column("closest", lambda n: n.closest, right=False),
    Column("betweenness", lambda n: f"{n.betweenness:.2f}"),
)


@click.command()
@ledger_option
@click.option(
    "--by",
    type=click.Choice(["day", "week", "month", "quarter", "year"]),
    help="One network for each such period.",
)
@click.option("--parties", is_flag=True, help="List the parties of the network, not its pairs.")
@condition_options(*EVENT_CONDITIONS)
@limit_option
@output_options
@plot_option
def network(
    ledger_path: Path,
    by: Any,
    parties: bool,
    limit: int | None,
    form: str,
    output: IO[str],
    plot_path: Path | None,
    **given: Any,
) -> None:
    """List who deals with whom, the closest pairs first.

    Only what happened counts; `--status any` takes the rest along. An event of many parties joins
    each pair of them.
    """
    from communique import analysis  # noqa: PLC0415  # keeps --help quick
    from communique.ledger import Filters, Ledger  # noqa: PLC0415

    wanted = Filters(**given)
    with Ledger.open(ledger_path) as ledger:
        edges = analysis.network(ledger, wanted, by=by)
        if not edges:
            tell_nothing_found(ledger, "events", wanted)
    columns = (_PERIOD, *_PAIRS) if by else _PAIRS
    if parties:
        write_rows(analysis.nodes(edges), form, output, _PARTIES, limit=limit)
    else:
        write_rows(edges, form, output, columns, limit=limit)
    if plot_path is not None:
        from communique.analysis.plots import plot_network  # noqa: PLC0415

        plot_network(edges, plot_path)
