"""``communique build``."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("sources", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--ledger",
    "ledger_path",
    required=True,
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The ledger to write; made if it is not there, added to if it is.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="How many processes share the work.",
)
@click.option(
    "--settings",
    "settings_path",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Settings as TOML.",
)
def build(sources: tuple[Path, ...], ledger_path: Path, jobs: int, settings_path: Path) -> None:
    """Read and code reports into a ledger.

    SOURCE is a file or a folder of .txt, .html and .jsonl files. What the ledger already holds is
    not done again: run the same command to go on after a stop.
    """
    from communique import pipeline  # noqa: PLC0415  # keeps --help quick
    from communique.cli.progress import StageProgress  # noqa: PLC0415
    from communique.cli.report import finish, tell  # noqa: PLC0415
    from communique.settings import load_settings  # noqa: PLC0415

    settings = load_settings(settings_path)
    try:
        with StageProgress() as progress:
            report = pipeline.build(
                sources, ledger_path, jobs=jobs, settings=settings, progress=progress
            )
    except KeyboardInterrupt as stop:
        raise click.ClickException(
            "stopped; what was done is kept, run the same command to go on"
        ) from stop
    tell(report)
    finish(report)
