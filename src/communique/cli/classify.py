"""``communique classify``."""

from __future__ import annotations

from typing import IO

import click

from communique.cli.jsonlines import answer_rows, input_argument, output_option
from communique.cli.rowshapes import PairRow


@click.command()
@input_argument
@output_option
def classify(rows: IO[bytes], output: IO[bytes]) -> None:
    """Filter: what one party does to another in a text.

    Reads JSON Lines {id, text, source: [start, end], target: [start, end]} from FILE or standard
    input; writes {id, type, mode, quad, confidence} for each.
    """
    from communique import pipeline  # noqa: PLC0415  # keeps --help quick

    answer_rows(rows, output, PairRow, pipeline.classify_rows)
