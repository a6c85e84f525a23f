"""From a record to the words by which a correction will know it."""

from __future__ import annotations

from communique.errors import CorrectionError
from communique.records import (
    Anchor,
    Commitment,
    Correctable,
    Dispute,
    Document,
    EventMention,
    Figure,
    Statement,
    id_of,
)
from communique.spans import Span, hull

Coded = EventMention | Statement | Commitment | Figure


def anchor_of(record: Coded, document: Document) -> Anchor:
    """Return the anchor of a record as its coder left it.

    Args:
        record: of the document.
        document: with its text.

    Raises:
        CorrectionError: if the record names no words of the document.
    """
    focus = focus_of(record)
    passage = hull((record.sentence, focus)) if isinstance(record, EventMention) else focus
    if isinstance(record, Statement):
        passage = hull((*record.source, *record.cue, focus))
    elif isinstance(record, Commitment | Figure):
        passage = hull(record.evidence)
    return Anchor(
        kind=kind_of(record),
        record_id=id_of(record),
        document_id=record.document_id,
        uri=document.uri,
        type=type_of(record),
        quote=passage.of(document.text),
        words=focus.of(document.text),
        span=passage,
        focus=focus,
    )


def anchors_of_dispute(dispute: Dispute, documents: dict[str, Document]) -> tuple[Anchor, ...]:
    """Return an anchor for each value of a dispute: what is said, and by which words."""
    anchors = []
    for value in dispute.values:
        document = documents[value.document_id]
        passage = hull(value.evidence) if value.evidence else None
        anchors.append(
            Anchor(
                kind="disputes",
                record_id=dispute.dispute_id,
                document_id=value.document_id,
                uri=document.uri,
                type=dispute.field,
                quote=passage.of(document.text) if passage else "",
                words=value.value,
                span=passage,
            )
        )
    return tuple(anchors)


def kind_of(record: Coded) -> Correctable:
    """Return the name of a record's kind."""
    match record:
        case EventMention():
            return "event_mentions"
        case Statement():
            return "statements"
        case Commitment():
            return "commitments"
        case Figure():
            return "figures"


def type_of(record: Coded) -> str:
    """Return what the coder took a record for: its type, its kind, the unit of a figure."""
    if isinstance(record, EventMention):
        return record.type
    return record.unit if isinstance(record, Figure) else record.kind


def focus_of(record: Coded) -> Span:
    """Return the words from which a record is coded: trigger, what is said, a number."""
    if isinstance(record, EventMention):
        return record.trigger
    if isinstance(record, Statement):
        spans = record.content or record.cue or record.source
    else:
        spans = record.evidence
    if not spans:
        raise CorrectionError(f"{id_of(record)} names no words by which it could be known again")
    return hull(spans)
