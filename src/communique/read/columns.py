"""The names that suppliers give the fields of a report, and those that a user gives them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml

from communique.errors import KnowledgeError, SettingsError

_FILE = "columns.yaml"
_SEPARATORS = re.compile(r"[\s_-]+")
_MUST = frozenset(("text", "html", "title", "published", "outlet", "url", "id"))


@functools.lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """Return a column's name without capitals, spaces, hyphens and underscores."""
    return _SEPARATORS.sub("", name.casefold())


@dataclass(frozen=True, slots=True)
class Columns:
    """For each field of a report its names in tables and rows, the surest first.

    ``mapped`` holds the fields that the user named a column for.
    """

    names: Mapping[str, tuple[str, ...]]
    mapped: Mapping[str, str]

    def text_name(self, present: Iterable[str]) -> str | None:
        """Return the first of the names ``present`` that may hold the words of a report."""
        known = {*self.names["text"], *self.names["html"], *self.names["summary"]}
        return next((name for name in present if plain_name(name) in known), None)

    def has_text(self, row: Mapping[str, Any], *, summary: bool = False) -> bool:
        """Tell whether a row of JSON holds words under a name of a text, or of a summary."""
        plain = unwrapped(row)
        fields = ("text", "html", "lead", "summary") if summary else ("text", "html")
        found = (value for field in fields for value in self.values(plain, field))
        return any(_is_words(value) for value in found)

    def values(self, row: Mapping[str, Any], field: str) -> Iterator[object]:
        """Yield what a row of plain names holds under the names of a field, the surest first."""
        for name in self.names.get(field, ()):
            if name in row:
                yield row[name]
            elif "." in name and name.partition(".")[0] in row:
                yield _inside(row, name.split("."))


def columns_of(mapped: Mapping[str, str]) -> Columns:
    """Return the names of all fields, with those that the user mapped in front.

    Args:
        mapped: field of a report to the column that holds it, as in ``[read] columns``.

    Raises:
        SettingsError: if a field is not one that a report has.
    """
    return _columns(tuple(mapped.items()))


@functools.cache
def _columns(mapped: tuple[tuple[str, str], ...]) -> Columns:
    names = dict(known_columns())
    for field, column in mapped:
        if field not in names:
            raise SettingsError(
                f"read.columns: unknown field '{field}'; known are {', '.join(sorted(names))}"
            )
        names[field] = (plain_name(column), *names[field])
    return Columns(names, dict(mapped))


@functools.cache
def known_columns() -> Mapping[str, tuple[str, ...]]:
    """Return the names of ``data/columns.yaml`` as :func:`plain_name` writes them.

    Raises:
        KnowledgeError: if the file lacks a field or holds what is no name.
    """
    listed = yaml.safe_load((files("communique.read") / "data" / _FILE).read_text("utf-8"))
    if missing := _MUST - set(listed):
        raise KnowledgeError(f"{_FILE}: expected names for {', '.join(sorted(missing))}")
    for field, names in listed.items():
        if not all(isinstance(name, str) for name in names):
            raise KnowledgeError(f"{_FILE}: expected a list of names under '{field}', got {names}")
    return {field: tuple(map(plain_name, names)) for field, names in listed.items()}


def unwrapped(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row under plain names; a hit of a search index holds the row as its source."""
    inner = row.get("_source")
    if isinstance(inner, Mapping):
        return {"id": row.get("_id"), **plain_row(inner)}
    return plain_row(row)


def plain_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row under plain names; of columns with one name the first that is not empty."""
    plain: dict[str, Any] = {}
    for name, value in row.items():
        key = plain_name(str(name))
        if plain.get(key) in (None, ""):
            plain[key] = value
    return plain


def _is_words(value: object) -> bool:
    if isinstance(value, list):
        return bool(value) and all(isinstance(item, str) for item in value)
    return isinstance(value, str) and bool(value.strip())


def _inside(row: Mapping[str, Any], path: list[str]) -> object:
    value: object = row
    for name in path:
        if not isinstance(value, dict):
            return None
        value = plain_row(value).get(name)
    return value
