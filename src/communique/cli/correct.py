"""``communique correct``: what a person decides about records, kept with name, day and reason."""

from __future__ import annotations

from collections.abc import Callable
from getpass import getuser
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

from communique.cli.group import PARTLY_DONE
from communique.cli.options import ledger_option

if TYPE_CHECKING:
    from communique.pipeline import Corrector, Done

Command = TypeVar("Command", bound=Callable[..., Any])

_why = click.option("--why", required=True, metavar="WORDS", help="Why, in a few words.")


def _or_login(_context: click.Context, _option: click.Parameter, name: str | None) -> str:
    """Return the name given, else the login of who runs the program."""
    try:
        return getuser() if name is None else name
    except (KeyError, OSError):
        return ""


_by = click.option(
    "--by",
    envvar="COMMUNIQUE_USER",
    callback=_or_login,
    metavar="NAME",
    help="Who corrects; if not given, $COMMUNIQUE_USER, else your login.",
)


def _correcting(command: Command) -> Command:
    """Add the options of every command that corrects."""
    return ledger_option(_why(_by(command)))


@click.group()
def correct() -> None:
    """Correct what was coded or merged; every correction can be undone.

    What the coder said stays stored. A correction holds on to the words it is about, so that it
    survives re-coding and a ledger built anew; all are applied at once, the merge is made again.
    """


@correct.command()
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@_correcting
def reject(ids: tuple[str, ...], ledger_path: Path, why: str, by: str) -> None:
    """Take records out: accounts, statements, commitments, figures, disputes, or whole events."""
    _do(ledger_path, by, lambda corrector: corrector.reject(ids, why=why))


@correct.command()
@click.argument("identity", metavar="ID")
@click.option(
    "--set",
    "given",
    multiple=True,
    required=True,
    metavar="FIELD=VALUE",
    help="A field and its new value, such as type=AGREE, when=2024-05-16, place='Astana, KAZ', "
    "actors=FRA,NATO; may be given several times.",
)
@_correcting
def recode(identity: str, given: tuple[str, ...], ledger_path: Path, why: str, by: str) -> None:
    """Give fields of a record other values; of an event, all its accounts.

    \b
    Event or account: type mode status contexts actors recipients when place
    Statement:        kind speaker addressees topics
    Commitment:       kind by to what due place state condition
    Figure:           value low high unit currency qualifier measure parties period
    """
    fields = dict(map(_pair, given))
    _do(ledger_path, by, lambda corrector: corrector.recode(identity, fields, why=why))


@correct.command()
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@_correcting
def confirm(ids: tuple[str, ...], ledger_path: Path, why: str, by: str) -> None:
    """Say that records are right as they are; they then serve as gold, and stay as they are."""
    _do(ledger_path, by, lambda corrector: corrector.confirm(ids, why=why))


@correct.command()
@click.argument("ids", metavar="MENTION...", nargs=-1, required=True)
@_correcting
def split(ids: tuple[str, ...], ledger_path: Path, why: str, by: str) -> None:
    """Make accounts an event of their own, apart from the rest of the event they are in."""
    _do(ledger_path, by, lambda corrector: corrector.split(ids, why=why))


@correct.command()
@click.argument("ids", metavar="EVENT...", nargs=-1, required=True)
@_correcting
def join(ids: tuple[str, ...], ledger_path: Path, why: str, by: str) -> None:
    """Make two or more events one, whatever speaks against it."""
    _do(ledger_path, by, lambda corrector: corrector.join(ids, why=why))


@correct.command()
@click.argument("identity", metavar="CORRECTION")
@_correcting
def undo(identity: str, ledger_path: Path, why: str, by: str) -> None:
    """Take a correction back; both stay on record. An undoing can itself be undone."""
    _do(ledger_path, by, lambda corrector: corrector.undo(identity, why=why))


@correct.command("list")
@ledger_option
def list_corrections(ledger_path: Path) -> None:
    """List all corrections, with who made them, when and why, and whether they hold."""
    from communique.cli.corrections import history_lines  # noqa: PLC0415  # keeps --help quick
    from communique.ledger import Ledger  # noqa: PLC0415

    with Ledger.open(ledger_path) as ledger:
        lines = history_lines(ledger.corrections(), ledger.reviews())
        click.echo("\n".join(lines) if lines else "no corrections")


@correct.command()
@ledger_option
def review(ledger_path: Path) -> None:
    """List corrections that change nothing as they are, and why: a person should look."""
    from communique.cli.corrections import review_lines  # noqa: PLC0415
    from communique.ledger import Ledger  # noqa: PLC0415

    with Ledger.open(ledger_path) as ledger:
        lines = review_lines(ledger.reviews(), ledger.corrections())
        click.echo("\n".join(lines) if lines else "nothing to review")


@correct.command("export")
@click.argument("file", type=click.File("w", encoding="utf-8", lazy=False))
@ledger_option
@click.option(
    "--as",
    "form",
    type=click.Choice(["corrections", "gold"]),
    default="corrections",
    show_default=True,
    help="Corrections to take over elsewhere, or gold on which to score a coder.",
)
def export_corrections(file: IO[str], ledger_path: Path, form: str) -> None:
    """Write all corrections and undoings to FILE as JSON Lines; - is standard output."""
    from communique.corrections import write_corrections  # noqa: PLC0415
    from communique.evaluation import gold_of_corrections, write_gold  # noqa: PLC0415
    from communique.ledger import Ledger  # noqa: PLC0415

    with Ledger.open(ledger_path) as ledger:
        if form == "gold":
            write_gold(gold_of_corrections(ledger), file)
        else:
            file.write(write_corrections(ledger.corrections()))


@correct.command("import")
@click.argument("file", type=click.File("rb"))
@ledger_option
def import_corrections(file: IO[bytes], ledger_path: Path) -> None:
    """Take over the corrections in FILE, with their names and days; nothing is taken twice.

    Those that do not find their words are put up for review; exit code 3 then.
    """
    from communique.corrections import read_corrections  # noqa: PLC0415

    found = read_corrections(file, file.name)
    _do(ledger_path, "import", lambda corrector: corrector.take_over(found))


def _pair(words: str) -> tuple[str, str]:
    name, equals, value = words.partition("=")
    if not equals or not name.strip():
        raise click.UsageError(f"expected --set FIELD=VALUE, such as type=AGREE, got {words!r}")
    return name.strip(), value


def _do(ledger_path: Path, by: str, work: Callable[[Corrector], Done]) -> None:
    from communique import pipeline  # noqa: PLC0415
    from communique.cli.corrections import done_lines  # noqa: PLC0415

    done = pipeline.correct(ledger_path, by, work)
    click.echo("\n".join(done_lines(done)))
    if done.reviews:
        click.get_current_context().exit(PARTLY_DONE)
