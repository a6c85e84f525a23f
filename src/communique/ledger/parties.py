"""Who takes part in a record, in which role: the rows of the side table of parties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import singledispatch

from communique.ledger.kinds import Record
from communique.ledger.rows import Row, search_key
from communique.records import (
    Actor,
    Commitment,
    Event,
    EventMention,
    Figure,
    Mention,
    Party,
    Statement,
)


def party_rows(kind: str, record: Record, actors: Mapping[str, Actor], of_record: Row) -> list[Row]:
    """Return a row for each party of a record.

    Args:
        kind: of the record.
        record: who takes part in it.
        actors: give the names behind bare ids.
        of_record: its row: id, first and last day, for who belonged to a group then.
    """
    return [
        {
            "record_kind": kind,
            "record_id": of_record["id"],
            "role": role,
            "actor_id": party.actor_id,
            "country": party.country,
            "name": party.name,
            "name_key": search_key(party.name),
            "start": of_record["start"],
            "end": of_record["end"],
        }
        for role, party in _parties(record, actors)
    ]


@singledispatch
def _parties(record: object, actors: Mapping[str, Actor]) -> list[tuple[str, Party]]:
    return []


@_parties.register
def _(record: EventMention | Event, actors: Mapping[str, Actor]) -> list[tuple[str, Party]]:
    acting = [("actor", party) for party in record.actors]
    return acting + [("recipient", party) for party in record.recipients]


@_parties.register
def _(record: Statement, actors: Mapping[str, Actor]) -> list[tuple[str, Party]]:
    speakers = record.speakers or ((record.speaker,) if record.speaker else ())
    speaking = [("speaker", party) for party in speakers]
    addressed = [("addressee", party) for party in record.addressees]
    named = (code if "/" in code else f"state/{code}" for code in record.about)
    about = [("about", _named(actor_id, actors)) for actor_id in named]
    return speaking + addressed + about


@_parties.register
def _(record: Commitment, actors: Mapping[str, Actor]) -> list[tuple[str, Party]]:
    return [("by", party) for party in record.by] + [("to", party) for party in record.to]


@_parties.register
def _(record: Figure, actors: Mapping[str, Actor]) -> list[tuple[str, Party]]:
    return [("party", party) for party in record.parties]


@_parties.register
def _(record: Mention, actors: Mapping[str, Actor]) -> list[tuple[str, Party]]:
    return [("mentioned", _named(record.actor_id, actors))] if record.actor_id else []


@_parties.register
def _(record: Actor, actors: Mapping[str, Actor]) -> list[tuple[str, Party]]:
    names = (record.name, *record.aliases)
    return [
        ("self", replace(_named(record.actor_id, {record.actor_id: record}), name=name))
        for name in names
    ]


def _named(actor_id: str, actors: Mapping[str, Actor]) -> Party:
    """A party known by its id alone; the id's own words stand in for an unknown name."""
    kind, _, slug = actor_id.partition("/")
    known = actors.get(actor_id)
    country = known.country if known else (slug if kind == "state" else None)
    name = known.name if known else slug.replace("-", " ") or actor_id
    return Party(name=name, actor_id=actor_id, country=country)
