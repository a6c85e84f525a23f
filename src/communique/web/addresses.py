"""Where each record has its page."""

from __future__ import annotations

from urllib.parse import quote

from communique.records import (
    Actor,
    Commitment,
    Dispute,
    Document,
    Event,
    EventMention,
    Figure,
    Party,
    Statement,
    Story,
)


def page_of(record: object) -> str | None:
    """Return the address of a record's page; what a document told stands on the document's."""
    match record:
        case Event():
            return event(record.event_id)
        case Document():
            return document(record.document_id)
        case Actor():
            return actor(record.actor_id)
        case Story():
            return f"/stories/{_part(record.story_id)}"
        case EventMention():
            return in_document(record.document_id, record.event_mention_id)
        case Statement():
            return in_document(record.document_id, record.statement_id)
        case Commitment():
            return in_document(record.document_id, record.commitment_id)
        case Figure():
            return in_document(record.document_id, record.figure_id)
        case Dispute():
            return f"/disputes#{_part(record.dispute_id)}"
        case Party():
            return actor(record.actor_id) if record.actor_id else None
    return None


def event(event_id: str) -> str:
    """Return the address of an event's page."""
    return f"/events/{_part(event_id)}"


def document(document_id: str) -> str:
    """Return the address of a report's page."""
    return f"/documents/{_part(document_id)}"


def copied(document_id: str, original: str) -> str:
    """Return the address of the page that shows a report beside one whose words it shares."""
    return f"{document(document_id)}/copied-from/{_part(original)}"


def in_document(document_id: str, record_id: str) -> str:
    """Return the address of the words that a record was coded from, in their report."""
    return f"{document(document_id)}#{_part(record_id)}"


def actor(actor_id: str) -> str:
    """Return the address of the page of an actor, such as ``person/xi-jinping``."""
    return f"/actors/{quote(actor_id, safe='/')}"


def between(one: str, other: str) -> str:
    """Return the address of the page on what two parties did with one another."""
    return f"/between/{_side(one)}/{_side(other)}"


def side(told: str) -> str:
    """Return the party that a part of the address of a relationship names."""
    return told.replace(":", "/", 1)


def outlet(name: str) -> str:
    """Return the address of an outlet's page."""
    return f"/outlets/{quote(name, safe='/')}"


def place(name: str, country: str | None = None) -> str:
    """Return the address of a place's page."""
    return f"/places/{quote(name, safe='/')}" + (f"?country={_part(country)}" if country else "")


def _side(party: str) -> str:
    # A slash would part the address at the wrong place: person/xi-jinping is person:xi-jinping.
    return quote(party.replace("/", ":", 1), safe=":")


def _part(words: str) -> str:
    return quote(words, safe="")
