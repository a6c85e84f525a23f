"""``communique analyse outlets``."""

from __future__ import annotations

from pathlib import Path
from typing import IO, Any

import click

from communique.cli.analyse.answer import (
    Column,
    counted,
    limit_option,
    share,
    tell_nothing_found,
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
    Column("reports", lambda r: counted(r.reports)),
    Column("share", lambda r: share(r.share)),
    Column("copies", lambda r: counted(r.copies)),
    Column("copied", lambda r: counted(r.copied)),
    Column("credits", lambda r: counted(r.credits)),
    Column("events", lambda r: counted(r.events)),
    Column("alone", lambda r: counted(r.alone)),
    Column("first", lambda r: counted(r.first)),
)


@click.command()
@ledger_option
@condition_options(*EVENT_CONDITIONS)
@limit_option
@output_options
def outlets(ledger_path: Path, limit: int | None, form: str, output: IO[str], **given: Any) -> None:
    """Count what each outlet tells: how much, what it alone has, what it had first.

    With filters, the reports count that tell these events.
    """
    from communique import analysis  # noqa: PLC0415  # keeps --help quick
    from communique.ledger import Filters, Ledger  # noqa: PLC0415

    wanted = Filters(**given)
    with Ledger.open(ledger_path) as ledger:
        rows = analysis.outlets(ledger, wanted)
        write_rows(rows, form, output, _COLUMNS, limit=limit)
        if not rows:
            tell_nothing_found(ledger, "events", wanted)
