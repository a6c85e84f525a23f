"""STIX 2.1: events as reports about identities and locations, for threat-intelligence programs."""

from __future__ import annotations

import uuid
from datetime import date
from pathlib import Path
from typing import Any

from communique.export.characters import one_line
from communique.export.countries import country
from communique.export.files import made_folder
from communique.export.jsonitems import JsonItems, filled, json_items
from communique.export.labels import evidence, headline
from communique.export.told import Told, address, known_day, published, told_events
from communique.export.written import Tally, Written
from communique.ledger import Filters, Ledger
from communique.records import Event, Party, Place

_IDS = uuid.uuid5(uuid.NAMESPACE_URL, "communique/stix")
_MADE = "2024-01-01T00:00:00.000Z"  # objects without a day of their own: the same in every export
_CLASSES = {"person": "individual", "state": "organization", "organisation": "organization",
            "group": "group"}  # fmt: skip


def stix_id(kind: str, name: str) -> str:
    """Return the id of an object: the same in every export, so that imports do not double it."""
    return f"{kind}--{uuid.uuid5(_IDS, f'{kind} {name}')}"


_OURSELVES = stix_id("identity", "communique")
EXTENSION = stix_id("extension-definition", "coded event")


def export_stix(
    ledger: Ledger, folder: Path, chosen: Filters | None = None
) -> tuple[Written, ...]:
    """Write events as ``report`` objects, with the parties and places that they refer to.

    The coding (type, status, who did it to whom, intensity) is a property extension, which the
    bundle defines.

    Args:
        ledger: what to write.
        folder: made if it is not there; takes ``bundle.json``.
        chosen: the events to write, with what belongs to them; everything if None.

    Returns:
        The counts of events; left out are those of which no day of report nor of the happening is
        known, or that name neither a party nor a place: a report must have both.

    Raises:
        LedgerError: if the ledger cannot be read, or the folder not written.
    """
    tally, file = Tally("events", "bundle.json"), folder / "bundle.json"
    head = {"type": "bundle", "id": stix_id("bundle", ledger.path.stem)}
    with made_folder(folder), json_items(file, "objects", **head) as items:
        items.add(_ourselves())
        items.add(_extension())
        written: set[str] = set()
        for told in told_events(ledger, chosen):
            _write(told, items, written, tally)
    return (tally.written(),)


def _write(told: Told, items: JsonItems, written: set[str], tally: Tally) -> None:
    day = told.first_reported or _first_day(told.event)
    objects = _objects(told.event)
    if day is None:
        tally.leave_out("no day of report or of the happening")
    elif not objects:
        tally.leave_out("no party and no place")
    else:
        for one in objects:
            if one["id"] not in written:
                written.add(one["id"])
                items.add(one)
        items.add(_report(told, day, list(dict.fromkeys(one["id"] for one in objects))))
        tally.keep()


def _first_day(event: Event) -> date | None:
    return known_day(event.when) or (event.when.start if event.when else None)


def _objects(event: Event) -> list[dict[str, Any]]:
    parties = [_identity(party) for party in (*event.actors, *event.recipients)]
    return parties + [one for one in (_location(event.place),) if one is not None]


def _object(kind: str, identity: str, made: str = _MADE) -> dict[str, Any]:
    return {
        "type": kind, "spec_version": "2.1", "id": identity, "created": made, "modified": made,
    }  # fmt: skip


def _identity_id(party: Party) -> str:
    return stix_id("identity", party.actor_id or f"unknown/{party.country}/{one_line(party.name)}")


def _identity(party: Party) -> dict[str, Any]:
    kind = (party.actor_id or "").partition("/")[0]
    return _object("identity", _identity_id(party)) | filled(
        created_by_ref=_OURSELVES,
        name=one_line(party.name) or "unnamed",
        identity_class=_CLASSES.get(kind, "unknown"),
        sectors=["government"] if party.sector in ("GOV", "LEG", "JUD", "MIL") else None,
    )


def _location(place: Place | None) -> dict[str, Any] | None:
    """Return a place, None if neither its country nor its coordinates are known: STIX asks one."""
    where = country(place.country if place else None)
    code = where.iso2 if where else None
    if place is None or not (code or (place.lat is not None and place.lon is not None)):
        return None
    named = f"{place.country}/{place.geonames_id}/{one_line(place.name)}"
    return _object("location", stix_id("location", named)) | filled(
        created_by_ref=_OURSELVES,
        name=one_line(place.name) or "unnamed",
        country=code,
        latitude=place.lat if place.lon is not None else None,
        longitude=place.lon if place.lat is not None else None,
    )


def _report(told: Told, day: date, refers_to: list[str]) -> dict[str, Any]:
    event, moment = told.event, _midnight(day)
    reported = (published(telling.document) for telling in told.tellings)
    changed = _midnight(max(filter(None, reported), default=day))
    made = _object("report", stix_id("report", event.event_id), moment)
    return made | filled(
        modified=changed,
        created_by_ref=_OURSELVES,
        name=headline(event),
        description=evidence(told.first),
        published=moment,
        object_refs=refers_to,
        labels=[event.type.lower(), event.status],
        external_references=_references(told),
        extensions={EXTENSION: _coding(event)},
    )


def _midnight(day: date) -> str:
    return f"{day.isoformat()}T00:00:00.000Z"


def _references(told: Told) -> list[dict[str, Any]]:
    references = []
    for telling in told.tellings:
        document, where = telling.document, one_line(address(telling.document))
        references.append(
            filled(
                source_name=one_line(document.outlet) or "unknown outlet",
                description=one_line(document.title),
                url=where if where.startswith(("http://", "https://")) else None,
                external_id=document.document_id,
            )
        )
    return references


def _coding(event: Event) -> dict[str, Any]:
    when = event.when
    return {"extension_type": "property-extension"} | filled(
        event_id=event.event_id,
        event_type=event.type,
        mode=event.mode,
        status=event.status,
        cameo=event.cameo,
        quad_class=event.quad,
        intensity=event.intensity,
        start=str(when.start) if when and when.start else None,
        end=str(when.end) if when and when.end else None,
        date_precision=when.precision if when else None,
        actor_refs=[_identity_id(party) for party in event.actors],
        recipient_refs=[_identity_id(party) for party in event.recipients],
        independent_sources=event.independent_sources,
    )


def _ourselves() -> dict[str, Any]:
    return _object("identity", _OURSELVES) | {"name": "Communiqué", "identity_class": "system"}


def _extension() -> dict[str, Any]:
    return _object("extension-definition", EXTENSION) | {
        "created_by_ref": _OURSELVES,
        "name": "Coded event",
        "description": "How an event between states is coded: type, status, parties, days.",
        "schema": "See the page on export formats in the documentation of Communiqué.",
        "version": "1.0.0",
        "extension_types": ["property-extension"],
    }
