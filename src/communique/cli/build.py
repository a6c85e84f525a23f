"""``communique build``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypedDict, Unpack

import click

from communique.cli.options import LedgerName
from communique.cli.reading import chosen_settings, present, reading_options

if TYPE_CHECKING:
    from communique.settings import Settings


@click.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option(
    "--ledger",
    "ledger_path",
    metavar="FILE",
    type=LedgerName(),
    help="The ledger to write, a file or postgresql://user@host/database; made if it is not there, "
    "added to if it is.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    help="How many processes share the work; 1 if not given, with --engine one a processor.",
)
@click.option(
    "--output",
    metavar="PLACE",
    help="A folder, or an address such as s3://bucket/coded, where coded shards are kept; those "
    "that are there are not coded again.",
)
@click.option(
    "--engine",
    type=click.Choice(["native", "ray"]),
    help="Code on Daft: on this machine (native), or on a Ray cluster. Needs --output, and "
    "communique[cluster].",
)
@click.option("--address", metavar="HOST:PORT", help="The Ray cluster; else one is started here.")
@click.option(
    "--coded-only",
    is_flag=True,
    help="Of coded shards, leave out the reports in which nothing was found; they are counted.",
)
@reading_options
def build(  # noqa: PLR0913  # one parameter an option
    *,
    sources: tuple[str, ...],
    ledger_path: Path | None,
    jobs: int | None,
    output: str | None,
    engine: Literal["native", "ray"] | None,
    address: str | None,
    coded_only: bool,
    extraction: str | None,
    columns: tuple[tuple[str, str], ...],
    settings_path: Path | None,
) -> None:
    """Read and code reports into a ledger.

    SOURCE is a file, a folder, a pattern such as "reports/*.html", a web address, or - for standard
    input. Forms are told by content: text, web pages, MHTML, JSON Lines, JSON, CSV, Parquet, RSS,
    Atom, mail, PDF, DOCX, RTF, Nexis Uni and Factiva downloads, web archives (WARC, WET), and ZIP,
    TAR, gzip, bzip2 and xz of any of these. Coded shards are only stored. What the ledger already
    holds is not done again: run the same command to go on after a stop.
    """
    settings = chosen_settings(settings_path, extraction, columns)
    if engine is not None:
        if output is None:
            raise click.UsageError("--engine needs --output, a place that all its machines reach")
        code_on_engine(present(sources), output, engine, address, jobs, settings)
        sources = (output,)
    elif address is not None:
        raise click.UsageError("--address is that of a cluster: it needs --engine ray")
    elif ledger_path is None:
        raise click.UsageError("Missing option '--ledger'.")
    if ledger_path is not None:
        kept = output if engine is None else None
        build_ledger(
            present(sources), ledger_path, jobs=jobs or 1, settings=settings, shards=kept,
            coded_only=coded_only,
        )  # fmt: skip


class Given(TypedDict):
    """What the command line says of a build."""

    jobs: int
    settings: Settings
    shards: str | None
    coded_only: bool


def build_ledger(sources: Sequence[str], ledger_path: Path, **given: Unpack[Given]) -> None:
    """Build, with progress, and tell what came of it."""
    from communique import pipeline  # noqa: PLC0415  # keeps --help quick
    from communique.cli.progress import StageProgress  # noqa: PLC0415
    from communique.cli.report import finish, tell  # noqa: PLC0415

    with stopped_cleanly(), StageProgress() as progress:
        report = pipeline.build(sources, ledger_path, progress=progress, few="watched", **given)
    tell(report)
    finish(report)


def code_on_engine(
    sources: Sequence[str],
    output: str,
    engine: Literal["native", "ray"],
    address: str | None,
    jobs: int | None,
    settings: Settings,
) -> None:
    """Code on an engine, and tell what came of it."""
    from communique.cli.report import tell_coding  # noqa: PLC0415  # keeps --help quick
    from communique.engine.daft_run import code_on_daft  # noqa: PLC0415

    with stopped_cleanly():
        coding = code_on_daft(
            sources, output, engine=engine, address=address, jobs=jobs, settings=settings
        )
    tell_coding(coding, output)


@contextmanager
def stopped_cleanly() -> Iterator[None]:
    """Say that nothing is lost when a user stops it."""
    try:
        yield
    except KeyboardInterrupt as stop:
        raise click.ClickException(
            "stopped; what was done is kept, run the same command to go on"
        ) from stop
