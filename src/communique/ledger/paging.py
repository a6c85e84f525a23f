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


def within_day(rows: Any) -> tuple[ColumnElement[Any], ...]:
    """Return what orders the records of one day: those of one text in the order of the text."""
    return func.coalesce(rows.document_id, ""), func.coalesce(rows.position, -1), rows.id


def newer_passed(rows: Any, mark: Mark) -> ColumnElement[bool]:
    """Return the condition that a record stands behind ``mark``, newest first, undated last."""
    behind = tuple_(*within_day(rows)) > tuple_(mark.document_id, mark.position, mark.id)
    if mark.start is None:
        return and_(rows.start.is_(None), behind)
    return or_(
        rows.start < mark.start, rows.start.is_(None), and_(rows.start == mark.start, behind)
    )


def earlier_passed(rows: Any, mark: Mark, *, of_document: bool) -> ColumnElement[bool]:
    """Return the condition that a record stands behind ``mark`` in the order of the texts."""
    if of_document:
        here = tuple_(rows.document_id, func.coalesce(rows.position, -1), rows.id)
        return here > tuple_(mark.document_id, mark.position, mark.id)
    if mark.start is None:
        return or_(rows.start.is_not(None), rows.id > mark.id)
    return or_(rows.start > mark.start, and_(rows.start == mark.start, rows.id > mark.id))
