"""``communique build``."""

from __future__ import annotations

from pathlib import Path

import click

from communique.cli.options import LedgerName
from communique.cli.reading import chosen_settings, present, reading_options


@click.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option(
    "--ledger",
    "ledger_path",
    required=True,
    metavar="FILE",
    type=LedgerName(),
    help="The ledger to write, a file or postgresql://user@host/database; made if it is not there, "
    "added to if it is.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="How many processes share the work.",
)
@reading_options
def build(  # one parameter an option
    sources: tuple[str, ...],
    ledger_path: Path,
    jobs: int,
    extraction: str | None,
    columns: tuple[tuple[str, str], ...],
    settings_path: Path | None,
) -> None:
    """Read and code reports into a ledger.

    SOURCE is a file, a folder, a pattern such as "reports/*.html", a web address, or - for standard
    input. Forms are told by content: text, web pages, MHTML, JSON Lines, JSON, CSV, RSS, Atom,
    mail, PDF, DOCX, RTF, Nexis Uni and Factiva downloads, web archives (WARC, WET), and ZIP, TAR,
    gzip, bzip2 and xz of any of these. What the ledger already holds is not done again: run the
    same command to go on after a stop.
    """
    from communique import pipeline  # noqa: PLC0415  # keeps --help quick
    from communique.cli.progress import StageProgress  # noqa: PLC0415
    from communique.cli.report import finish, tell  # noqa: PLC0415

    settings = chosen_settings(settings_path, extraction, columns)
    try:
        with StageProgress() as progress:
            report = pipeline.build(
                present(sources), ledger_path, jobs=jobs, settings=settings, progress=progress
            )
    except KeyboardInterrupt as stop:
        raise click.ClickException(
            "stopped; what was done is kept, run the same command to go on"
        ) from stop
    tell(report)
    finish(report)
