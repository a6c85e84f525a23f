"""Gold: what people say that texts tell, as JSON Lines; the format is that of the how-to page.

A key that is left out is not annotated and not scored; null says that there is no such value, and
an empty list that there is nothing of the kind.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, TypeVar

import msgspec
from msgspec import UNSET, UnsetType

from communique.errors import RecordError, SourceError
from communique.records import CommitmentKind, Number, Qualifier, StatementKind, Status
from communique.spans import Span

Words = str | None | UnsetType
Names = tuple[str, ...] | UnsetType


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldItem:
    """What every item of gold may hold.

    Attributes:
        span: where its words stand, in code points, end exclusive.
        words: the same as words, which must stand in the text once if no span is given.
        wrong: there is no such thing at these words: a negative, as a rejection makes it.
    """

    span: Span | None = None
    words: str | None = None
    wrong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldEvent(GoldItem):
    """An event that a text tells; parties as codes, ids or names."""

    type: str
    mode: Words = UNSET
    status: Status | UnsetType = UNSET
    parties: Names = UNSET
    actors: Names = UNSET
    recipients: Names = UNSET
    date: Words = UNSET
    place: Words = UNSET


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldStatement(GoldItem):
    """Attributed words; ``span`` is what is said."""

    speaker: Words = UNSET
    kind: StatementKind | UnsetType = UNSET
    topics: Names = UNSET


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldCommitment(GoldItem):
    """Something undertaken or expected."""

    kind: CommitmentKind | UnsetType = UNSET
    by: Names = UNSET
    to: Names = UNSET
    due: Words = UNSET
    place: Words = UNSET


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldFigure(GoldItem):
    """A number that a text gives."""

    value: Number | UnsetType = UNSET
    unit: str | UnsetType = UNSET
    currency: Words = UNSET
    qualifier: Qualifier | UnsetType = UNSET
    parties: Names = UNSET


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPair:
    """What the party at ``source`` does to the party at ``target``; null if nothing."""

    source: Span
    target: Span
    type: str | None
    mode: Words = UNSET


Gold = GoldEvent | GoldStatement | GoldCommitment | GoldFigure


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldRow:
    """A text, or the id of a document of a ledger, with what is annotated of it.

    ``complete`` false says that there may be more than is annotated: what the coder finds beyond
    it is then neither right nor wrong. ``where`` is file and line, for messages.
    """

    id: str | int | None = None
    text: str | None = None
    document_id: str | None = None
    title: str | None = None
    date: str | None = None
    outlet: str | None = None
    events: tuple[GoldEvent, ...] | UnsetType = UNSET
    statements: tuple[GoldStatement, ...] | UnsetType = UNSET
    commitments: tuple[GoldCommitment, ...] | UnsetType = UNSET
    figures: tuple[GoldFigure, ...] | UnsetType = UNSET
    pairs: tuple[GoldPair, ...] | UnsetType = UNSET
    complete: bool = True
    where: str = ""

    def items(self, kind: str) -> tuple[Any, ...]:
        """Return what is annotated of a kind; nothing where it is not annotated."""
        found = getattr(self, kind)
        return () if found is UNSET else found


ITEMS: dict[str, type] = {
    "events": GoldEvent,
    "statements": GoldStatement,
    "commitments": GoldCommitment,
    "figures": GoldFigure,
    "pairs": GoldPair,
}
T = TypeVar("T")


def read_gold(path: Path) -> list[GoldRow]:
    """Read a file of gold.

    Raises:
        SourceError: if the file cannot be read.
        RecordError: if a line is not gold, or there is none; the message names file and line.
    """
    try:
        with path.open("rb") as lines:
            rows = list(rows_of(lines, str(path)))
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror or error}") from error
    if not rows:
        raise RecordError(f"{path}: expected at least one row of gold, got an empty file")
    return rows


def rows_of(lines: Iterable[bytes], name: str) -> Iterator[GoldRow]:
    """Yield the rows of gold in lines; ``name`` is that of their file."""
    for number, line in enumerate(lines, 1):
        content = line.removeprefix(b"\xef\xbb\xbf").strip()
        if content:
            yield _row(content, f"{name}: line {number}")


def write_gold(rows: Iterable[GoldRow], output: IO[str]) -> int:
    """Write rows of gold as JSON Lines; return how many."""
    count = 0
    for row in rows:
        plain = msgspec.to_builtins(row)
        output.write(msgspec.json.encode(_told(plain)).decode("utf-8") + "\n")
        count += 1
    return count


def _told(plain: dict[str, Any]) -> dict[str, Any]:
    """A row without what it does not tell: defaults of the format, and where it was read."""
    kept = {name: value for name, value in plain.items() if name != "where" and value is not None}
    if kept.get("complete") is True:
        del kept["complete"]
    for kind in ITEMS.keys() & kept.keys():
        kept[kind] = [_item_told(item) for item in kept[kind]]
    return kept


def _item_told(item: dict[str, Any]) -> dict[str, Any]:
    silent = {"span": None, "words": None, "wrong": False}
    return {name: v for name, v in item.items() if name not in silent or v != silent[name]}


def _row(content: bytes, where: str) -> GoldRow:
    try:
        plain = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RecordError(f"{where}: expected JSON: {error}") from error
    if not isinstance(plain, dict):
        raise RecordError(f"{where}: expected an object, got {type(plain).__name__}")
    _refuse_unknown(plain, GoldRow, where)
    for kind, shape in ITEMS.items():
        for item in plain.get(kind) or ():
            if isinstance(item, dict):
                _refuse_unknown(item, shape, f"{where}: {kind}")
    row = _converted({**plain, "where": where}, where)
    if row.text is None and row.document_id is None:
        raise RecordError(f"{where}: expected `text`, or the `document_id` of a ledger's document")
    if all(getattr(row, kind) is UNSET for kind in ITEMS):
        raise RecordError(f"{where}: expected at least one of {', '.join(ITEMS)}")
    return row


def _converted(plain: dict[str, Any], where: str) -> GoldRow:
    try:
        return msgspec.convert(plain, GoldRow)
    except msgspec.ValidationError as error:
        raise RecordError(f"{where}: {error}") from error


def _refuse_unknown(plain: dict[str, Any], shape: type, where: str) -> None:
    known = {field.name for field in dataclasses.fields(shape)} - {"where"}
    for name in plain:
        if name not in known:
            raise RecordError(
                f"{where}: there is no key {name!r}; there are: {', '.join(sorted(known))}"
            )
