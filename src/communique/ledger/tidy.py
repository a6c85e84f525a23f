"""Records as rows of plain columns: what spreadsheets, data frames and Parquet can hold."""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cache
from operator import attrgetter
from typing import Any, Literal, cast, get_args, get_origin

from communique.records import Party, Place, When, to_json

Holds = Literal["text", "texts", "integer", "number", "date", "moment", "truth", "json"]

# The parts of a compound field that take a column each, and what these hold.
_PARTS: Mapping[type, tuple[tuple[str, Holds], ...]] = {
    When: (("start", "date"), ("end", "date"), ("precision", "text"), ("text", "text")),
    Place: (("name", "text"), ("country", "text"), ("lat", "number"), ("lon", "number")),
    Party: (("name", "text"), ("actor_id", "text"), ("country", "text"), ("office", "text")),
}
_SINGLE: Mapping[object, Holds] = {
    str: "text",
    int: "integer",
    float: "number",
    date: "date",
    datetime: "moment",
    bool: "truth",
}


@dataclass(frozen=True, slots=True)
class TidyColumn:
    """A column: its name, such as ``when.start``, what it holds, and how a record gives it.

    ``text`` and ``json`` are strings, ``texts`` a list of strings; any value may be None.
    """

    name: str
    holds: Holds
    value: Callable[[Any], Any]


def tidy_columns(record_type: type) -> tuple[TidyColumn, ...]:
    """Return the columns of a record type, in the order of its fields.

    An interval, a place and a party take a column for each of their parts; of several parties
    each part is a list. What else is no single value stands as JSON.
    """
    return _tidy_columns(record_type)


@cache
def _tidy_columns(record_type: Callable[..., Any]) -> tuple[TidyColumn, ...]:
    hints = typing.get_type_hints(record_type)
    return tuple(
        column
        for field in fields(cast(Any, record_type))
        for column in _columns_of(field.name, _without_none(hints[field.name]))
    )


def _without_none(hint: Any) -> Any:
    """The type that a field has if it has a value."""
    if get_origin(hint) in (types.UnionType, typing.Union):
        kept = [one for one in get_args(hint) if one is not type(None)]
        return float if set(kept) == {int, float} else kept[0] if len(kept) == 1 else hint
    return hint


def _columns_of(name: str, hint: Any) -> list[TidyColumn]:
    if hint in _PARTS:
        parts = _PARTS[hint]
        return [TidyColumn(f"{name}.{part}", holds, _part(name, part)) for part, holds in parts]
    item: Any = get_args(hint)[0] if get_origin(hint) is tuple else None
    if item in _PARTS:
        named = [part for part, _ in _PARTS[item]]
        return [TidyColumn(f"{name}.{part}", "texts", _part_of_each(name, part)) for part in named]
    if item is str:
        return [TidyColumn(name, "texts", _listed(name))]
    if get_origin(hint) is Literal:
        return [TidyColumn(name, "text", attrgetter(name))]
    if hint in _SINGLE:
        return [TidyColumn(name, _SINGLE[hint], attrgetter(name))]
    return [TidyColumn(name, "json", _as_json(name))]


def _part(name: str, part: str) -> Callable[[Any], Any]:
    def value(record: Any) -> Any:
        whole = getattr(record, name)
        return None if whole is None else getattr(whole, part)

    return value


def _part_of_each(name: str, part: str) -> Callable[[Any], Any]:
    return lambda record: [_text(getattr(one, part)) for one in getattr(record, name)]


def _listed(name: str) -> Callable[[Any], Any]:
    return lambda record: list(getattr(record, name))


def _as_json(name: str) -> Callable[[Any], Any]:
    def value(record: Any) -> Any:
        found = getattr(record, name)
        return to_json(found) if found not in (None, (), {}) else None

    return value


def _text(value: Any) -> str:
    # Lists stay as long as there are parties, so that the parts of one party share an index.
    return "" if value is None else str(value)


def as_cell(value: Any) -> str:
    """Return a value of a tidy column as the cell of a CSV file; a list is parted by "; "."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(value)
    if isinstance(value, datetime):
        return value.isoformat()
    return value if isinstance(value, str) else json.dumps(value, default=str).strip('"')
