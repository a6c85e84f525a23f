"""Writing what merging made of all documents.

Functions work inside a transaction that their caller begins and commits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete, insert, literal, select, update

from communique.batches import batches
from communique.ledger import schema
from communique.ledger.across import AcrossDocuments, put_across
from communique.ledger.actors import ActorRoll
from communique.ledger.bulk import update_rows
from communique.ledger.corrected import CorrectedView, put_back, put_corrected
from communique.ledger.gathered import GatheredRows
from communique.ledger.kinds import KINDS, Record
from communique.ledger.write_events import put_events
from communique.records import (
    Actor,
    Commitment,
    Dispute,
    Event,
    to_json,
)


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
    _put_records(connection, "disputes", disputes)
    _put_records(connection, "stories", across.stories)
    _put_records(connection, "copy_passages", across.copy_passages)
    _take_over_from_events(connection)
    _update_commitments(connection, commitments)
    _update_groups(connection, groups)
    _rebuild_actors(connection, known, across.renamed)


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
    for batch in batches(commitments):
        rows = [{"id": c.commitment_id, "status": c.state, "merged": to_json(c)} for c in batch]
        update_rows(connection, table, "id", rows)


def _update_groups(
    connection: Connection, groups: Mapping[str, tuple[str | None, str | None]]
) -> None:
    table = schema.documents
    connection.execute(update(table).values(copy_group=None, story=None))
    for batch in batches(groups.items()):
        rows = [{"id": i, "copy_group": group, "story": story} for i, (group, story) in batch]
        update_rows(connection, table, "id", rows)


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
    _put_records(connection, "actors", roll.actors())


def _put_records(connection: Connection, kind: str, records: Iterable[Record]) -> None:
    gathered = GatheredRows()
    for batch in batches(records):
        gathered.add(kind, batch)
        gathered.put(connection)
