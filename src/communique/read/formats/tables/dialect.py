"""How a table writes its rows: what separates the cells, what its columns are called."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from communique.read.columns import Columns, plain_name

_SEPARATORS = ",\t;|"
# Excel's own first line, which names the separator.
_STATED = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_ESCAPED = re.compile(r'\w\\"|\\"\w')
_DOUBLED = re.compile(r'\w""|""\w')
_ROWS_LOOKED_AT = 200
_ROWS_BEFORE = 10
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """What a table's first rows tell about it.

    ``header`` names the columns; ``first_line`` is the line in which the rows begin, counted from
    1. ``quoted`` is False where a quotation mark is a character like any other, ``escape`` the
    character before one that belongs to the text, where it is not doubled.
    """

    separator: str
    header: tuple[str, ...]
    first_line: int
    quoted: bool = True
    escape: str | None = None

    def reader(self, lines: Iterable[str], *, strict: bool = False) -> Iterator[list[str]]:
        """Return a reader of the standard library for rows written in this way."""
        return csv.reader(
            lines,
            delimiter=self.separator,
            quoting=csv.QUOTE_MINIMAL if self.quoted else csv.QUOTE_NONE,
            escapechar=self.escape,
            strict=strict and self.quoted,
        )


def dialect_of(sample: str, names: Columns) -> Dialect | None:
    """Return how a table is written that begins with ``sample``; None if it begins with no row.

    The header is the first row, or one soon after it that names a text where the first does not,
    as below the title of a search. The separator is the one that makes most columns of known
    names, then most columns.
    """
    stated = _STATED.match(sample)
    lines = _whole_lines(sample)
    separators = stated[1] if stated else _SEPARATORS
    starts = [at for at, line in enumerate(lines) if line.strip() and not (stated and at == 0)]
    found = (_dialect_at(lines, start, separators, names) for start in starts[:_ROWS_BEFORE])
    first = next(found, None)
    if first is None or names.text_name(first.header):
        return first
    return next((one for one in found if one and _names_a_text(one, names)), first)


def known_names(header: Iterable[str], names: Columns) -> int:
    """Return how many columns of a header have the name of a field of a report."""
    known = {name for listed in names.names.values() for name in listed}
    return sum(plain_name(name) in known for name in header)


def _names_a_text(dialect: Dialect, names: Columns) -> bool:
    is_distinct = len(set(dialect.header)) == len(dialect.header) and all(dialect.header)
    has_more = known_names(dialect.header, names) > 1
    return is_distinct and has_more and names.text_name(dialect.header) is not None


def _dialect_at(lines: list[str], start: int, separators: str, names: Columns) -> Dialect | None:
    found = [
        Dialect(separator=sign, header=header, first_line=start + 1)
        for sign in separators
        if (header := _header(lines[start:], sign))
    ]
    if not found:
        return None
    best = max(found, key=lambda one: (known_names(one.header, names), len(one.header)))
    return _with_quoting(best, lines[start:])


def _whole_lines(sample: str) -> list[str]:
    lines = sample.replace("\r\n", "\n").replace("\r", "\n").splitlines(keepends=False)
    return [line + "\n" for line in lines]


def _header(lines: list[str], separator: str) -> tuple[str, ...] | None:
    try:
        cells = next(csv.reader(lines, delimiter=separator))
    except (csv.Error, StopIteration, TypeError, ValueError):
        return None
    if any(len(cell) > _LONGEST_NAME for cell in cells):
        return None
    return tuple(cell.strip() for cell in cells)


def _with_quoting(found: Dialect, lines: list[str]) -> Dialect:
    words = "".join(lines)
    if found.separator == "\t" and _is_unquoted(lines, len(found.header)):
        return replace(found, quoted=False)
    if len(_ESCAPED.findall(words)) > len(_DOUBLED.findall(words)):
        return replace(found, escape="\\")
    return found


def _is_unquoted(lines: list[str], width: int) -> bool:
    """Tell whether tabs alone make the columns, so that quotation marks are only words."""
    for line in islice(lines[:-1], _ROWS_LOOKED_AT):
        cells = line.rstrip("\n").split("\t")
        wrapped = any(len(cell) > 1 and cell[0] == cell[-1] == '"' for cell in cells)
        if wrapped or (line.strip() and len(cells) != width):
            return False
    return True
