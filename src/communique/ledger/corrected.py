"""Corrections in a ledger: appended, never changed; what they make of records is put beside these.

Functions work inside a transaction that their caller begins and commits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from communique.errors import RecordError
from communique.ledger import schema
from communique.ledger.across import put_parties, stored_report
from communique.ledger.bulk import insert_rows
from communique.ledger.kinds import EXTRACTED, KINDS, Record
from communique.ledger.rows import Report, Row, row_of
from communique.records import (
    Actor,
    Correction,
    Extraction,
    Review,
    from_json,
    to_json,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedView:
    """What the corrections of a ledger come to in one merge.

    ``corrections`` are the ids of all that were looked at; ``rejected`` holds kind, record id and
    correction id of the records taken out.
    """

    corrections: frozenset[str] = frozenset()
    rejected: Sequence[tuple[str, str, str]] = ()
    reviews: Sequence[Review] = ()


def append(connection: Connection, corrections: Iterable[Correction]) -> int:
    """Add the corrections that are not there yet; return how many.

    Raises:
        RecordError: if another correction has the id of one of them.
    """
    table = schema.corrections
    added = 0
    for correction in corrections:
        line = to_json(correction)
        query = select(table.c.record).where(table.c.id == correction.correction_id)
        known = connection.execute(query).scalar()
        if known is not None and from_json(Correction, known) != correction:
            raise RecordError(f"{correction.correction_id}: another correction has this id")
        if known is None:
            # The records are found by their words; the column tells of the first only.
            first = correction.records[0].document_id if correction.records else ""
            row = {"id": correction.correction_id, "document_id": first, "record": line}
            connection.execute(insert(table), row)
            added += 1
    return added


def corrections_of(connection: Connection) -> list[Correction]:
    """Return all corrections, in the order in which they were made."""
    lines = connection.execute(select(schema.corrections.c.record)).scalars()
    found = (from_json(Correction, line) for line in lines)
    return sorted(found, key=lambda c: (c.at, c.correction_id))


def reviews_of(connection: Connection) -> list[Review]:
    """Return what is up for review since the last merge."""
    query = select(schema.reviews.c.record).order_by(schema.reviews.c.seq)
    return [from_json(Review, line) for line in connection.execute(query).scalars()]


def rejection_of(connection: Connection, wanted: str) -> str | None:
    """Return the id of the correction that rejects a record, or None."""
    table = schema.rejected.c
    return connection.execute(select(table.correction_id).where(table.id == wanted)).scalar()


def rejected_records(
    connection: Connection, wanted: str, *, beginning: bool = False
) -> list[tuple[str, Record]]:
    """Return kind and record of rejected records by id, or by its beginning."""
    table = schema.rejected.c
    there = table.id == wanted
    if beginning:
        there = (table.id >= wanted) & (table.id < wanted + "\U0010ffff")
    rows = connection.execute(select(table.record_kind, table.record).where(there).limit(3)).all()
    return [(row.record_kind, from_json(KINDS[row.record_kind].record, row.record)) for row in rows]


def with_rejected(
    connection: Connection, extractions: Iterable[Extraction]
) -> Iterator[Extraction]:
    """Yield extractions as their coder left them, with the records that a person rejects."""
    taken = _taken_out(connection)
    for extraction in extractions:
        parts: dict[str, Any] = {
            kind: tuple(sorted((*getattr(extraction, kind), *records), key=_order))
            for kind, records in taken.get(extraction.document_id, {}).items()
        }
        yield replace(extraction, **parts)


def coded_record(connection: Connection, wanted: str) -> Record | None:
    """Return a record as its coder left it, whatever merging and people made of it since."""
    for kind in EXTRACTED:
        table = KINDS[kind].table.c
        line = connection.execute(select(table.record).where(table.id == wanted)).scalar()
        if line is not None:
            return from_json(KINDS[kind].record, line)
    return next((record for _, record in rejected_records(connection, wanted)), None)


def put_corrected(connection: Connection, view: CorrectedView) -> None:
    """Take out the records that the corrections reject, and note what is up for review.

    What an earlier merge took out must have been put back; see :func:`put_back`.
    """
    for kind, identity, correction_id in view.rejected:
        _take_out(connection, kind, identity, correction_id)
    rows = [
        {"correction_id": review.correction_id, "record": to_json(review)}
        for review in view.reviews
    ]
    insert_rows(connection, schema.reviews, rows)


def put_back(connection: Connection, known: Mapping[str, Actor]) -> None:
    """Put the records that the merge before took out into their tables again."""
    for document_id, kinds in _taken_out(connection).items():
        report = stored_report(connection, document_id)
        for kind, records in kinds.items():
            rows = [row_of(record, report) for record in records]
            insert_rows(connection, KINDS[kind].table, rows)
            put_parties(connection, kind, records, dict(known))
    connection.execute(delete(schema.rejected))
    connection.execute(delete(schema.reviews))


def forget_rejected(connection: Connection, document_id: str) -> None:
    """Forget what was taken out of a document that is about to be coded anew."""
    table = schema.rejected
    connection.execute(delete(table).where(table.c.document_id == document_id))


def _take_out(connection: Connection, kind: str, identity: str, correction_id: str) -> None:
    table = KINDS[kind].table
    row = connection.execute(select(table).where(table.c.id == identity)).first()
    if row is None:
        return
    taken: Row = {
        "record_kind": kind,
        "id": identity,
        "document_id": row.document_id,
        "correction_id": correction_id,
        "record": row.record,
    }
    connection.execute(insert(schema.rejected), taken)
    connection.execute(delete(table).where(table.c.id == identity))
    parties = schema.parties
    mine = (parties.c.record_kind == kind) & (parties.c.record_id == identity)
    connection.execute(delete(parties).where(mine))


def _taken_out(connection: Connection) -> dict[str, dict[str, list[Record]]]:
    """Return the rejected records by document and kind."""
    found: dict[str, dict[str, list[Record]]] = {}
    table = schema.rejected.c
    rows = connection.execute(select(table.document_id, table.record_kind, table.record))
    for row in rows:
        record = from_json(KINDS[row.record_kind].record, row.record)
        found.setdefault(row.document_id, {}).setdefault(row.record_kind, []).append(record)
    return found


def _order(record: Record) -> tuple[int, str]:
    """Where a record stands among those of its document."""
    row = row_of(record, Report())
    return -1 if row["position"] is None else row["position"], row["id"]
