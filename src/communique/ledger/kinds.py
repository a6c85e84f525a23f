"""The kinds of records that a ledger holds: name, record type, table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import Table

from communique.ledger import schema
from communique.records import (
    Actor,
    Capture,
    Coding,
    Commitment,
    CopyPassage,
    Dispute,
    Document,
    Event,
    EventMention,
    Figure,
    Mention,
    Statement,
    Story,
)

Record = (
    Document
    | Capture
    | Coding
    | Actor
    | Mention
    | EventMention
    | Event
    | Statement
    | Commitment
    | Figure
    | Dispute
    | Story
    | CopyPassage
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A record kind: ``name`` is that of its table, its export file and its listing."""

    name: str
    record: type[Record]
    table: Table
    of_document: bool = True


_LISTED = (
    Kind(name="documents", record=Document, table=schema.documents),
    Kind(name="captures", record=Capture, table=schema.captures),
    Kind(name="codings", record=Coding, table=schema.codings),
    Kind(name="actors", record=Actor, table=schema.actors, of_document=False),
    Kind(name="mentions", record=Mention, table=schema.mentions),
    Kind(name="event_mentions", record=EventMention, table=schema.event_mentions),
    Kind(name="events", record=Event, table=schema.events, of_document=False),
    Kind(name="statements", record=Statement, table=schema.statements),
    Kind(name="commitments", record=Commitment, table=schema.commitments),
    Kind(name="figures", record=Figure, table=schema.figures),
    Kind(name="disputes", record=Dispute, table=schema.disputes, of_document=False),
    Kind(name="stories", record=Story, table=schema.stories, of_document=False),
    Kind(name="copy_passages", record=CopyPassage, table=schema.copy_passages),
)

KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in _LISTED})

# The kinds that an extraction brings along, named as its fields are.
EXTRACTED = ("mentions", "event_mentions", "statements", "commitments", "figures")
