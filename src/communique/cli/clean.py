"""``communique clean``."""

from __future__ import annotations

from typing import IO

import click

from communique.cli.jsonlines import answer_rows, input_argument, output_option
from communique.cli.rowshapes import PageRow


@click.command()
@input_argument
@output_option
def clean(rows: IO[bytes], output: IO[bytes]) -> None:
    """Filter: pages in, clean documents out.

    Reads JSON Lines {id, html or text, url} from FILE or standard input; writes one document a
    line, with its text, title, outlet, dates and what was cut as page furniture.
    """
    from communique import pipeline  # noqa: PLC0415  # keeps --help quick

    answer_rows(rows, output, PageRow, pipeline.clean_rows)
