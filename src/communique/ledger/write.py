"""Writing records: what one coder made of documents, and what merging made of them all.

Functions work inside a transaction that their caller begins and commits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, literal, select, update

from communique.ledger import schema
from communique.ledger.across import AcrossDocuments, forget_resolved, put_across
from communique.ledger.actors import ActorRoll
from communique.ledger.batches import batches
from communique.ledger.corrected import CorrectedView, forget_rejected, put_back, put_corrected
from communique.ledger.kinds import EXTRACTED, KINDS, Record
from communique.ledger.parties import party_rows
from communique.ledger.rows import Report, Row, record_id, report_of, row_of
from communique.ledger.write_events import put_events
from communique.records import (
    Actor,
    Capture,
    Coding,
    Commitment,
    Dispute,
    Document,
    Event,
    Extraction,
    to_json,
)

MERGED = "merged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """One document with everything that a coder made of it, to be written whole or not at all.

    ``sources`` are the keys of the sources (see :func:`communique.ledger.source_key`) that gave
    this text; a later run skips them.
    """

    document: Document
    captures: Sequence[Capture]
    extraction: Extraction
    coding: Coding
    sources: Mapping[str, str]


def write_coded(connection: Connection, coded: Coded) -> bool:
    """Store a document and its coding; return False if this coder's coding was there already.

    Captures and sources are added in either case. The coding of another coder is replaced.
    """
    document = coded.document
    report = report_of(document)
    known = connection.execute(
        select(schema.codings.c.type).where(schema.codings.c.document_id == document.document_id)
    ).scalar()
    fresh = known != coded.coding.coder_id
    if fresh:
        if known is not None:
            _forget_coding(connection, document.document_id)
        _write_coding(connection, coded, report)
    seen_anew = _add_captures(connection, coded.captures, report)
    if fresh or seen_anew:
        set_meta(connection, MERGED, "")
    for key, uri in coded.sources.items():
        note_source(connection, key, uri, coded.coding.coder_id, document.document_id)
    return fresh


def note_source(
    connection: Connection,
    key: str,
    uri: str,
    coder_id: str,
    document_id: str | None,
    reason: str | None = None,
) -> None:
    """Remember what became of a source: the document it gave, or the reason why it gave none."""
    sources = schema.sources
    connection.execute(delete(sources).where(sources.c.source_key == key))
    status = "coded" if document_id else "refused"
    row = {
        "source_key": key,
        "uri": uri,
        "coder_id": coder_id,
        "document_id": document_id,
        "status": status,
        "reason": reason,
    }
    connection.execute(insert(sources), row)


def set_meta(connection: Connection, key: str, value: str) -> None:
    """Set one entry of the ledger's own data."""
    connection.execute(delete(schema.meta).where(schema.meta.c.key == key))
    connection.execute(insert(schema.meta), {"key": key, "value": value})


def replace_merged(
    connection: Connection,
    events: Iterable[Event],
    disputes: Iterable[Dispute],
    commitments: Iterable[Commitment],
    groups: Mapping[str, tuple[str | None, str | None]],
    known: Mapping[str, Actor],
    across: AcrossDocuments,
    corrected: CorrectedView,
) -> None:
    """Put a merge in place of the one before: events, disputes, fulfilment, copies and stories."""
    put_back(connection, known)
    put_across(connection, across, known)
    put_corrected(connection, corrected)
    for name in ("disputes", "actors", "stories", "copy_passages"):
        connection.execute(delete(KINDS[name].table))
        connection.execute(delete(schema.parties).where(schema.parties.c.record_kind == name))
    put_events(connection, events)
    for dispute_batch in batches(disputes):
        _insert(connection, "disputes", dispute_batch, Report(), {})
    for story_batch in batches(across.stories):
        _insert(connection, "stories", story_batch, Report(), {})
    for passage_batch in batches(across.copy_passages):
        _insert(connection, "copy_passages", passage_batch, Report(), {})
    _take_over_from_events(connection)
    _update_commitments(connection, commitments)
    _update_groups(connection, groups)
    _rebuild_actors(connection, known, across.renamed)


def _write_coding(connection: Connection, coded: Coded, report: Report) -> None:
    document, extraction = coded.document, coded.extraction
    actors = {actor.actor_id: actor for actor in extraction.actors}
    _insert(connection, "documents", [document], report, actors)
    _insert(connection, "codings", [coded.coding], report, actors)
    for name in EXTRACTED:
        _insert(connection, name, getattr(extraction, name), report, actors)
    rest = replace(extraction, **dict.fromkeys(EXTRACTED, ()))  # type: ignore[arg-type]
    connection.execute(
        insert(schema.extractions),
        {"document_id": document.document_id, "record": to_json(rest)},
    )


