"""``communique evaluate``."""

from __future__ import annotations

from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from communique.cli.group import PARTLY_DONE
from communique.cli.options import LedgerName, settings_option

if TYPE_CHECKING:
    from communique.ledger import Server


@click.command()
@click.option(
    "--gold",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="What people say that texts tell, as JSON Lines.",
)
@click.option(
    "--from-corrections",
    is_flag=True,
    help="Take the corrections of the ledger for gold.",
)
@click.option(
    "--ledger",
    "ledger_path",
    metavar="FILE",
    type=LedgerName(),
    help="Score what the coder of this ledger said, before corrections; else texts are coded now.",
)
@settings_option
@click.option("--misses", is_flag=True, help="List everything on which gold and the coder differ.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl"]),
    default="table",
    show_default=True,
    help="Tables for people, JSON Lines for programs.",
)
@click.option(
    "--output",
    type=click.File("w", encoding="utf-8", lazy=False),
    default="-",
    metavar="FILE",
    help="Where to write; - is standard output.",
)
def evaluate(
    *,
    gold: Path | None,
    from_corrections: bool,
    ledger_path: Path | Server | None,
    settings_path: Path | None,
    misses: bool,
    form: str,
    output: IO[str],
) -> None:
    """Score the coder on your own annotated texts.

    Gives precision, recall and F1 of each field with their counts and 95 % intervals, and what
    types were confused. Rows that the ledger does not hold are counted; exit code 3 then.
    """
    from communique import evaluation  # noqa: PLC0415  # keeps --help quick
    from communique.cli.scoring import write_jsonl, write_tables  # noqa: PLC0415
    from communique.settings import load_settings  # noqa: PLC0415

    settings = load_settings(settings_path)
    if gold is not None and not from_corrections:
        found = evaluation.evaluate(gold, ledger=ledger_path, settings=settings)
    elif gold is None and from_corrections and ledger_path is not None:
        found = evaluation.evaluate_corrected(ledger_path, settings=settings)
    else:
        raise click.UsageError("expected --gold FILE, or --from-corrections with --ledger FILE")
    (write_jsonl if form == "jsonl" else write_tables)(found, output, misses=misses)
    for reason in found.skipped:
        click.echo(reason, err=True)
    if found.skipped:
        click.get_current_context().exit(PARTLY_DONE)
