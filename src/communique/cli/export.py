"""``communique export``."""

from __future__ import annotations

from pathlib import Path

import click

from communique.cli.options import ledger_option


@click.command()
@ledger_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "csv", "parquet"]),
    default="jsonl",
    show_default=True,
    help="The format of the files.",
)
@click.option(
    "--output",
    required=True,
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to write to; made if need be.",
)
def export(ledger_path: Path, form: str, output: Path) -> None:
    """Write a whole ledger to files, one a record type."""
    from communique.export import FORMATS  # noqa: PLC0415  # keeps --help quick
    from communique.ledger import Ledger  # noqa: PLC0415

    with Ledger.open(ledger_path) as ledger:
        written = FORMATS[form](ledger, output)
    for kind, count in written.items():
        click.echo(f"{count:>9,} {kind}", err=True)
