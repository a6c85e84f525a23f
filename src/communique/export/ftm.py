"""FollowTheMoney: events, parties and reports as entities, for Aleph and OpenSanctions' tools."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

from communique.export.characters import one_line
from communique.export.countries import country
from communique.export.files import made_folder, whole_text
from communique.export.jsonitems import as_json
from communique.export.labels import evidence, headline
from communique.export.told import Told, address, published, told_events
from communique.export.written import Tally, Written
from communique.ledger import Filters, Ledger
from communique.records import Document, Party, content_id

_PLAIN = re.compile(r"[A-Za-z0-9-]+")
_SCHEMATA = {"person": "Person", "state": "PublicBody", "organisation": "Organization"}


def export_ftm(
    ledger: Ledger, folder: Path, chosen: Filters | None = None
) -> tuple[Written, ...]:
    """Write entities as JSON Lines: Event, its parties, and the Article that is its proof.

    Args:
        ledger: what to write.
        folder: made if it is not there; takes ``entities.ftm.json``.
        chosen: the events to write, with what belongs to them; everything if None.

    Returns:
        The counts of documents and events; none is left out. Rows of events include the parties.

    Raises:
        LedgerError: if the ledger cannot be read, or the folder not written.
    """
    name = "entities.ftm.json"
    documents, events = Tally("documents", name), Tally("events", name)
    with made_folder(folder), whole_text(folder / name) as out:
        for document in ledger.documents(of_events=chosen):
            _write(out, _article(document))
            documents.keep()
        written: set[str] = set()
        for told in told_events(ledger, chosen):
            events.keep(1 + _write_parties(told, out, written))
            _write(out, _event(told))
    return documents.written(), events.written()


def _write(out: IO[str], entity: dict[str, Any]) -> None:
    out.write(as_json(entity) + "\n")


def _write_parties(told: Told, out: IO[str], written: set[str]) -> int:
    """Write the parties that no event had before; return how many."""
    parties = (*told.event.actors, *told.event.recipients)
    found = {_party_id(party): party for party in parties}
    new = [identity for identity in found if identity not in written]
    for identity in new:
        _write(out, _party(identity, found[identity]))
    written.update(new)
    return len(new)


def _entity(identity: str, schema: str, **values: Iterable[str | None]) -> dict[str, Any]:
    cleaned = {name: [one for one in map(one_line, some) if one] for name, some in values.items()}
    properties = {name: list(dict.fromkeys(some)) for name, some in cleaned.items() if some}
    return {"id": identity, "schema": schema, "properties": properties}


def _party_id(party: Party) -> str:
    unknown = f"unknown/{party.country}/{one_line(party.name).casefold()}"
    return _id(party.actor_id or unknown)


def _id(identity: str) -> str:
    """Return an id that FollowTheMoney takes: plain letters, figures and hyphens."""
    plain = identity.replace("/", "-")
    return plain if _PLAIN.fullmatch(plain) else content_id("entity", identity)


def _party(identity: str, party: Party) -> dict[str, Any]:
    kind = (party.actor_id or "").partition("/")[0]
    schema = _SCHEMATA.get(kind, "LegalEntity")
    offices = {"position": [party.office]} if schema == "Person" else {}
    return _entity(
        identity, schema, name=[party.name], country=[_country(party.country)], **offices
    )


def _country(code: str | None) -> str | None:
    found = country(code)
    return found.iso2.lower() if found else None


def _event(told: Told) -> dict[str, Any]:
    event, when, place = told.event, told.event.when, told.event.place
    first, last = (when.start, when.end) if when else (None, None)
    return _entity(
        _id(event.event_id),
        "Event",
        name=[headline(event)],
        startDate=[str(first) if first else None],
        endDate=[str(last) if last else None],
        location=[place.name.replace(";", ",") if place else None],
        country=[_country(place.country) if place else None],
        involved=[_party_id(party) for party in (*event.actors, *event.recipients)],
        summary=[evidence(told.first)],
        keywords=[event.type.lower(), event.mode, event.status],
        recordId=[event.event_id],
        proof=[_id(telling.document.document_id) for telling in told.tellings],
    )


def _article(document: Document) -> dict[str, Any]:
    where, day = one_line(address(document)), published(document)
    found = where if where.startswith(("http://", "https://")) else None
    return _entity(
        _id(document.document_id),
        "Article",
        title=[document.title],
        author=[document.byline],
        publisher=[document.outlet],
        publishedAt=[str(day) if day else None],
        sourceUrl=[found],
    )
