"""``communique documents --furniture``: what was cut from each page, and as what."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from communique.records import Document

_CELLS = ("document_id", "uri", "outlet", "kind", "text", "start", "end")
_QUOTED = 200


def with_furniture(listing: click.Command) -> click.Command:
    """Return the listing of documents with an option that lists what was cut instead."""
    list_documents = listing.callback
    assert list_documents is not None

    def command(*, furniture: bool, **given: Any) -> Any:
        return _list_cuts(**given) if furniture else list_documents(**given)

    listing.callback = command
    listing.params.append(
        click.Option(
            ["--furniture"],
            is_flag=True,
            help="List what was cut from each report: the kind and the words.",
        )
    )
    return listing


def _list_cuts(ledger_path: Path, form: str, output: IO[str], **given: Any) -> None:
    from communique.ledger import Filters, Ledger  # noqa: PLC0415  # keeps --help quick

    write: dict[str, Callable[[Iterable[Document], IO[str]], None]] = {
        "table": _write_pages,
        "csv": _write_csv,
        "jsonl": _write_jsonl,
    }
    if form not in write:
        raise click.UsageError(f"--furniture gives a table, jsonl or csv, not {form}")
    with Ledger.open(ledger_path) as ledger:
        write[form](ledger.documents(Filters(**given)), output)


def _write_pages(documents: Iterable[Document], output: IO[str]) -> None:
    """For people: each report's name, then a line for each thing that was cut."""
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    from communique.cli.screen import console, trimmed  # noqa: PLC0415
    from communique.display.plain import counted, cut, plain_text, short_id  # noqa: PLC0415

    screen = console(output)
    with trimmed(screen):
        for document in documents:
            title = plain_text(document.title or document.uri)
            name = f"{title} · {plain_text(document.outlet) or 'outlet unknown'}"
            screen.print(Text(f"{name} · {short_id(document.document_id)}", style="bold"))
            kept, pieces = len(document.text), counted(len(document.furniture), "pieces")
            screen.print(Text(f"{kept:,} characters kept, {pieces} cut", style="dim"))
            table = Table.grid(padding=(0, 2))
            table.add_column(no_wrap=True)
            table.add_column(ratio=1)
            for item in document.furniture:
                table.add_row(plain_text(item.kind), cut(plain_text(item.text), _QUOTED))
            screen.print(table)
            screen.print()


def _rows(documents: Iterable[Document]) -> Iterator[dict[str, Any]]:
    for document in documents:
        for item in document.furniture:
            start, end = item.source or (None, None)
            values = (document.document_id, document.uri, document.outlet)
            row = (*values, item.kind, item.text, start, end)
            yield dict(zip(_CELLS, row, strict=True))


def _write_csv(documents: Iterable[Document], output: IO[str]) -> None:
    rows = csv.DictWriter(output, _CELLS, lineterminator="\n")
    rows.writeheader()
    rows.writerows(_rows(documents))


def _write_jsonl(documents: Iterable[Document], output: IO[str]) -> None:
    for row in _rows(documents):
        output.write(json.dumps(row, ensure_ascii=False) + "\n")
