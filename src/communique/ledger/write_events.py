"""Writing merged events: their rows, parties, words and dealings, and the mentions behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, select

from communique.batches import batches
from communique.ledger import schema
from communique.ledger.bulk import insert_rows
from communique.ledger.dealings import dealing_rows
from communique.ledger.parties import party_rows
from communique.ledger.rollup import add_up_months
from communique.ledger.rows import Report, Row, row_of
from communique.records import Event


def put_events(connection: Connection, events: Iterable[Event]) -> None:
    """Put events in place of those of the merge before; their mentions are already stored."""
    for table in (schema.events, schema.event_links, schema.dealings, schema.dealing_months):
        connection.execute(delete(table))
    connection.execute(delete(schema.parties).where(schema.parties.c.record_kind == "events"))
    put = 0
    for batch in batches(events):
        _put(connection, batch, put)
        put += len(batch)
    connection.execute(add_up_months())


def _put(connection: Connection, events: Sequence[Event], before: int) -> None:
    told = _words_of(connection, [mention for e in events for mention in e.event_mentions])
    rows = [
        row_of(event, Report()) | {"seq": seq, "words": _joined(event, told)}
        for seq, event in enumerate(events, start=before + 1)
    ]
    each = list(zip(events, rows, strict=True))
    parties = [party for event, row in each for party in party_rows("events", event, {}, row)]
    dealings = [dealing for event, row in each for dealing in dealing_rows(event, row)]
    for table, many in (
        (schema.events, rows),
        (schema.parties, parties),
        (schema.dealings, dealings),
        (schema.event_links, _links(events)),
    ):
        insert_rows(connection, table, many)


def _links(events: Sequence[Event]) -> list[Row]:
    return [
        {"event_id": event.event_id, "event_mention_id": mention}
        for event in events
        for mention in dict.fromkeys(event.event_mentions)
    ]


def _words_of(connection: Connection, mentions: Sequence[str]) -> Mapping[str, str]:
    """Return the sentences that tell the mentions, by id."""
    rows = schema.event_mentions.c
    found: dict[str, str] = {}
    for ids in batches(mentions):
        query = select(rows.id, rows.words).where(rows.id.in_(ids))
        found |= {row.id: row.words for row in connection.execute(query)}
    return found


def _joined(event: Event, told: Mapping[str, str]) -> str:
    """The sentences of an event, each once, one a line."""
    sentences: dict[str, Any] = {told[m]: None for m in event.event_mentions if m in told}
    return "\n".join(sentences)
