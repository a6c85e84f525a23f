"""``communique token``: who may enter a reading room that others can reach."""

from __future__ import annotations

from pathlib import Path
from typing import cast, get_args

import click

from communique.errors import SettingsError

_file = click.option(
    "--tokens",
    "file",
    required=True,
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where tokens are kept, as hashes alone.",
)


@click.group()
def token() -> None:
    """Issue, list and revoke the tokens of a reading room."""


@token.command("add")
@click.argument("name")
@_file
@click.option(
    "--scope", type=click.Choice(["read", "write"]), default="read", show_default=True,
    help="To read, or to correct and add reports too.",
)  # fmt: skip
@click.option("--days", type=click.IntRange(min=1), help="After which it ends; never if not given.")
def add(name: str, file: Path, scope: str, days: int | None) -> None:
    """Issue a token to NAME and print it; it can never be shown again."""
    from communique.web.safety.tokens import Scope, issue  # noqa: PLC0415  # keeps --help quick

    if scope not in get_args(Scope):
        raise SettingsError(f"expected a scope, got {scope!r}")
    click.echo(issue(file, name, cast(Scope, scope), days=days))


@token.command("list")
@_file
def show(file: Path) -> None:
    """List whose tokens there are, what they let do, and when they end."""
    from communique.web.safety.tokens import read_tokens  # noqa: PLC0415

    for one in read_tokens(file):
        ends = f"until {one.expires:%Y-%m-%d %H:%M} UTC" if one.expires else "without end"
        click.echo(f"{one.name}\t{one.scope}\t{ends}")


@token.command("revoke")
@click.argument("name")
@_file
def revoke(name: str, file: Path) -> None:
    """Let the token of NAME end at once."""
    from communique.web.safety.tokens import revoke as end  # noqa: PLC0415

    if not end(file, name):
        raise SettingsError(f"{file}: nobody of the name {name!r} has a token")
