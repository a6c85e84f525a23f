"""``communique analyse copying``."""

from __future__ import annotations

from pathlib import Path
from typing import IO, Any

import click

from communique.cli.analyse.answer import (
    Column,
    counted,
    limit_option,
    text,
    write_rows,
)
from communique.cli.options import (
    EVENT_CONDITIONS,
    condition_options,
    ledger_option,
    output_options,
)

_COLUMNS = (
    Column("outlet", lambda r: text(r.outlet), right=False),
    Column("takes from", lambda r: text(r.origin), right=False),
    Column("copies", lambda r: counted(r.copies)),
    Column("characters", lambda r: counted(r.characters)),
    Column("credits", lambda r: counted(r.credits)),
)


@click.command()
@ledger_option
@condition_options(*EVENT_CONDITIONS)
@limit_option
@output_options
def copying(ledger_path: Path, limit: int | None, form: str, output: IO[str], **given: Any) -> None:
    """List which outlet copies or credits which other, and how much.

    With filters, the reports count that tell these events.
    """
    from communique import analysis  # noqa: PLC0415  # keeps --help quick
    from communique.ledger import Filters, Ledger  # noqa: PLC0415

    with Ledger.open(ledger_path) as ledger:
        rows = analysis.copying(ledger, Filters(**given))
    write_rows(rows, form, output, _COLUMNS, limit=limit)
    if not rows:
        click.echo("No report copies or credits another outlet.", err=True)
