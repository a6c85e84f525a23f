"""``communique search``: words in everything that a ledger holds, the best found first."""

from __future__ import annotations

from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from communique.cli.options import ledger_option

if TYPE_CHECKING:
    from rich.text import Text

    from communique.ledger import Filters, Hit, Snippet

_KINDS = ("events", "statements", "commitments", "figures", "documents")


@click.command()
@click.argument("words")
@ledger_option
@click.option(
    "--in",
    "kinds",
    multiple=True,
    type=click.Choice(_KINDS),
    help="Only among these; may be given again.",
)
@click.option("--between", nargs=2, metavar="A B", help="Only what concerns these two parties.")
@click.option("--since", metavar="DATE", help="From 2024, 2024-05 or 2024-05-16 on.")
@click.option("--until", metavar="DATE", help="Up to and with that day or period.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=5,
    show_default=True,
    help="At most so many of each.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "jsonl"]),
    default="text",
    show_default=True,
    help="Lines for people; JSON Lines for programs.",
)
@click.option("--output", type=click.File("w", encoding="utf-8"), default="-", metavar="FILE")
def search(
    words: str,
    ledger_path: Path,
    kinds: tuple[str, ...],
    form: str,
    output: IO[str],
    **given: Any,
) -> None:
    """Find WORDS in events, statements, promises, figures and reports, the best first.

    All words must stand in what is found, in any form; "quotation marks" hold a phrase together.
    """
    from communique.ledger import Filters, Ledger  # noqa: PLC0415  # keeps --help quick

    wanted = Filters(**given, search=words)
    with Ledger.open(ledger_path) as ledger:
        searched = _applicable(kinds or _KINDS, wanted, asked_for=bool(kinds))
        found = {kind: list(ledger.search(kind, wanted)) for kind in searched}
        counts = {kind: ledger.count(kind, wanted) for kind in searched if found[kind]}
    if form == "jsonl":
        _write_lines(found, output)
    else:
        _write_text(found, counts, output)
    if not counts:
        click.echo(f"Nothing holds all of these words: {words}", err=True)


def _applicable(kinds: tuple[str, ...], wanted: Filters, *, asked_for: bool) -> list[str]:
    """The kinds that the filters say something about; all that were asked for by name."""
    from communique.ledger import APPLICABLE  # noqa: PLC0415

    return [kind for kind in kinds if asked_for or set(wanted.given()) <= APPLICABLE[kind]]


def _write_lines(found: dict[str, list[Hit]], output: IO[str]) -> None:
    import json  # noqa: PLC0415

    from communique.records import id_of, to_json  # noqa: PLC0415

    for hit in (hit for hits in found.values() for hit in hits):
        line = {
            "kind": hit.kind,
            "id": id_of(hit.record),
            "snippet": hit.snippet.text,
            "marks": [[mark.start, mark.end] for mark in hit.snippet.marks],
            "record": json.loads(to_json(hit.record)),
        }
        output.write(json.dumps(line, ensure_ascii=False) + "\n")


def _write_text(found: dict[str, list[Hit]], counts: dict[str, int], output: IO[str]) -> None:
    from communique.cli.screen import console, trimmed  # noqa: PLC0415

    screen = console(output)
    with trimmed(screen):
        for kind, count in counts.items():
            shown = len(found[kind])
            screen.print(f"{kind} ({shown} of {count})" if shown < count else f"{kind} ({count})")
            for hit in found[kind]:
                screen.print(_line(hit, marks=not screen.is_terminal))
            screen.print()


def _line(hit: Hit, *, marks: bool) -> Text:
    from communique.display.plain import short_id  # noqa: PLC0415
    from communique.records import id_of  # noqa: PLC0415

    line = _marked(hit.snippet, marks=marks)
    line.append(f"  [{short_id(id_of(hit.record))}]", style="dim")
    line.pad_left(2)
    return line


def _marked(snippet: Snippet, *, marks: bool) -> Text:
    """The words of a snippet, those searched for highlighted, or in guillemets without colour."""
    from rich.text import Text  # noqa: PLC0415

    from communique.display.plain import one_line  # noqa: PLC0415

    shown, at = Text(), 0
    for mark in snippet.marks:
        shown.append(one_line(snippet.text[at : mark.start]))
        words = one_line(mark.of(snippet.text))
        shown.append(f"«{words}»" if marks else words, style="bold yellow")
        at = mark.end
    shown.append(one_line(snippet.text[at:]))
    return shown
