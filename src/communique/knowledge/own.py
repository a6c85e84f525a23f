"""A user's own actors: one CSV file, checked row by row.

Columns: ``name`` and ``kind`` (person, state, organisation, group); where they apply ``id``,
``aliases``, ``demonyms`` and ``sectors`` (several parted by semicolons), ``country`` (alpha-3),
``gender`` (m, f), ``office``, ``of``, ``start``, ``end``. An actor with several terms of office has
several rows. Lines that start with ``#`` are comments.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal, cast, get_args

from communique.errors import KnowledgeError
from communique.knowledge.files import partial_date
from communique.knowledge.offices import person_id
from communique.knowledge.sectors import SECTORS

OwnKind = Literal["person", "state", "organisation", "group"]
COLUMNS = (
    "id", "name", "aliases", "demonyms", "kind", "country", "sectors", "gender", "office", "of",
    "start", "end",
)  # fmt: skip
_NEEDED = ("name", "kind")
_CODE = re.compile(r"[A-Z]{3}")
_LONGEST_NAME = 200  # characters
_LARGEST_FILE = 50_000_000  # bytes
_SURPLUS = ""  # where cells stand for which there is no column


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRow:
    """One row: an actor, or one term of office of an actor; ``where`` names file and row."""

    where: str
    actor_id: str
    name: str
    kind: OwnKind
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    country: str | None = None
    sectors: tuple[str, ...] = ()
    gender: str = ""
    office: str = ""
    of: str = ""
    start: date | None = None
    end: date | None = None


def read_own(path: Path) -> tuple[OwnRow, ...]:
    """Return the rows of a file.

    Raises:
        KnowledgeError: if the file or a row is not as it should be, naming file and row.
    """
    rows, problems = examine_own(path)
    if problems:
        others = f" (and {len(problems) - 1:,} more problems)" if len(problems) > 1 else ""
        raise KnowledgeError(problems[0] + others)
    return rows


def examine_own(path: Path) -> tuple[tuple[OwnRow, ...], tuple[str, ...]]:
    """Return the rows that are right, and what is wrong with the others.

    Raises:
        KnowledgeError: if the file cannot be read, is no CSV, or has unknown columns.
    """
    rows, problems = [], []
    for number, cells in _table(path):
        where = f"{path}: row {number}"
        try:
            rows.append(own_row(cells, where))
        except KnowledgeError as error:
            problems.append(str(error))
    return tuple(rows), tuple(problems)


def columns_of(path: Path) -> tuple[str, ...]:
    """Return the columns of a file in its order.

    Raises:
        KnowledgeError: as `examine_own` does.
    """
    return tuple(_header(path, _lines(path))[1])


def own_id(kind: str, name: str) -> str:
    """Return the id of an actor that was given none; a state's is made from its code."""
    return f"{kind}/{person_id(name).removeprefix('person/')}"


def own_row(cells: dict[str, str], where: str) -> OwnRow:
    """Return the row that these cells make.

    Raises:
        KnowledgeError: naming ``where`` and the cell that is wrong.
    """
    if cells.get(_SURPLUS):
        raise KnowledgeError(f"{where}: expected fewer cells; quote a cell that holds a comma")
    row = OwnRow(
        where=where,
        actor_id="",
        name=" ".join(cells.get("name", "").split()),
        kind=_kind(cells, where),
        aliases=_several(cells, "aliases"),
        demonyms=_several(cells, "demonyms"),
        country=cells.get("country", "").strip() or None,
        sectors=_several(cells, "sectors"),
        gender=cells.get("gender", "").strip(),
        office=" ".join(cells.get("office", "").lower().split()),
        of=cells.get("of", "").strip(),
        start=partial_date(cells.get("start"), end=False, where=f"{where}: start"),
        end=partial_date(cells.get("end"), end=True, where=f"{where}: end"),
    )
    for problem in (found for check in _CHECKS if (found := check(row))):
        raise KnowledgeError(f"{where}: {problem}")
    return _with_id(row, cells.get("id", "").strip())


