"""What documents teach together: learned offices, and records whose open parties these resolve.

Records stay in their tables as their coder left them. A resolved one stands beside it and is what
readers are given, so that a later merge can resolve it otherwise, or leave it open again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, Table, delete, insert, inspect, select

from communique.ledger import schema
from communique.ledger.kinds import EXTRACTED, KINDS, Record
from communique.ledger.parties import party_rows
from communique.ledger.rows import record_id
from communique.records import Actor, CopyPassage, LearnedOffice, Story, from_json, to_json

_TABLES = (schema.learned_offices, schema.resolved)
_LOOKED_UP = 500  # records at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class AcrossDocuments:
    """What a merge found beyond events, disputes and fulfilment.

    ``offices`` of all standings; ``resolved`` records by kind; ``renamed`` ids of actors; all
    ``stories``; ``copy_passages``, the words that copies share with their originals.
    """

    offices: Sequence[LearnedOffice] = ()
    resolved: Mapping[str, Sequence[Record]] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    stories: Sequence[Story] = ()
    copy_passages: Sequence[CopyPassage] = ()


def put_across(connection: Connection, across: AcrossDocuments, known: Mapping[str, Actor]) -> None:
    """Put what documents teach together in place of what the merge before found."""
    for table in _TABLES:
        table.create(connection, checkfirst=True)
    _take_back(connection, dict(known))
    connection.execute(delete(schema.learned_offices))
    rows = [
        {"id": o.learned_id, "actor_id": o.actor_id, "standing": o.standing, "record": to_json(o)}
        for o in across.offices
    ]
    if rows:
        connection.execute(insert(schema.learned_offices), rows)
    for kind, records in across.resolved.items():
        _resolve(connection, kind, records, dict(known))


def resolved_records(
    connection: Connection, kind: str, wanted: str | None = None
) -> dict[str, str]:
    """Return the resolved records of a kind as JSON, by id; only one of them if ``wanted``."""
    if kind not in EXTRACTED or not _is_there(connection, schema.resolved):
        return {}
    table = schema.resolved.c
    query = select(table.id, table.record).where(table.record_kind == kind)
    if wanted is not None:
        query = query.where(table.id == wanted)
    return {row.id: row.record for row in connection.execute(query)}


def forget_resolved(connection: Connection, document_id: str) -> None:
    """Remove the resolved records of a document that is about to be coded anew."""
    if not _is_there(connection, schema.resolved):
        return
    table = schema.resolved
    for name in EXTRACTED:
        coded = KINDS[name].table.c
        mine = select(coded.id).where(coded.document_id == document_id)
        connection.execute(delete(table).where(table.c.record_kind == name, table.c.id.in_(mine)))


def offices_of(connection: Connection, actor_id: str | None) -> list[LearnedOffice]:
    """Return the learned offices of a person, or all, by person and date."""
    if not _is_there(connection, schema.learned_offices):
        return []
    table = schema.learned_offices.c
    query = select(table.record)
    if actor_id is not None:
        query = query.where(table.actor_id == actor_id)
    found = [from_json(LearnedOffice, line) for line in connection.execute(query).scalars()]
    return sorted(found, key=lambda o: (o.actor_id, o.start, o.learned_id))


def _is_there(connection: Connection, table: Table) -> bool:
    """Tell whether the ledger has a table; those of earlier versions lack some."""
    return inspect(connection).has_table(table.name)


def _take_back(connection: Connection, actors: dict[str, Actor]) -> None:
    """Give the records that an earlier merge resolved their own parties again."""
    table = schema.resolved.c
    resolved = connection.execute(select(table.record_kind, table.id)).all()
    for kind in sorted({row.record_kind for row in resolved}):
        ids = [row.id for row in resolved if row.record_kind == kind]
        coded = KINDS[kind].table.c
        for at in range(0, len(ids), _LOOKED_UP):
            query = select(coded.record).where(coded.id.in_(ids[at : at + _LOOKED_UP]))
            lines = connection.execute(query).scalars().all()
            records = [from_json(KINDS[kind].record, line) for line in lines]
            _put_parties(connection, kind, records, actors)
    connection.execute(delete(schema.resolved))


def _resolve(
    connection: Connection, kind: str, records: Sequence[Record], actors: dict[str, Actor]
) -> None:
    rows = [{"record_kind": kind, "id": record_id(r), "record": to_json(r)} for r in records]
    if rows:
        connection.execute(insert(schema.resolved), rows)
        _put_parties(connection, kind, records, actors)


def _put_parties(
    connection: Connection, kind: str, records: Sequence[Record], actors: dict[str, Actor]
) -> None:
    """Put the parties of records in place of those that the side table has for them."""
    parties = schema.parties
    for record in records:
        mine = (parties.c.record_kind == kind) & (parties.c.record_id == record_id(record))
        connection.execute(delete(parties).where(mine))
    rows = [row for record in records for row in party_rows(kind, record, actors)]
    if rows:
        connection.execute(insert(parties), rows)
