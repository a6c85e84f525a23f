"""Reading the data files: YAML lists and CSV tables, with errors that name file and row."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from communique.errors import KnowledgeError
from communique.intervals import month_interval, year_interval

PACKAGE = "communique.knowledge"

_ISO = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$")


def data_file(package: str, name: str) -> Traversable:
    """Return a file of a package's ``data`` folder."""
    return files(package).joinpath("data", *name.split("/"))


@cache
def data_folder(package: str, name: str) -> tuple[str, ...]:
    """Return the names of the files in a subfolder of a package's ``data``, sorted."""
    return tuple(sorted(f"{name}/{item.name}" for item in data_file(package, name).iterdir()))


def read_text(package: str, name: str) -> str:
    """Return the text of a data file.

    Raises:
        KnowledgeError: if it is missing or not UTF-8.
    """
    try:
        return data_file(package, name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{name}: expected a data file in UTF-8: {error}") from error


def read_yaml(package: str, name: str) -> Any:
    """Return the content of a YAML data file.

    Raises:
        KnowledgeError: if it is missing or not YAML.
    """
    try:
        return yaml.load(read_text(package, name), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise KnowledgeError(f"{name}: expected YAML: {error}") from error


def read_yaml_rows(package: str, name: str, required: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return the rows of a YAML data file that holds a list of mappings.

    Raises:
        KnowledgeError: if it is anything else, or a row lacks a required key.
    """
    rows = read_yaml(package, name)
    if not isinstance(rows, list):
        raise KnowledgeError(f"{name}: expected a list of entries, got {type(rows).__name__}")
    for number, row in enumerate(rows, 1):
        missing = [key for key in required if not isinstance(row, dict) or key not in row]
        if missing:
            raise KnowledgeError(f"{name}: entry {number} lacks {', '.join(missing)}: {row!r:.120}")
    return rows


def read_table(package: str, name: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """Return the rows of a CSV data file; lines that start with ``#`` are its head.

    Raises:
        KnowledgeError: if the columns are not those expected, or a row is too long or too short.
    """
    lines = read_text(package, name).splitlines()
    table = csv.DictReader(line for line in lines if line.strip() and not line.startswith("#"))
    if tuple(table.fieldnames or ()) != columns:
        raise KnowledgeError(f"{name}: expected the columns {columns}, got {table.fieldnames}")
    rows = list(table)
    for row in rows:
        if None in row or None in row.values():
            raise KnowledgeError(f"{name}: a row has too many or too few cells: {row!r:.160}")
    return rows


def words_of(row: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    """Return the list of words under ``key``, empty when the row has no such key.

    Args:
        row: an entry of a YAML data file.
        key: the key of the list.
        where: what to name in an error.

    Raises:
        KnowledgeError: if the value is no list or holds anything but text; YAML reads an unquoted
            ``No`` as a truth value.
    """
    words = row.get(key)
    if words is None:
        return ()
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise KnowledgeError(f"{where}: expected {key!r} to be a list of words, got {words!r:.120}")
    return tuple(words)


def partial_date(text: str | None, *, end: bool, where: str) -> date | None:
    """Read ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; a partial date gives its first or last day.

    Args:
        text: the cell; empty or None is an open end.
        end: True for the last day that the words allow, False for the first.
        where: what to name in an error.

    Raises:
        KnowledgeError: if the words are no such date.
    """
    if text is None or not str(text).strip():
        return None
    match = _ISO.match(str(text).strip())
    try:
        if match is None:
            raise ValueError("not an ISO date")
        year, month, day = match.groups()
        if day:
            return date(int(year), int(month), int(day))
        first, last = month_interval(int(year), int(month)) if month else year_interval(int(year))
    except ValueError as error:
        raise KnowledgeError(f"{where}: expected YYYY[-MM[-DD]], got {text!r}") from error
    return last if end else first
