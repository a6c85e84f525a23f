"""``communique code``."""

from __future__ import annotations

from typing import IO

import click

from communique.cli.jsonlines import answer_rows, input_argument, output_option
from communique.cli.rowshapes import TextRow


@click.command()
@input_argument
@output_option
def code(rows: IO[bytes], output: IO[bytes]) -> None:
    """Filter: texts in, codings out.

    Reads JSON Lines {id, text, title?, date?, outlet?} from FILE or standard input; writes one
    line each with times, places, mentions, event_mentions, statements, commitments and figures.
    All spans are code points into the text, ends exclusive.
    """
    from communique import pipeline  # noqa: PLC0415  # keeps --help quick

    answer_rows(rows, output, TextRow, pipeline.code_rows)
