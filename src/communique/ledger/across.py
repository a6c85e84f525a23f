"""What documents teach together: learned offices, and records whose open parties these resolve.

Records stay in their tables as their coder left them. A resolved one, or one that a person
re-coded, stands beside it and is what readers are given, so that a later merge can resolve it
otherwise, or leave it open again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import Connection, delete, select, update

from communique.batches import batches
from communique.ledger import schema
from communique.ledger.bulk import insert_rows
from communique.ledger.kinds import EXTRACTED, KINDS, Record
from communique.ledger.parties import party_rows
from communique.ledger.rows import Report, Row, report_of, row_of
from communique.records import (
    Actor,
    CopyPassage,
    Document,
    LearnedOffice,
    Story,
    from_json,
    id_of,
    to_json,
)

_FIXED = ("id", "record", "document_id", "outlet")  # columns that no correction touches


@dataclass(frozen=True, slots=True)
class _Corrected:
    """The part of a resolved record that tells whether a person changed it too."""

    corrected_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AcrossDocuments:
    """What a merge found beyond events, disputes and fulfilment.

    ``offices`` of all standings; ``resolved`` records by kind; ``renamed`` ids of actors; all
    ``stories``; ``copy_passages``, the words that copies share with their originals.
    """

    offices: Sequence[LearnedOffice] = ()
    resolved: Mapping[str, Sequence[Record]] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    stories: Collection[Story] = ()
    copy_passages: Sequence[CopyPassage] = ()


def put_across(connection: Connection, across: AcrossDocuments, known: Mapping[str, Actor]) -> None:
    """Put what documents teach together in place of what the merge before found."""
    _take_back(connection, dict(known))
    connection.execute(delete(schema.learned_offices))
    rows = [
        {"id": o.learned_id, "actor_id": o.actor_id, "standing": o.standing, "record": to_json(o)}
        for o in across.offices
    ]
    insert_rows(connection, schema.learned_offices, rows)
    for kind, records in across.resolved.items():
        _resolve(connection, kind, records, dict(known))


def resolved_records(connection: Connection, kind: str, wanted: Sequence[str]) -> dict[str, str]:
    """Return the resolved records among those ``wanted`` as JSON, by id."""
    if kind not in EXTRACTED or not wanted:
        return {}
    table = schema.resolved.c
    query = select(table.id, table.record).where(table.record_kind == kind, table.id.in_(wanted))
    return {row.id: row.record for row in connection.execute(query)}


def forget_resolved(connection: Connection, document_id: str) -> None:
    """Remove the resolved records of a document that is about to be coded anew."""
    table = schema.resolved
    for name in EXTRACTED:
        coded = KINDS[name].table.c
        mine = select(coded.id).where(coded.document_id == document_id)
        connection.execute(delete(table).where(table.c.record_kind == name, table.c.id.in_(mine)))


def offices_of(connection: Connection, actor_id: str | None) -> list[LearnedOffice]:
    """Return the learned offices of a person, or all, by person and date."""
    table = schema.learned_offices.c
    query = select(table.record)
    if actor_id is not None:
        query = query.where(table.actor_id == actor_id)
    found = [from_json(LearnedOffice, line) for line in connection.execute(query).scalars()]
    return sorted(found, key=lambda o: (o.actor_id, o.start, o.learned_id))


def _take_back(connection: Connection, actors: dict[str, Actor]) -> None:
    """Give the records that an earlier merge resolved their own parties again."""
    table = schema.resolved.c
    resolved = connection.execute(select(table.record_kind, table.id, table.record)).all()
    corrected = {row.id for row in resolved if from_json(_Corrected, row.record).corrected_by}
    for kind in sorted({row.record_kind for row in resolved}):
        ids = [row.id for row in resolved if row.record_kind == kind]
        coded = KINDS[kind].table.c
        for some in batches(ids):
            query = select(coded.record).where(coded.id.in_(some))
            lines = connection.execute(query).scalars().all()
            records = [from_json(KINDS[kind].record, line) for line in lines]
            _put_columns(connection, kind, (r for r in records if id_of(r) in corrected))
            put_parties(connection, kind, records, actors)
    connection.execute(delete(schema.resolved))


def _resolve(
    connection: Connection, kind: str, records: Sequence[Record], actors: dict[str, Actor]
) -> None:
    rows = [{"record_kind": kind, "id": id_of(r), "record": to_json(r)} for r in records]
    if rows:
        insert_rows(connection, schema.resolved, rows)
        _put_columns(connection, kind, (r for r in records if getattr(r, "corrected_by", ())))
        put_parties(connection, kind, records, actors)


def put_parties(
    connection: Connection, kind: str, records: Sequence[Record], actors: dict[str, Actor]
) -> None:
    """Put the parties of records in place of those that the side table has for them."""
    parties = schema.parties
    for record in records:
        mine = (parties.c.record_kind == kind) & (parties.c.record_id == id_of(record))
        connection.execute(delete(parties).where(mine))
    days = _days_of(connection, kind, [id_of(record) for record in records])
    rows = [
        row
        for record in records
        for row in party_rows(kind, record, actors, _of_record(record, days))
    ]
    insert_rows(connection, parties, rows)


def _of_record(record: Record, days: Mapping[str, tuple[date | None, date | None]]) -> Row:
    identity = id_of(record)
    start, end = days.get(identity, (None, None))
    return {"id": identity, "start": start, "end": end}


def _days_of(
    connection: Connection, kind: str, ids: Sequence[str]
) -> dict[str, tuple[date | None, date | None]]:
    """Return first and last day of the rows of records, by id."""
    rows = KINDS[kind].table.c
    found: dict[str, tuple[date | None, date | None]] = {}
    for some in batches(ids):
        query = select(rows.id, rows.start, rows.end).where(rows.id.in_(some))
        found |= {row.id: (row.start, row.end) for row in connection.execute(query)}
    return found


def _put_columns(connection: Connection, kind: str, records: Iterable[Record]) -> None:
    """Let filters and searches find records by the values that they have now."""
    table = KINDS[kind].table
    for record in records:
        report = stored_report(connection, str(getattr(record, "document_id", "")))
        row = row_of(record, report)
        values = {name: value for name, value in row.items() if name not in _FIXED}
        connection.execute(update(table).where(table.c.id == row["id"]).values(values))


def stored_report(connection: Connection, document_id: str) -> Report:
    """Return what the rows of a stored document's records need of it."""
    table = schema.documents.c
    row = connection.execute(
        select(table.record, table.words).where(table.document_id == document_id)
    ).one()
    return report_of(replace(from_json(Document, row.record), text=row.words))
