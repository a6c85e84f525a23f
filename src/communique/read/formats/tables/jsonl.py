"""JSON Lines: one object a line, under any of the names that suppliers give their fields."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from communique.read.inputs import Format, Input, Reading
from communique.read.pieces import numbered_lines
from communique.read.row_sources import Row, UnreadableRowError, read_rows
from communique.records import Source

_OBJECT = re.compile(r'\s*\{\s*"(?:[^"\\]|\\.)*"\s*:')


def is_jsonl(given: Input) -> bool:
    """Tell whether the first line is an object, or the ending says so."""
    return bool(_OBJECT.match(given.words)) or given.ending in {".jsonl", ".ndjson"}


def read_jsonl(given: Input, reading: Reading) -> Iterator[Source]:
    """Read one source from each line; a bad line is reported as ``uri#N``, counted from 1."""
    lines = numbered_lines(given, 2 * reading.settings.maximum_report_bytes)
    yield from read_rows(_rows(lines), given, reading)


def _rows(lines: Iterable[tuple[int, str | None]]) -> Iterator[Row]:
    for number, line in lines:
        if line is None:
            yield Row(number, UnreadableRowError(f"line {number}: longer than is read"))
        elif line.strip():
            yield Row(number, _value(number, line), number)


def _value(number: int, line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        return UnreadableRowError(f"line {number} is not JSON: {error}")


JSON_LINES = Format("JSON Lines", is_jsonl, read_jsonl)
