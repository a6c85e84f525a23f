"""``communique demo``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import click

from communique.cli.options import LedgerName


@click.command()
@click.option(
    "--ledger",
    "ledger_path",
    metavar="FILE",
    type=LedgerName(),
    help="Where to keep the ledger; a temporary folder if not given.",
)
def demo(ledger_path: Path | None) -> None:
    """Build a ledger from bundled reports and show it."""
    from communique import pipeline  # noqa: PLC0415  # keeps --help quick
    from communique.cli.dossier import show_dossier  # noqa: PLC0415
    from communique.cli.progress import StageProgress  # noqa: PLC0415
    from communique.cli.report import finish, tell  # noqa: PLC0415
    from communique.ledger import Ledger  # noqa: PLC0415
    from communique.settings import Settings  # noqa: PLC0415

    path = ledger_path or Path(tempfile.mkdtemp(prefix="communique-")) / "demo.db"
    with StageProgress() as progress:
        report = pipeline.build(
            [pipeline.corpus_path()], path, settings=Settings(), progress=progress
        )
    tell(report)
    with Ledger.open(path) as ledger:
        show_dossier(ledger, sys.stdout)
    finish(report)
