"""``communique classify``."""

from __future__ import annotations

from functools import partial
from typing import IO, get_args

import click

from communique.cli.jsonlines import answer_rows, input_argument, output_option
from communique.cli.rowshapes import PairRow
from communique.settings import Deciders


@click.command()
@input_argument
@output_option
@click.option(
    "--by",
    "deciders",
    type=click.Choice(get_args(Deciders)),
    default="both",
    show_default=True,
    help="What decides: the pattern lexicon, the learned model, or both.",
)
def classify(rows: IO[bytes], output: IO[bytes], deciders: Deciders) -> None:
    """Filter: what one party does to another in a text.

    Reads JSON Lines {id, text, source: [start, end], target: [start, end]} from FILE or standard
    input; writes {id, type, mode, quad, status, confidence, rule, scores} for each. The type is
    null where the source does nothing to the target.
    """
    from communique import pipeline  # noqa: PLC0415  # keeps --help quick

    answer_rows(rows, output, PairRow, partial(pipeline.classify_rows, deciders=deciders))
