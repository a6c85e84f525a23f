"""``communique upgrade``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from communique.cli.options import ledger_option

if TYPE_CHECKING:
    from communique.ledger import Place


@click.command()
@ledger_option
def upgrade(ledger_path: Place) -> None:
    """Bring a ledger that an earlier release wrote up to date.

    All or nothing: a ledger whose upgrade was stopped is as it was. A file is copied first, and the
    copy stays beside it; of a database make a copy with pg_dump.
    """
    from communique import ledger  # noqa: PLC0415  # keeps --help quick

    done = ledger.upgrade(ledger_path)
    if done.before == done.after:
        click.echo(f"{ledger_path}: up to date (schema {done.after})")
        return
    click.echo(f"{ledger_path}: brought from schema {done.before} to {done.after}")
    if done.copy is not None:
        click.echo(f"{done.copy}: as it was; delete it once all is well")
