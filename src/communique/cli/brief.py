"""``communique brief``: a question to a ledger, answered as a note with its sources."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from communique.cli.options import condition_options, ledger_option


@click.command()
@ledger_option
@condition_options("between", "actor", "topic", "since", "until")
@click.option(
    "--format",
    "form",
    type=click.Choice(["md", "html", "pdf"]),
    help="Markdown, a page of its own, or PDF; by the name of the file if not given.",
)
@click.option(
    "--output",
    default="-",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write; - is standard output.",
)
def brief(ledger_path: Path, form: str | None, output: Path, **given: Any) -> None:
    """Write a briefing: what happened, was said and promised, each sentence with its source."""
    from communique.brief import FORMATS, make_briefing  # noqa: PLC0415  # keeps --help quick
    from communique.ledger import Filters, Ledger  # noqa: PLC0415

    chosen, to_screen = form or _form_of(output), str(output) == "-"
    if chosen == "pdf" and to_screen and sys.stdout.isatty():
        raise click.UsageError("expected --output FILE for a PDF, got none")
    with Ledger.open(ledger_path) as ledger:
        briefing = make_briefing(ledger, Filters(**given))
    try:
        made = FORMATS[chosen](briefing)
    except ImportError as error:
        wanted = 'python -m pip install "communique[pdf]"'
        raise click.UsageError(f"PDF needs {error.name}: {wanted}") from error
    if to_screen:
        sys.stdout.buffer.write(made)
    else:
        output.write_bytes(made)


def _form_of(output: Path) -> str:
    ending = output.suffix.lower()
    return {".html": "html", ".htm": "html", ".pdf": "pdf"}.get(ending, "md")
