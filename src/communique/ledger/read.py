"""From rows back to records."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, cast

from sqlalchemy import Connection, CursorResult, Row, select

from communique.batches import batches
from communique.ledger import schema
from communique.ledger.across import resolved_records
from communique.ledger.corrected import rejected_records, with_rejected
from communique.ledger.filters import Filters
from communique.ledger.kinds import EXTRACTED, KINDS, Kind, Record
from communique.ledger.paging import encode, mark_of
from communique.ledger.queries import Question, in_prefix, select_records
from communique.ledger.snippets import Hit, snippet_of
from communique.ledger.words import terms_of
from communique.records import Document, Extraction, all_from_json, from_json

_FETCHED = 500
_SHORTEST_PREFIX = 6


def stream(connection: Connection, kind: Kind, filters: Filters) -> Iterator[Record]:
    """Yield the records that meet ``filters``, some hundred rows in memory at a time."""
    query = select_records(kind, filters, full_text=schema.has_full_text(connection))
    for rows in _found(connection, query).partitions():
        yield from _records(connection, kind, rows)


def page(
    connection: Connection, kind: Kind, filters: Filters
) -> tuple[Sequence[Record], str | None]:
    """Return one page of records, and the mark behind which the next begins, if there is one.

    Args:
        connection: to read from.
        kind: of the records.
        filters: with a limit, which is the length of the page.
    """
    length = filters.limit or _FETCHED
    more = dataclasses.replace(filters, limit=length + 1)
    full_text = schema.has_full_text(connection)
    query = select_records(kind, more, full_text=full_text, placed=True)
    rows = connection.execute(query.statement, query.values).all()
    after = encode(mark_of(rows[length - 1])) if len(rows) > length else None
    return _records(connection, kind, rows[:length]), after


def hits(connection: Connection, kind: Kind, filters: Filters) -> Iterator[Hit]:
    """Yield the records that hold the words of ``filters``, the most relevant first."""
    by_relevance = dataclasses.replace(filters, order="relevance")
    indexed = schema.has_full_text(connection) if kind.name in schema.SEARCHED else None
    query = select_records(kind, by_relevance, full_text=indexed)
    words = terms_of(filters.search or "")
    for rows in _found(connection, query).partitions():
        for row, record in zip(rows, _records(connection, kind, rows), strict=True):
            yield Hit(kind=kind.name, record=record, snippet=snippet_of(row.words or "", words))


def _records(connection: Connection, kind: Kind, rows: Sequence[Row[Any]]) -> Sequence[Record]:
    """Return the records of rows, with what merging found out about them."""
    if kind.record is Document:
        return [_document(row) for row in rows]
    lines = [row.record for row in rows]
    if kind.name in EXTRACTED:
        resolved = resolved_records(connection, kind.name, [row.id for row in rows])
        lines = [resolved.get(row.id, row.record) for row in rows]
    if kind.name == "commitments":
        lines = [row.merged or line for row, line in zip(rows, lines, strict=True)]
    return all_from_json(kind.record, lines)


def _document(row: Row[Any]) -> Document:
    document = from_json(Document, row.record)
    return dataclasses.replace(document, text=row.words, copy_group=row.copy_group, story=row.story)


def stream_documents(connection: Connection) -> Iterator[Document]:
    """Yield all documents with their texts, in the order of their ids."""
    table = schema.documents
    for row in _rows(connection, Question(select(table).order_by(table.c.id), {})):
        yield _document(row)


def stream_extractions(connection: Connection) -> Iterator[Extraction]:
    """Yield each document's extraction as the coder left it, in the order of document ids."""
    return with_rejected(connection, _stored_extractions(connection))


def _stored_extractions(connection: Connection) -> Iterator[Extraction]:
    table = schema.extractions
    parts = {name: _by_document(connection, KINDS[name]) for name in EXTRACTED}
    waiting = {name: next(part, None) for name, part in parts.items()}
    every = Question(select(table).order_by(table.c.document_id), {})
    for row in _rows(connection, every):
        found: dict[str, tuple[Record, ...]] = {}
        for name, part in waiting.items():
            if part is not None and part[0] == row.document_id:
                found[name] = part[1]
                waiting[name] = next(parts[name], None)
        yield dataclasses.replace(from_json(Extraction, row.record), **cast(Any, found))


def find(connection: Connection, wanted: str) -> list[tuple[Kind, Record]]:
    """Return the record of an id, or all whose id begins with ``wanted`` (six characters or more).

    Records that a person rejects are found too. At most a few of each kind are returned: enough to
    tell that a beginning is not unique.
    """
    found: list[tuple[Kind, Record]] = []
    for kind in KINDS.values():
        table = kind.table
        row = connection.execute(select(table).where(table.c.id == wanted)).first()
        if row is not None:
            return [(kind, _record(connection, kind, row))]
    rejected = rejected_records(connection, wanted)
    if rejected or len(wanted) < _SHORTEST_PREFIX:
        return [(KINDS[name], record) for name, record in rejected]
    for kind in KINDS.values():
        query = select(kind.table).where(in_prefix(kind.table.c.id, wanted))
        rows = connection.execute(query.order_by(kind.table.c.id).limit(3)).all()
        found.extend((kind, _record(connection, kind, row)) for row in rows)
    rejected = rejected_records(connection, wanted, beginning=True)
    return found + [(KINDS[name], record) for name, record in rejected]


def by_ids(connection: Connection, kind: Kind, ids: Iterable[str]) -> dict[str, Record]:
    """Return the records of the given ids, by id; ids that are not there are passed over."""
    found: dict[str, Record] = {}
    for some in batches(ids):
        rows = connection.execute(select(kind.table).where(kind.table.c.id.in_(some))).all()
        records = _records(connection, kind, rows)
        found |= {row.id: record for row, record in zip(rows, records, strict=True)}
    return found


def among(
    connection: Connection, kind: Kind, column: str, values: Iterable[str]
) -> Iterator[Record]:
    """Yield the records of a kind that have one of the values in an indexed column."""
    rows = kind.table.c
    for some in batches(dict.fromkeys(values)):
        query = select(kind.table).where(rows[column].in_(some))
        yield from _records(connection, kind, connection.execute(query.order_by(rows.seq)).all())


def _record(connection: Connection, kind: Kind, row: Row[Any]) -> Record:
    return _records(connection, kind, [row])[0]


def _by_document(connection: Connection, kind: Kind) -> Iterator[tuple[str, tuple[Record, ...]]]:
    rows = _rows(connection, select_records(kind, Filters(), full_text=None, placed=True))
    for document_id, told in groupby(rows, key=attrgetter("document_id")):
        yield document_id, tuple(from_json(kind.record, row.record) for row in told)


def _rows(connection: Connection, question: Question) -> Iterator[Row[Any]]:
    return iter(_found(connection, question))


def _found(connection: Connection, question: Question) -> CursorResult[Any]:
    fetching = {"yield_per": _FETCHED}
    return connection.execute(question.statement, question.values, execution_options=fetching)
