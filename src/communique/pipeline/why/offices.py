"""On which outlets a learned office rests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from communique.ledger import Ledger
from communique.records import Document, LearnedOffice, OfficeSighting, Party

_STANDING = {
    "agreed": "agreed by {} independent outlets: {}",
    "single": "said by {1} alone, so not used",
    "contested": "said by {1}, but others held the office, so not used",
}


def why_offices(ledger: Ledger, actor_id: str) -> Iterator[str]:
    """Yield each office that reports taught of a person, its outlets, and their words."""
    for office in ledger.learned_offices(actor_id):
        yield learned_line(office)
        yield from (f"  {line}" for line in _evidence(ledger, office.sightings))


def why_learned(ledger: Ledger, party: Party) -> Iterator[str]:
    """Yield the agreed offices by which a party was resolved that its own report left open."""
    for office in ledger.learned_offices(party.actor_id):
        if office.standing != "agreed":
            continue
        yield f"by an office that other reports give to {office.name}: {learned_line(office)}"
        yield from (f"  {line}" for line in _evidence(ledger, office.sightings))


def learned_line(office: LearnedOffice) -> str:
    """Return an office with its dates and the outlets that give it, on one line."""
    sources = ", ".join(office.sources)
    said = _STANDING[office.standing].format(len(office.sources), sources)
    return f"{office.title} of {office.of}, seen {office.start} to {office.end}, {said}"


def _evidence(ledger: Ledger, sightings: Iterable[OfficeSighting]) -> Iterator[str]:
    for sighting in sightings:
        document = ledger.document(sighting.document_id)
        words = " ".join(sighting.span.of(document.text).split())
        yield f"{_told_by(document)}, {sighting.start or '?'}: {words!r}"


def _told_by(document: Document) -> str:
    return document.outlet or document.agency or document.uri
