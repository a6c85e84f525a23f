"""JSON files: a list of objects, or an object that holds such a list, as interfaces answer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from communique.errors import SourceError
from communique.read.columns import Columns, columns_of
from communique.read.formats.tables.json_values import ListValues
from communique.read.formats.tables.jsonl import read_jsonl
from communique.read.inputs import Format, Input, Reading
from communique.read.pieces import pieces
from communique.read.row_sources import Row, read_rows
from communique.records import Source

_LIST = re.compile(r"\s*\[\s*[{\]]")
_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"(\s*:\s*(?="))?|[{}\[\]]')
_LIST_OF_OBJECTS = re.compile(r"\[\s*\{")
_LINES = frozenset((".jsonl", ".ndjson"))
_LONGEST_OBJECT = 100_000_000
_DEEPEST = 4
_KEYS_SHOWN = 12
_LOOKED_AT = 100


class SeveralValuesError(SourceError):
    """One JSON value with others behind it, as in JSON Lines."""


def is_json(given: Input) -> bool:
    """Tell whether the input is one JSON value with rows in it, and not one value a line."""
    words = given.words.lstrip("\ufeff \t\r\n")
    if _LIST.match(words):
        return True
    if not words.startswith("{") or given.ending in _LINES:
        return False
    first, end, others = words.partition("\n")
    try:
        value = json.loads(first)
    except (ValueError, RecursionError):
        return first.rstrip().endswith(("{", "[", ",")) or (not end and _looks_like_rows(first))
    return not others.strip() and _holds_rows(value)


def _holds_rows(value: object) -> bool:
    names = columns_of({})
    return isinstance(value, dict) and not names.has_text(value) and bool(_rows(value, names))


def _looks_like_rows(begun: str) -> bool:
    """Tell whether an object that goes on beyond ``begun`` has no text but a list of objects."""
    outer, depth = [], 0
    for token in _TOKEN.finditer(begun):
        if token[2] and depth == 1:
            outer.append(token[1])
        depth += (token[0] in "{[") - (token[0] in "}]")
    return not columns_of({}).text_name(outer) and bool(_LIST_OF_OBJECTS.search(begun))


def read_json(given: Input, reading: Reading) -> Iterator[Source]:
    """Read one source from each object of a list; a bad one is reported as ``uri#N``."""
    longest = 2 * reading.settings.maximum_report_bytes
    if _LIST.match(given.words.lstrip("\ufeff")):
        values = ListValues(pieces(given), longest)
        yield from read_rows(_numbered(values), given, reading)
        if not values.ended:
            reading.problems(given.uri, "the list of JSON breaks off")
        return
    try:
        value = whole_json(given)
    except SeveralValuesError:
        given.stream.seek(0)
        yield from read_jsonl(given, reading)
        return
    rows = _rows_or_refuse(value, columns_of(reading.settings.columns))
    yield from read_rows(_numbered(rows), given, reading)


def _numbered(values: Iterable[object]) -> Iterator[Row]:
    return (Row(number, value) for number, value in enumerate(values, start=1))


def whole_json(given: Input) -> object:
    """Return the one JSON value that an input is.

    Raises:
        SourceError: if it is none, or longer than a hundred million characters.
    """
    parts, length = [], 0
    for piece in pieces(given):
        parts.append(piece)
        length += len(piece)
        if length > _LONGEST_OBJECT:
            raise SourceError(
                "one JSON object, longer than is read: give it as a list or as JSON Lines"
            )
    try:
        value: object = json.loads("".join(parts).lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        if error.msg.startswith("Extra data"):
            raise SeveralValuesError(f"not JSON: {error}") from error
        raise SourceError(f"not JSON: {error}") from error
    except (RecursionError, ValueError) as error:
        raise SourceError(f"not JSON: {error}") from error
    return value


def _rows_or_refuse(value: object, names: Columns) -> list[Any]:
    rows = _rows(value, names) or _rows(value, names, summary=True)
    if not rows:
        keys = ", ".join(list(value)[:_KEYS_SHOWN]) if isinstance(value, dict) else "none"
        raise SourceError(f"no rows with text found in the JSON: its keys are {keys}")
    return rows


def _rows(value: object, names: Columns, *, summary: bool = False, depth: int = 0) -> list[Any]:
    """The objects with text: the value itself, the lists in it, or those of objects in it."""
    if isinstance(value, dict):
        if names.has_text(value, summary=summary):
            return [value]
        inside: list[Any] = []
        for inner in value.values() if depth < _DEEPEST else ():
            inside += _rows(inner, names, summary=summary, depth=depth + 1)
        return inside
    if isinstance(value, list):
        first = (item for item in value[:_LOOKED_AT] if isinstance(item, dict))
        if any(names.has_text(item, summary=summary) for item in first):
            return value
    return []


JSON = Format("JSON", is_json, read_json)
