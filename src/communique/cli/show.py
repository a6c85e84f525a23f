"""``communique show``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from communique.cli.options import ledger_option


@click.command()
@click.argument("identity", metavar="ID")
@ledger_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people, or the record as JSON.",
)
def show(identity: str, ledger_path: Path, form: str) -> None:
    """Show one record with its words in their context.

    ID is an id as the listings print it, or at least six characters of its beginning.
    """
    from communique.cli.portrait import show_record  # noqa: PLC0415  # keeps --help quick
    from communique.ledger import Ledger  # noqa: PLC0415
    from communique.records import to_json  # noqa: PLC0415

    with Ledger.open(ledger_path) as ledger:
        kind, record = ledger.record(identity)
        if form == "json":
            click.echo(to_json(record))
        else:
            show_record(ledger, kind, record, sys.stdout)