def name_problem(name: str) -> str | None:
    """Say why a name cannot be sought in texts, or None if it can."""
    if len(name) > _LONGEST_NAME:
        return f"expected a name of at most {_LONGEST_NAME} characters, got {name[:40]!r}..."
    if len(name) < 2 or not any(c.isupper() or c.isdigit() or _has_no_case(c) for c in name):
        return f"expected a name with a capital letter, as texts write it, got {name!r}"
    return None


def _has_no_case(character: str) -> bool:
    return character.isalpha() and character.upper() == character.lower()


def _names(row: OwnRow) -> str | None:
    return next(filter(None, map(name_problem, (row.name, *row.aliases, *row.demonyms))), None)


def _codes(row: OwnRow) -> str | None:
    if row.country is not None and not _CODE.fullmatch(row.country):
        return f"expected an alpha-3 code as country, got {row.country!r}"
    if row.kind == "state" and row.country is None:
        return "expected a state's own three-letter code as country, such as one from XAA to XZZ"
    unknown = next((s for s in row.sectors if s not in SECTORS), None)
    return f"expected sectors of PLOVER such as GOV;MIL, got {unknown!r}" if unknown else None


def _office(row: OwnRow) -> str | None:
    if row.office and row.kind != "person":
        return f"expected an office of a person only, got {row.office!r} of a {row.kind}"
    if row.gender not in ("", "m", "f"):
        return f"expected the gender m, f or none, got {row.gender!r}"
    if row.demonyms and row.kind != "state":
        return f"expected demonyms of a state only, got {row.demonyms[0]!r} of a {row.kind}"
    if not row.office and (row.of or row.start or row.end):
        return "expected an office where of, start or end are given"
    if row.start and row.end and row.end < row.start:
        return f"ends on {row.end}, before it begins on {row.start}"
    return None


_CHECKS: tuple[Callable[[OwnRow], str | None], ...] = (_names, _codes, _office)


def _kind(cells: dict[str, str], where: str) -> OwnKind:
    given = cells.get("kind", "").strip()
    if given not in get_args(OwnKind):
        kinds = ", ".join(get_args(OwnKind))
        raise KnowledgeError(f"{where}: expected one of the kinds {kinds}; got {given!r}")
    return cast("OwnKind", given)


def _several(cells: dict[str, str], column: str) -> tuple[str, ...]:
    parts = (" ".join(part.split()) for part in cells.get(column, "").split(";"))
    return tuple(dict.fromkeys(part for part in parts if part))


def _with_id(row: OwnRow, given: str) -> OwnRow:
    if row.kind == "state":
        own = f"state/{row.country}"
        if given not in ("", own, row.country):
            raise KnowledgeError(f"{row.where}: expected the id {own} of a state, got {given!r}")
        return replace(row, actor_id=own)
    if not given:
        return replace(row, actor_id=own_id(row.kind, row.name))
    kind, _, name = given.rpartition("/")
    if kind not in ("", row.kind) or not re.fullmatch(r"[\w.-]{1,100}", name):
        raise KnowledgeError(f"{row.where}: expected an id such as {row.kind}/abc, got {given!r}")
    return replace(row, actor_id=f"{row.kind}/{name}")


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of cells with the number of the line on which each ends."""
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise KnowledgeError(f"{path}: expected a file of at most 50 MB; part it")
        reader = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
        for cells in reader:
            if any(cell.strip() for cell in cells) and not cells[0].startswith("#"):
                yield reader.line_num, cells
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise KnowledgeError(f"{path}: expected CSV in UTF-8: {error}") from error


def _header(path: Path, lines: Iterator[tuple[int, list[str]]]) -> tuple[int, list[str]]:
    number, cells = next(lines, (0, []))
    header = [cell.strip() for cell in cells]
    unknown = [column for column in header if column not in COLUMNS]
    missing = [column for column in _NEEDED if column not in header]
    if unknown or missing or len(set(header)) < len(header):
        raise KnowledgeError(
            f"{path}: expected the columns name and kind and any of {', '.join(COLUMNS)}, each "
            f"once; got {', '.join(header)[:200] or 'none'}"
        )
    return number, header


def _table(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    lines = _lines(path)
    _, header = _header(path, lines)
    for number, cells in lines:
        surplus = " ".join(cells[len(header) :]).strip()
        yield number, {_SURPLUS: surplus, **dict(zip(header, cells, strict=False))}
