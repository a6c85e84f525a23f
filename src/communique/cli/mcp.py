"""``communique mcp``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from communique.cli.options import LedgerName
from communique.errors import SettingsError

if TYPE_CHECKING:
    from communique.ledger import Server

_SECONDS = 20.0


@click.command()
@click.argument("ledger_path", metavar="LEDGER", type=LedgerName())
@click.option("--name", metavar="TEXT", help="What the ledger is called; its file's name if not.")
def mcp(ledger_path: Path | Server, name: str | None) -> None:
    """Let a language model ask a ledger, by the Model Context Protocol on standard streams.

    It can only read; every fact comes with a quote, its source and its place in the report.
    """
    from communique.ledger import Ledger  # noqa: PLC0415  # keeps --help quick

    try:
        from communique.mcp import make_server  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise SettingsError(
            "this needs the MCP library; install it: pip install 'communique[mcp]'"
        ) from error
    with Ledger.open_bounded(ledger_path, seconds=_SECONDS) as ledger:
        make_server(ledger, name or ledger_path.stem).run("stdio")
