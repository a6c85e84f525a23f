"""Pages of a listing: where the next one begins, whatever was added in the meantime."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, or_, tuple_

from communique.errors import QueryError
from communique.ledger.dealings import UNDATED
from communique.ledger.schema import NO_DAY

_LAYOUT = 1


@dataclass(frozen=True, slots=True)
class Mark:
    """The last record of a page: its day, and what orders the records of one day."""

    start: date | None
    document_id: str
    position: int
    id: str


def mark_of(row: Row[Any]) -> Mark:
    """Return the mark of a record's row."""
    position = -1 if row.position is None else row.position
    return Mark(row.start, row.document_id or "", position, row.id)


def encode(mark: Mark) -> str:
    """Return a mark as a word that may stand in an address."""
    start = mark.start.isoformat() if mark.start else None
    told = json.dumps([_LAYOUT, start, mark.document_id, mark.position, mark.id])
    return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")


def decode(word: str) -> Mark:
    """Return the mark that :func:`encode` wrote.

    Raises:
        QueryError: if the word is none of ours.
    """
    try:
        told = base64.urlsafe_b64decode(word + "=" * (-len(word) % 4))
        layout, start, document_id, position, identity = json.loads(told)
        if layout != _LAYOUT:
            raise ValueError("another layout")
        return Mark(
            date.fromisoformat(start) if start else None,
            str(document_id),
            int(position),
            str(identity),
        )
    except (ValueError, TypeError, binascii.Error) as error:
        raise QueryError(f"expected the mark of a page in after, got {word!r}") from error


def day_of(rows: Any) -> ColumnElement[Any]:
    """Return what orders records by day; those without one stand before every day."""
    return func.coalesce(rows.start, NO_DAY)


def within_day(rows: Any, *, of_document: bool) -> tuple[ColumnElement[Any], ...]:
    """Return what orders the records of one day: those of one text in the order of the text."""
    return (rows.document_id, *_within_text(rows)) if of_document else (rows.id,)


def newer_passed(
    rows: Any, day: ColumnElement[Any], mark: Mark, *, of_document: bool
) -> ColumnElement[bool]:
    """Return the condition that a record stands behind ``mark``, newest first, undated last.

    Args:
        rows: of the records.
        day: that orders them, such as :func:`day_of`.
        mark: the last record that was seen.
        of_document: whether each record belongs to a document.
    """
    last = mark.start or UNDATED
    # The first condition alone is answered from an index.
    return and_(day <= last, or_(day < last, _behind(rows, mark, of_document=of_document)))


def earlier_passed(
    rows: Any, day: ColumnElement[Any], mark: Mark, *, of_document: bool
) -> ColumnElement[bool]:
    """Return the condition that a record stands behind ``mark`` in the order of the texts."""
    if of_document:
        here = rows.document_id
        within = tuple_(*_within_text(rows)) > tuple_(mark.position, mark.id)
        return and_(here >= mark.document_id, or_(here > mark.document_id, within))
    last = mark.start or UNDATED
    return and_(day >= last, or_(day > last, _behind(rows, mark, of_document=False)))


def _behind(rows: Any, mark: Mark, *, of_document: bool) -> ColumnElement[bool]:
    if not of_document:
        behind: ColumnElement[bool] = rows.id > mark.id
        return behind
    last = tuple_(mark.document_id, mark.position, mark.id)
    return tuple_(*within_day(rows, of_document=True)) > last


def _within_text(rows: Any) -> tuple[ColumnElement[Any], ...]:
    return func.coalesce(rows.position, -1), rows.id
