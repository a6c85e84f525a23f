"""``communique cluster``."""

from __future__ import annotations

from typing import IO

import click

from communique.cli.jsonlines import answer_rows, input_argument, output_option
from communique.cli.rowshapes import TextRow


@click.command()
@input_argument
@output_option
def cluster(rows: IO[bytes], output: IO[bytes]) -> None:
    """Filter: which texts are copies, and which tell one story.

    Reads JSON Lines {id, text, title?, date?, outlet?} from FILE or standard input; writes
    {id, copy_group, story} for each when all are read.
    """
    from communique import pipeline  # noqa: PLC0415  # keeps --help quick

    answer_rows(rows, output, TextRow, pipeline.cluster_rows)
