"""``communique explain``."""

from __future__ import annotations

from pathlib import Path

import click

from communique.cli.options import ledger_option


@click.command()
@click.argument("identity", metavar="ID")
@ledger_option
def explain(identity: str, ledger_path: Path) -> None:
    """Say why a record is as it is.

    For a coding the rule behind it, for a merged event the scores of its joins. ID is an id as the
    listings print it, or at least six characters of its beginning.
    """
    from communique import pipeline  # noqa: PLC0415  # keeps --help quick
    from communique.cli.corrections import lines_on  # noqa: PLC0415
    from communique.ledger import Ledger  # noqa: PLC0415

    with Ledger.open(ledger_path) as ledger:
        for line in lines_on(ledger, ledger.record(identity)[1]):
            click.echo(f"corrected: {line}")
        click.echo(pipeline.explain(ledger, identity))
