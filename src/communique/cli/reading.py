"""Options of the commands that read reports: settings, the way of extraction, names of columns."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from communique.cli.options import Command

if TYPE_CHECKING:
    from communique.settings import Extraction, Settings

_FIELDS = (
    *("text", "html", "title", "published", "updated", "outlet"),
    *("byline", "agency", "language", "url", "id"),
)


def _columns(
    context: click.Context, option: click.Parameter, given: Sequence[str]
) -> tuple[tuple[str, str], ...]:
    """Return field and column of each ``FIELD=NAME``, such as ``text=Full Text``."""
    parts = [value.partition("=") for value in given]
    for value, (field, equals, column) in zip(given, parts, strict=True):
        if not equals or not column.strip() or field.strip() not in _FIELDS:
            known = ", ".join(_FIELDS)
            raise click.BadParameter(f"expected FIELD=NAME with a field of {known}, got {value!r}")
    return tuple((field.strip(), column.strip()) for field, _, column in parts)


def reading_options(command: Command) -> Command:
    """Add ``--extraction``, ``--column`` and ``--settings`` to a command that reads reports."""
    extraction = click.option(
        "--extraction",
        type=click.Choice(["balanced", "best", "fast"]),
        help="How the report is found in a web page: one extractor with a guard (balanced, the "
        "default), a consensus of several (best), or at the least cost (fast).",
    )
    column = click.option(
        "--column",
        "columns",
        multiple=True,
        callback=_columns,
        metavar="FIELD=NAME",
        help='Where a table or row holds a field, such as --column text="Full Text"; '
        f"fields: {', '.join(_FIELDS)}.",
    )
    settings = click.option(
        "--settings",
        "settings_path",
        metavar="FILE",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="Settings as TOML.",
    )
    return extraction(column(settings(command)))


def chosen_settings(
    path: Path | None, extraction: str | None, columns: Sequence[tuple[str, str]]
) -> Settings:
    """Return the settings of a file, with what the command line said over them."""
    from communique.settings import load_settings  # noqa: PLC0415  # keeps --help quick

    settings = load_settings(path)
    if extraction:
        way = cast("Extraction", extraction)
        settings = replace(settings, clean=replace(settings.clean, extraction=way))
    if columns:
        named = settings.read.columns | dict(columns)
        settings = replace(settings, read=replace(settings.read, columns=named))
    return settings


def present(sources: Sequence[str]) -> Sequence[str]:
    """Return the sources, if every one that names a file or a folder names one that is there.

    A name that is not there is a slip of the hand: better told at once than at the end of a run.

    Raises:
        click.UsageError: naming the first that is not there.
    """
    for source in sources:
        is_name = source != "-" and "://" not in source and not set("*?[") & set(source)
        if is_name and not os.path.lexists(source):
            raise click.UsageError(f"{source}: there is no such file or folder")
    return sources
