"""Records as rows of a CSV file: the fields of the record, one column or a few for each."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable
from dataclasses import fields
from typing import IO, Any, get_type_hints

from communique.records import Party, Place, When, to_dict

_Expand = Callable[[Any], list[str]]

_WHEN = ("start", "end", "precision", "text")
_PLACE = ("name", "country", "lat", "lon")
_PARTY = ("name", "actor_id", "country", "office")


def write_csv(record_type: type, records: Iterable[Any], output: IO[str]) -> int:
    """Write records as CSV with one header line; return how many there were.

    An interval, a place and a party take a column for each of their parts, such as
    ``when.start``; several parties stand in one cell, parted by ``"; "``. What else is not a
    single value stands as JSON.
    """
    hints = get_type_hints(record_type)
    parts = {field.name: _parts(hints[field.name]) for field in fields(record_type)}
    rows = csv.writer(output, lineterminator="\n")
    rows.writerow(
        f"{name}.{part}" if part else name for name, several in parts.items() for part in several
    )
    written = 0
    for record in records:
        plain = to_dict(record)
        rows.writerow(
            _cell(plain[name], part) for name, several in parts.items() for part in several
        )
        written += 1
    return written


def _parts(hint: Any) -> tuple[str, ...]:
    """The columns that a field of this type takes; one without a name for a single value."""
    inside = str(hint)
    for record_type, parts in ((When, _WHEN), (Place, _PLACE), (Party, _PARTY)):
        if f"records.{record_type.__name__}" in inside:
            return parts
    return ("",)


def _cell(value: Any, part: str) -> str:
    if value is None:
        return ""
    if part and isinstance(value, list):
        return "; ".join(_cell(one, part) for one in value)
    if part:
        return _cell(value[part], "")
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False) if value else ""
    return str(value)
