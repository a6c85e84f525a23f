"""GeoJSON (RFC 7946): each event a feature at its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from communique.export.characters import one_line
from communique.export.files import made_folder
from communique.export.jsonitems import json_items
from communique.export.labels import headline
from communique.export.told import Told, address, told_events
from communique.export.written import Tally, Written
from communique.ledger import Filters, Ledger
from communique.records import Place


def export_geojson(
    ledger: Ledger, folder: Path, chosen: Filters | None = None
) -> tuple[Written, ...]:
    """Write all events as one FeatureCollection; a place without coordinates has no geometry.

    Args:
        ledger: what to write.
        folder: made if it is not there; takes ``events.geojson``.
        chosen: the events to write, with what belongs to them; everything if None.

    Returns:
        The counts of events; none is left out.

    Raises:
        LedgerError: if the ledger cannot be read, or the folder not written.
    """
    tally = Tally("events", "events.geojson")
    file = folder / "events.geojson"
    with made_folder(folder), json_items(file, "features", type="FeatureCollection") as features:
        for told in told_events(ledger, chosen):
            features.add(_feature(told))
            tally.keep()
    return (tally.written(),)


def _feature(told: Told) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": told.event.event_id,
        "geometry": _point(told.event.place),
        "properties": _properties(told),
    }


def _point(place: Place | None) -> dict[str, Any] | None:
    if place is None or place.lat is None or place.lon is None:
        return None
    return {"type": "Point", "coordinates": [place.lon, place.lat]}


def _properties(told: Told) -> dict[str, Any]:
    event, when, place, first = told.event, told.event.when, told.event.place, told.first
    return {
        "title": headline(event),
        "type": event.type,
        "mode": event.mode,
        "status": event.status,
        "cameo": event.cameo,
        "quad": event.quad,
        "intensity": event.intensity,
        # Flat values: tables of attributes in mapping programs hold no lists.
        "actors": "; ".join(one_line(party.name) for party in event.actors),
        "recipients": "; ".join(one_line(party.name) for party in event.recipients),
        "countries": "; ".join(party.country or "" for party in (*event.actors, *event.recipients)),
        "start": _day(when.start if when else None),
        "end": _day(when.end if when else None),
        "precision": when.precision if when else "unknown",
        "place": place.name if place else None,
        "country": place.country if place else None,
        "geonames_id": place.geonames_id if place else None,
        "reports": event.reports,
        "independent_sources": event.independent_sources,
        "first_reported": _day(told.first_reported),
        "outlet": first.document.outlet if first else None,
        "found_at": address(first.document) if first else None,
        "quote": first.words if first else None,
    }


def _day(day: object) -> str | None:
    return str(day) if day else None