def _forget_coding(connection: Connection, document_id: str) -> None:
    """Remove a document's records of an earlier coding; captures and corrections stay."""
    forget_resolved(connection, document_id)
    forget_rejected(connection, document_id)
    parties = schema.parties
    for name in ("documents", "codings", *EXTRACTED):
        table = KINDS[name].table
        mine = select(table.c.id).where(table.c.document_id == document_id)
        connection.execute(
            delete(parties).where(parties.c.record_kind == name, parties.c.record_id.in_(mine))
        )
        connection.execute(delete(table).where(table.c.document_id == document_id))
    extractions = schema.extractions
    connection.execute(delete(extractions).where(extractions.c.document_id == document_id))


def _add_captures(connection: Connection, captures: Sequence[Capture], report: Report) -> bool:
    """Store the captures that are not known yet; tell whether there were any."""
    table = schema.captures
    wanted = {record_id(capture): capture for capture in captures}
    known = set(connection.execute(select(table.c.id).where(table.c.id.in_(wanted))).scalars())
    fresh = [capture for identity, capture in wanted.items() if identity not in known]
    _insert(connection, "captures", fresh, report, {})
    return bool(fresh)


def _insert(
    connection: Connection,
    name: str,
    records: Sequence[Record],
    report: Report,
    actors: dict[str, Actor],
) -> None:
    rows = [row_of(record, report) for record in records]
    _execute_many(connection, insert(KINDS[name].table), rows)
    parties = [
        party
        for record, row in zip(records, rows, strict=True)
        for party in party_rows(name, record, actors, (row["start"], row["end"]))
    ]
    _execute_many(connection, insert(schema.parties), parties)


def _execute_many(connection: Connection, statement: Any, rows: list[Row]) -> None:
    # An empty list would insert one row of defaults.
    if rows:
        connection.execute(statement, rows)


def _take_over_from_events(connection: Connection) -> None:
    """Give each dispute the days and the parties of its event, so that the same filters work."""
    disputes, events, parties = schema.disputes, schema.events, schema.parties
    for column in ("start", "end", "place_country", "place_key"):
        value = select(events.c[column]).where(events.c.id == disputes.c.event_id)
        connection.execute(update(disputes).values({column: value.scalar_subquery()}))
    copied = ("role", "actor_id", "country", "name", "name_key")
    of_events = (
        select(literal("disputes"), disputes.c.id, *(parties.c[column] for column in copied))
        .join(parties, parties.c.record_id == disputes.c.event_id)
        .where(parties.c.record_kind == "events")
        .order_by(disputes.c.id, parties.c.seq)
    )
    connection.execute(
        insert(parties).from_select(["record_kind", "record_id", *copied], of_events)
    )


def _update_commitments(connection: Connection, commitments: Iterable[Commitment]) -> None:
    table = schema.commitments
    connection.execute(update(table).values(merged=None))
    statement = (
        update(table)
        .where(table.c.id == bindparam("of_id"))
        .values(status=bindparam("now"), merged=bindparam("as_merged"))
    )
    for batch in batches(commitments):
        rows = [{"of_id": c.commitment_id, "now": c.state, "as_merged": to_json(c)} for c in batch]
        _execute_many(connection, statement, rows)


def _update_groups(
    connection: Connection, groups: Mapping[str, tuple[str | None, str | None]]
) -> None:
    table = schema.documents
    connection.execute(update(table).values(copy_group=None, story=None))
    statement = (
        update(table)
        .where(table.c.id == bindparam("of_id"))
        .values(copy_group=bindparam("in_group"), story=bindparam("in_story"))
    )
    for batch in batches(groups.items()):
        rows = [{"of_id": i, "in_group": group, "in_story": story} for i, (group, story) in batch]
        _execute_many(connection, statement, rows)


def _rebuild_actors(
    connection: Connection, known: Mapping[str, Actor], renamed: Mapping[str, str]
) -> None:
    """Gather the actors of all documents, and those known beforehand that records name."""
    roll = ActorRoll(renamed)
    named = select(schema.parties.c.actor_id).distinct()
    for actor_id in connection.execute(named).scalars():
        if actor_id in known:
            roll.add(known[actor_id])
    for line in connection.execute(select(schema.extractions.c.record)).scalars():
        roll.add_all(line)
    for batch in batches(roll.actors()):
        _insert(connection, "actors", batch, Report(), {})
