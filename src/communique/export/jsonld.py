"""JSON-LD in the words of schema.org: events, what was said, and the reports that tell it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

from communique.batches import batches
from communique.export.characters import one_line
from communique.export.files import made_folder
from communique.export.jsonitems import JsonItems, filled, json_items
from communique.export.labels import headline
from communique.export.told import Told, address, published, told_events
from communique.export.written import Tally, Written
from communique.ledger import Filters, Ledger
from communique.records import Document, Party, Place, Statement, When

# Terms that schema.org lacks go by names of our own; nothing needs to be fetched to read them.
_OWN = ("recipient", "eventType", "mode", "status", "cameo", "quadClass", "goldstein",
        "datePrecision", "independentSources")  # fmt: skip
CONTEXT: dict[str, Any] = {
    "@vocab": "https://schema.org/",
    "ledger": "urn:communique:",
    **{term: f"ledger:term/{term}" for term in _OWN},
}
_KINDS = {"person": "Person", "state": "Country", "organisation": "Organization"}
_STATUS = {"cancelled": "https://schema.org/EventCancelled"}


def export_jsonld(
    ledger: Ledger, folder: Path, chosen: Filters | None = None
) -> tuple[Written, ...]:
    """Write events as Event, direct speech as Quotation, reported speech as Claim.

    Args:
        ledger: what to write.
        folder: made if it is not there; takes ``ledger.jsonld``.
        chosen: the events to write, with what belongs to them; everything if None.

    Returns:
        The counts of documents, events and statements; none is left out.

    Raises:
        LedgerError: if the ledger cannot be read, or the folder not written.
    """
    file = folder / "ledger.jsonld"
    tallies = [Tally(kind, file.name) for kind in ("documents", "events", "statements")]
    nodes = (
        _reports(ledger, chosen),
        _events(ledger, chosen),
        _statements(ledger, chosen),
    )
    with made_folder(folder), json_items(file, "@graph", **{"@context": CONTEXT}) as items:
        for tally, some in zip(tallies, nodes, strict=True):
            _write(items, some, tally)
    return tuple(tally.written() for tally in tallies)


def _write(items: JsonItems, nodes: Iterator[dict[str, Any]], tally: Tally) -> None:
    for node in nodes:
        items.add(node)
        tally.keep()


def _reports(ledger: Ledger, chosen: Filters | None) -> Iterator[dict[str, Any]]:
    for document in ledger.documents(of_events=chosen):
        yield _report(document)


def _report(document: Document) -> dict[str, Any]:
    day, where = published(document), one_line(address(document))
    outlet = one_line(document.outlet)
    return _node("NewsArticle", _id(document.document_id)) | filled(
        headline=one_line(document.title),
        author=_person(document.byline),
        publisher={"@type": "Organization", "name": outlet} if outlet else None,
        datePublished=str(day) if day else None,
        inLanguage=document.language,
        url=where if where.startswith(("http://", "https://")) else None,
    )


def _person(byline: str | None) -> dict[str, Any] | None:
    return {"@type": "Person", "name": one_line(byline)} if one_line(byline) else None


def _events(ledger: Ledger, chosen: Filters | None) -> Iterator[dict[str, Any]]:
    for told in told_events(ledger, chosen):
        yield _event(told)


def _event(told: Told) -> dict[str, Any]:
    event = told.event
    reports = dict.fromkeys(telling.document.document_id for telling in told.tellings)
    return _node("Event", _id(event.event_id)) | filled(
        name=headline(event),
        description=told.first.words if told.first else None,
        actor=[_party(party) for party in event.actors],
        recipient=[_party(party) for party in event.recipients],
        location=_place(event.place),
        eventStatus=_STATUS.get(event.status),
        eventType=event.type,
        mode=event.mode,
        status=event.status,
        cameo=event.cameo,
        quadClass=event.quad,
        goldstein=event.intensity,
        independentSources=event.independent_sources,
        subjectOf=[{"@id": _id(one)} for one in reports],
        **_days(event.when),
    )


def _days(when: When | None) -> dict[str, Any]:
    if when is None:
        return {}
    return {
        "startDate": str(when.start) if when.start else None,
        "endDate": str(when.end) if when.end else None,
        "datePrecision": when.precision,
    }


def _place(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    at = {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon}
    gazetteer = f"https://sws.geonames.org/{place.geonames_id}/" if place.geonames_id else None
    return {"@type": "Place"} | filled(
        name=one_line(place.name),
        address={"@type": "PostalAddress", "addressCountry": place.country}
        if place.country
        else None,
        geo=at if place.lat is not None and place.lon is not None else None,
        sameAs=gazetteer,
    )


def _statements(ledger: Ledger, chosen: Filters | None) -> Iterator[dict[str, Any]]:
    for some in batches(ledger.statements(of_events=chosen)):
        reports = ledger.by_ids("documents", {one.document_id for one in some})
        for one in some:
            yield _statement(one, cast(Document, reports[one.document_id]))


def _statement(statement: Statement, document: Document) -> dict[str, Any]:
    report = {"@id": _id(document.document_id)}
    speakers = statement.speakers or ((statement.speaker,) if statement.speaker else ())
    said = [_party(speaker) for speaker in speakers]
    text = " … ".join(document.text[span.start : span.end] for span in statement.content)
    named = (code if "/" in code else f"state/{code}" for code in statement.about)
    about = [{"@id": _id(actor_id)} for actor_id in named]
    if statement.kind == "indirect":
        node = _node("Claim", _id(statement.statement_id))
        return node | filled(text=text, author=said, about=about, appearance=report)
    node = _node("Quotation", _id(statement.statement_id))
    return node | filled(text=text, creator=said, about=about, isPartOf=report)


def _party(party: Party) -> dict[str, Any]:
    kind, _, _ = (party.actor_id or "").partition("/")
    node = {"@type": _KINDS.get(kind, "Thing"), "name": one_line(party.name)}
    if party.actor_id:
        node["@id"] = _id(party.actor_id)
    if kind == "person" and party.office:
        node["jobTitle"] = one_line(party.office)
    return node


def _node(kind: str, identity: str) -> dict[str, Any]:
    return {"@type": kind, "@id": identity}


def _id(identity: str) -> str:
    return f"urn:communique:{quote(one_line(identity), safe='/-:.')}"
