"""``communique serve``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from communique.cli.options import LedgerName

if TYPE_CHECKING:
    from communique.ledger import Server


@click.command()
@click.argument("ledger_path", metavar="LEDGER", type=LedgerName())
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8040,
    show_default=True,
    help="Where to listen; 0 takes a free one.",
)
@click.option(
    "--name", metavar="TEXT", help="What readers call the ledger; its file's name if not given."
)
@click.option("--read-only", is_flag=True, help="No corrections, no reports from its pages.")
def serve(ledger_path: Path | Server, port: int, name: str | None, read_only: bool) -> None:
    """Open a ledger in the browser, on this machine alone."""
    from communique.web import run  # noqa: PLC0415  # keeps --help quick

    def tell(address: str) -> None:
        click.echo(f"Reading room open at {address} (stop with Ctrl-C)", err=True)

    run(ledger_path, port=port, name=name, may_write=not read_only, told=tell)
