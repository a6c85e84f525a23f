"""``communique serve``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from communique.cli.options import LedgerName

if TYPE_CHECKING:
    from communique.ledger import Server


@click.command()
@click.argument("ledger_path", metavar="LEDGER", type=LedgerName())
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8040,
    show_default=True,
    help="Where to listen; 0 takes a free one.",
)
@click.option("--name", metavar="TEXT", help="What readers call it; the file's name if not given.")
@click.option("--read-only", is_flag=True, help="No corrections, no reports from its pages.")
@click.option(
    "--tokens",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Let in who brings a token of this file; see `communique token`.",
)
@click.option(
    "--as", "names", multiple=True, metavar="NAME", help="A name under which others reach it."
)
@click.option(
    "--tls",
    nargs=2,
    metavar="CERTIFICATE KEY",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Serve by HTTPS with these files.",
)
def serve(
    ledger_path: Path | Server,
    host: str,
    port: int,
    names: tuple[str, ...],
    tls: tuple[Path, Path] | None,
    *,
    read_only: bool,
    **given: Any,
) -> None:
    """Open a ledger in the browser, on this machine alone unless --host says otherwise."""
    from communique.web import Listening, run  # noqa: PLC0415  # keeps --help quick

    def tell(address: str) -> None:
        click.echo(f"Reading room open at {address} (stop with Ctrl-C)", err=True)

    where = Listening(host=host, port=port, names=names, certificate=tls)
    run(ledger_path, where, may_write=not read_only, told=tell, **given)
