"""``communique clean``."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import IO

import click

from communique.cli.jsonlines import answer_each, answer_rows, output_option
from communique.cli.reading import chosen_settings, present, reading_options
from communique.cli.rowshapes import PageRow


@click.command()
@click.argument("sources", metavar="[SOURCE]...", nargs=-1)
@output_option
@reading_options
def clean(
    sources: tuple[str, ...],
    output: IO[bytes],
    extraction: str | None,
    columns: tuple[tuple[str, str], ...],
    settings_path: Path | None,
) -> None:
    """Filter: pages in, clean documents out.

    Reads JSON Lines {id, html or text, url} from standard input or from a file of them, and answers
    every line; or reads any SOURCE that build reads. Writes one document a line, with its text,
    title, outlet, dates, what each was read from, and what was cut as page furniture.
    """
    from communique import pipeline  # noqa: PLC0415  # keeps --help quick

    settings = chosen_settings(settings_path, extraction, columns)
    stage = partial(pipeline.clean_rows, settings=settings)
    rows = _row_file(sources)
    if rows is not None:
        with click.open_file(rows, "rb") as lines:
            answer_rows(lines, output, PageRow, stage)
        return
    answer_each(pipeline.clean_sources(present(sources), settings), output)


def _row_file(sources: tuple[str, ...]) -> str | None:
    """The file whose rows are to be answered one by one; None if sources are to be read."""
    if not sources or sources == ("-",):
        return "-"
    if len(sources) == 1 and Path(sources[0]).is_file() and _holds_rows(Path(sources[0])):
        return sources[0]
    return None


def _holds_rows(path: Path) -> bool:
    from communique.read.formats.tables.jsonl import is_jsonl  # noqa: PLC0415  # keeps --help quick
    from communique.read.inputs import Input  # noqa: PLC0415

    with path.open("rb") as stream:
        return is_jsonl(Input(uri=path.as_posix(), stream=stream, name=path.name))
