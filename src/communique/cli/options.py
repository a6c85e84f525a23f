"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from communique.ledger import Filters, Ledger, Server

Command = TypeVar("Command", bound=Callable[..., Any])
Decorator = Callable[[Command], Command]


class LedgerName(click.ParamType):  # type: ignore[type-arg]  # generic in newer versions only
    """A ledger's file, or the address of a database; a password in it is never shown."""

    name = "ledger"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Path | Server:
        if not isinstance(value, str) or "://" not in value:
            path = click.Path(dir_okay=False, path_type=Path).convert(value, param, ctx)
            return Path(path)
        from communique.errors import LedgerError  # noqa: PLC0415  # keeps --help quick
        from communique.ledger import place_of  # noqa: PLC0415

        try:
            return place_of(value)
        except LedgerError as error:
            self.fail(str(error), param, ctx)


ledger_option = click.option(
    "--ledger",
    "ledger_path",
    required=True,
    metavar="FILE",
    type=LedgerName(),
    help="The ledger to read: a file, or postgresql://user@host/database.",
)

settings_option = click.option(
    "--settings",
    "settings_path",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Settings as TOML.",
)

_FILTERS: dict[str, Any] = {
    "between": click.option(
        "--between",
        nargs=2,
        metavar="A B",
        help="Two parties, either way: RUS, SCO, person/xi-jinping, part of a name; "
        "organisation/BRICS for the members of that day.",
    ),
    "actor": click.option("--actor", metavar="A", help="A party, in any role."),
    "source": click.option("--from", "source", metavar="A", help="A party that acts or speaks."),
    "target": click.option("--to", "target", metavar="B", help="A party it is done or said to."),
    "speaker": click.option("--speaker", metavar="A", help="A party, as the one who speaks."),
    "about": click.option("--about", metavar="A", help="A state that the words are about."),
    "topic": click.option("--topic", metavar="TOPIC", help="Topic, such as trade or security."),
    "type": click.option("--type", metavar="TYPE", help="Type or kind, such as CONSULT."),
    "mode": click.option("--mode", metavar="MODE", help="Mode of the type, such as visit."),
    "quad": click.option(
        "--quad", metavar="CLASS", help="1 to 4, or such as verbal-conflict: the quad class."
    ),
    "min_sources": click.option(
        "--min-sources",
        type=click.IntRange(min=1),
        metavar="N",
        help="Told by N independent sources or more.",
    ),
    "status": click.option("--status", metavar="STATUS", help="Status, such as actual or open."),
    "state": click.option(
        "--state",
        type=click.Choice(["open", "fulfilled", "cancelled", "lapsed", "unknown"]),
        help="How the promise stands.",
    ),
    "due_before": click.option("--due-before", metavar="DATE", help="Due before that day."),
    "measure": click.option("--measure", metavar="WORDS", help="What is measured, such as trade."),
    "since": click.option("--since", metavar="DATE", help="From 2024, 2024-05 or 2024-05-16 on."),
    "until": click.option("--until", metavar="DATE", help="Up to and with that day or period."),
    "place": click.option("--place", metavar="PLACE", help="Country code, or part of a name."),
    "search": click.option("--search", metavar="WORDS", help='Words in the text; "a phrase".'),
    "outlet": click.option("--outlet", metavar="NAME", help="Outlet, or the beginning of one."),
    "document": click.option("--document", metavar="ID", help="Told by this document."),
    "limit": click.option("--limit", type=click.IntRange(min=1), help="At most so many."),
    "after": click.option("--after", metavar="MARK", help="Go on where a page ended."),
    "order": click.option(
        "--order",
        type=click.Choice(["newest", "relevance", "document"]),
        default="newest",
        show_default=True,
        help="Newest first, best found words first, or as in the texts.",
    ),
}

# What events may be asked by.
EVENT_CONDITIONS = (
    *("between", "source", "target", "actor", "type", "mode", "quad", "status", "since", "until"),
    *("place", "speaker", "topic", "outlet", "min_sources", "search", "document"),
)

# The options that have another name than the filter.
_OPTION_NAMES = {"source": "--from", "target": "--to"}


def option_of(name: str) -> str:
    """Return the option that sets a filter, such as ``--min-sources``."""
    return _OPTION_NAMES.get(name, f"--{name.replace('_', '-')}")


def tell_which_filter(
    ledger: Ledger, kind: str, filters: Filters, *, wider: str = "Without {option}"
) -> None:
    """Say that no record meets the filters, and how many do without each one of them.

    Args:
        ledger: that was asked.
        kind: of the records.
        filters: that nothing meets.
        wider: how the loss of the status is told, where nobody gave it.
    """
    click.echo(f"No {kind} match.", err=True)
    for name, count in ledger.without_each(kind, filters).items():
        told = wider if name == "status" else "Without {option}"
        click.echo(f"  {told.format(option=option_of(name))}: {count}", err=True)


def filter_options(*names: str) -> Callable[[Command], Command]:
    """Add the named filters, and those of length and order, to a command."""
    return condition_options(*names, "limit", "after", "order")


def condition_options(*names: str) -> Callable[[Command], Command]:
    """Add the named filters alone."""

    def add(command: Command) -> Command:
        for name in reversed(names):
            command = _FILTERS[name](command)
        return command

    return add


def output_options(command: Command) -> Command:
    """Add ``--format`` and ``--output`` to a command that lists records."""
    to_file = click.option(
        "--output",
        type=click.File("w", encoding="utf-8", lazy=False),
        default="-",
        metavar="FILE",
        help="Where to write; - is standard output.",
    )
    in_format = click.option(
        "--format",
        "form",
        type=click.Choice(["table", "jsonl", "csv", "parquet"]),
        default="table",
        show_default=True,
        help="A table for people; JSON Lines, CSV or Parquet for programs.",
    )
    return in_format(to_file(command))
