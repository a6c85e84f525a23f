"""``communique classify``."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from communique.cli.jsonlines import answer_rows, input_argument, output_option
from communique.cli.options import settings_option
from communique.cli.rowshapes import PairRow

if TYPE_CHECKING:
    from communique.settings import Deciders


@click.command()
@input_argument
@output_option
@click.option(
    "--by",
    "deciders",
    type=click.Choice(["both", "lexicon", "model"]),
    default="both",
    show_default=True,
    help="What decides: the pattern lexicon, the learned model, or both.",
)
@settings_option
def classify(
    rows: IO[bytes], output: IO[bytes], deciders: Deciders, settings_path: Path | None
) -> None:
    """Filter: what one party does to another in a text.

    Reads JSON Lines {id, text, source: [start, end], target: [start, end]} from FILE or standard
    input; writes {id, type, mode, quad, status, confidence, rule, scores} for each. The type is
    null where the source does nothing to the target.
    """
    from communique import pipeline  # noqa: PLC0415  # keeps --help quick
    from communique.settings import load_settings  # noqa: PLC0415

    settings = load_settings(settings_path)
    stage = partial(pipeline.classify_rows, settings=settings, deciders=deciders)
    answer_rows(rows, output, PairRow, stage)
