"""``communique query``."""

from __future__ import annotations

from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

import click

from communique.cli.options import output_options

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

_LONGEST_CELL = 200


@click.command()
@click.argument("sql")
@click.option(
    "--ledger",
    "ledger_path",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The ledger to read.",
)
@click.option(
    "--parquet",
    "folder",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Read what `communique export --format parquet` wrote; quicker when asked often.",
)
@output_options
def query(
    sql: str, ledger_path: Path | None, folder: Path | None, form: str, output: IO[str]
) -> None:
    """Answer one SELECT of SQL over the records, by DuckDB in memory.

    Tables are named as the kinds (events, statements, ...), columns as in CSV with _ for the dot:
    when_start, actors_country. `SHOW TABLES` and `DESCRIBE events` tell what there is. Nothing can
    be written, and no file or address be read.
    """
    from communique.analysis import scan  # noqa: PLC0415  # keeps --help quick
    from communique.ledger import Ledger  # noqa: PLC0415

    if (ledger_path is None) == (folder is None):
        raise click.UsageError("expected one of --ledger and --parquet")
    if ledger_path is not None:
        with Ledger.open(ledger_path) as ledger:
            answer = scan(sql, ledger)
    else:
        answer = scan(sql, cast(Path, folder))
    _write(answer, form, output)


def _write(answer: pa.Table, form: str, output: IO[str]) -> None:
    import json  # noqa: PLC0415

    if form == "parquet":
        import pyarrow.parquet as pq  # noqa: PLC0415  # takes .1 s to load

        pq.write_table(answer, cast(Any, output).buffer, compression="zstd")
        return
    rows = (row for part in answer.to_batches() for row in _rows(part))
    if form == "jsonl":
        for values in rows:
            named = dict(zip(answer.column_names, values, strict=True))
            output.write(json.dumps(named, default=str, ensure_ascii=False) + "\n")
        return
    _write_cells(answer.column_names, rows, form, output)


def _rows(part: pa.RecordBatch) -> Iterator[tuple[Any, ...]]:
    # Not by name: a SELECT may give two columns one name.
    return zip(*(column.to_pylist() for column in part.columns), strict=True)


def _write_cells(
    names: list[str], rows: Iterator[tuple[Any, ...]], form: str, output: IO[str]
) -> None:
    import csv  # noqa: PLC0415

    cells = ([_cell(value) for value in row] for row in rows)
    if form == "csv":
        written = csv.writer(output, lineterminator="\n")
        written.writerow(names)
        written.writerows(cells)
        return
    from rich import box  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    from communique.cli.screen import console, trimmed  # noqa: PLC0415
    from communique.display.plain import cut, plain_text  # noqa: PLC0415

    table = Table(*names, box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for row in cells:
        table.add_row(*(cut(plain_text(cell), _LONGEST_CELL) for cell in row))
    screen = console(output)
    with trimmed(screen):
        screen.print(table)


def _cell(value: Any) -> str:
    from communique.ledger.tidy import as_cell  # noqa: PLC0415

    if isinstance(value, list):
        return "; ".join(_cell(one) for one in value)
    return as_cell(value) if not isinstance(value, dict) else str(value)
