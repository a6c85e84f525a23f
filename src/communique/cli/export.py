"""``communique export``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from communique.cli.options import ledger_option

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
def export(ledger_path: Path, form: str, output: Path) -> None:
    """Write a whole ledger to files, and tell what a format has no place for."""
    from communique.export import FORMATS  # noqa: PLC0415  # keeps --help quick
    from communique.ledger import Ledger  # noqa: PLC0415

    with Ledger.open(ledger_path) as ledger:
        written = FORMATS[form](ledger, output)
    for one in written:
        _tell(one)


def _tell(one: Written) -> None:
    rows = f" in {one.rows:,} rows of {one.file}" if one.rows is not None else ""
    click.echo(f"{one.records:>9,} {one.kind}{rows}", err=True)
    for reason, count in one.left_out.items():
        click.echo(f"{count:>9,} {one.kind} left out: {reason}", err=True)
