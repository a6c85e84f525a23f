"""``communique export``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from communique.cli.options import (
    EVENT_CONDITIONS,
    condition_options,
    ledger_option,
    tell_which_filter,
)

if TYPE_CHECKING:
    from communique.export import Written

# Named here too, so that --help need not load what writes them; a test compares.
_FORMATS = (
    "jsonl",
    "csv",
    "parquet",
    "polecat",
    "icews",
    "gdelt",
    "geojson",
    "icalendar",
    "graphml",
    "gexf",
    "atom",
    "bibtex",
    "csl",
    "jsonld",
    "stix",
    "ftm",
)


@click.command()
@ledger_option
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
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
@condition_options(*EVENT_CONDITIONS)
def export(ledger_path: Path, form: str, output: Path, **given: Any) -> None:
    """Write a ledger to files, and tell what a format has no place for.

    With filters, the events that meet them and what belongs to these: the accounts and reports that
    tell them and what these reports say.
    """
    from communique.export import FORMATS  # noqa: PLC0415  # keeps --help quick
    from communique.ledger import Filters, Ledger  # noqa: PLC0415

    wanted = Filters(**given)
    with Ledger.open(ledger_path) as ledger:
        written = FORMATS[form](ledger, output, wanted if wanted.given() else None)
        if wanted.given() and not ledger.count("events", wanted):
            tell_which_filter(ledger, "events", wanted)
    for one in written:
        _tell(one)


def _tell(one: Written) -> None:
    rows = f" in {one.rows:,} rows of {one.file}" if one.rows is not None else ""
    click.echo(f"{one.records:>9,} {one.kind}{rows}", err=True)
    for reason, count in one.left_out.items():
        click.echo(f"{count:>9,} {one.kind} left out: {reason}", err=True)
