"""``communique code``."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import IO

import click

from communique.cli.jsonlines import answer_rows, input_argument, output_option
from communique.cli.options import settings_option
from communique.cli.rowshapes import TextRow


@click.command()
@input_argument
@output_option
@settings_option
def code(rows: IO[bytes], output: IO[bytes], settings_path: Path | None) -> None:
    """Filter: texts in, codings out.

    Reads JSON Lines {id, text, title?, date?, outlet?} from FILE or standard input; writes one
    line each with times, places, mentions, event_mentions, statements, commitments and figures.
    All spans are code points into the text, ends exclusive.
    """
    from communique import pipeline  # noqa: PLC0415  # keeps --help quick
    from communique.settings import load_settings  # noqa: PLC0415

    stage = partial(pipeline.code_rows, settings=load_settings(settings_path))
    answer_rows(rows, output, TextRow, stage)
