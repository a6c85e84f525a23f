"""What to show of a record: the reports it rests on, who supports each field, what is disputed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from functools import singledispatchmethod
from typing import TYPE_CHECKING

from communique.display import Cell, Passage, View, marked_spans, passage_of, whole_text
from communique.display.amounts import quantity
from communique.display.marks import Told
from communique.display.plain import (
    counted,
    cut,
    days,
    parties,
    party,
    plain_text,
    singular,
)
from communique.display.values import value_words
from communique.errors import UnknownRecordError
from communique.ledger.kinds import KINDS, Record
from communique.records import (
    Commitment,
    Dispute,
    Document,
    Event,
    EventMention,
    Figure,
    Statement,
    id_of,
)

if TYPE_CHECKING:
    from communique.ledger.ledger import Ledger

_ACCOUNTS = 50  # shown of one event
_TITLE = 100  # characters
# Shown as marked words, as notes or in the title, or of no use to a reader.
_APART = frozenset(
    {
        *("text", "furniture", "span", "trigger", "sentence", "evidence", "source", "cue"),
        *("content", "correction_notes", "support", "why", "event_mentions", "documents"),
        *("values", "disputes", "document_id", "basis", "corrected_by", "notes", "low", "high"),
        *("reports", "captures", "independent_sources", "speakers", "rule"),
    }
)
_CODED = ("event_mentions", "statements", "commitments", "figures", "mentions")


def view_of(ledger: Ledger, kind: str, record: Record) -> View:
    """Return the view of a record of a ledger."""
    return _Showing(ledger).view(kind, record)


class _Showing:
    """Gathers what views need; documents are read once."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._documents: dict[str, Document] = {}

    def view(self, kind: str, record: Record) -> View:
        supported = self._support(record) if isinstance(record, Event) else {}
        return View(
            kind=singular(kind).replace("_", " "),
            record_id=id_of(record),
            title=self._title(record) or singular(kind).replace("_", " "),
            cells=tuple(_cells(record, supported)),
            passages=tuple(self._passages(record)),
            notes=tuple(self._notes(record)),
        )

    def _support(self, event: Event) -> dict[str, tuple[str, ...]]:
        """Return by field the outlets whose reports give it the value of the event."""
        told = {mention.event_mention_id: mention for mention in self._mentions(event)}
        return {
            field: self._outlets(told[name].document_id for name in names if name in told)
            for field, names in event.support.items()
        }

    def _outlets(self, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted({self._outlet(self._document(name)) for name in ids}))

    def _mentions(self, event: Event) -> Iterator[EventMention]:
        for name in event.event_mentions[:_ACCOUNTS]:
            _, mention = self._ledger.record(name)
            if isinstance(mention, EventMention):
                yield mention

    @singledispatchmethod
    def _passages(self, record: object) -> Iterator[Passage]:
        yield from ()

    @_passages.register
    def _(self, record: Event) -> Iterator[Passage]:
        for mention in self._mentions(record):
            note = f"{mention.status} {mention.type}"
            yield passage_of(self._document(mention.document_id), mention, note=note)

    @_passages.register
    def _(self, record: Told) -> Iterator[Passage]:
        yield passage_of(self._document(record.document_id), record)
        if isinstance(record, Commitment) and record.fulfilled_by:
            _, event = self._ledger.record(record.fulfilled_by)
            for mention in self._mentions(event) if isinstance(event, Event) else ():
                yield passage_of(self._document(mention.document_id), mention, note="came about")

    @_passages.register
    def _(self, record: Dispute) -> Iterator[Passage]:
        for one in record.values:
            note = plain_text(one.value)
            yield marked_spans(self._document(one.document_id), one.evidence, "value", note)

    @_passages.register
    def _(self, record: Document) -> Iterator[Passage]:
        found = (
            self._ledger.query(kind, document=record.document_id, order="document")
            for kind in _CODED
        )
        told = (one for selection in found for one in selection)
        yield whole_text(record, (one for one in told if isinstance(one, Told)))

    def _notes(self, record: Record) -> Iterator[str]:
        if isinstance(record, Event):
            told = counted(record.reports, "reports")
            yield f"told by {record.independent_sources} independent of {told}"
            hidden = len(record.event_mentions) - _ACCOUNTS
            if hidden > 0:
                yield f"{counted(hidden, 'accounts')} more than are shown"
            for name in record.disputes:
                _, dispute = self._ledger.record(name)
                if isinstance(dispute, Dispute):
                    yield f"{dispute.kind} on {_subject(dispute)}: {self._sides(dispute)}"
        if isinstance(record, Document):
            yield from record.notes
        corrected = getattr(record, "corrected_by", ())
        if corrected:
            yield f"corrected by a person: {', '.join(corrected)}"

    def _sides(self, dispute: Dispute) -> str:
        by_value: dict[str, list[str]] = {}
        for one in dispute.values:
            by_value.setdefault(plain_text(one.value), []).append(one.document_id)
        sides = (f"{value} ({', '.join(self._outlets(ids))})" for value, ids in by_value.items())
        return "; ".join(sides)

    def _title(self, record: Record) -> str:
        match record:
            case Event() | EventMention():
                sides = " → ".join(_full(parties(record.actors), parties(record.recipients)))
                return "  ".join(_full(days(record.when), record.type, record.mode, sides))
            case Statement():
                document = self._document(record.document_id)
                said = " … ".join(span.of(document.text) for span in record.content)
                who = party(record.speaker) if record.speaker else "unnamed"
                return cut(f"{who}: {plain_text(said)}", _TITLE)
            case Commitment():
                return cut(f"{parties(record.by)}: {plain_text(record.what)}", _TITLE)
            case Figure():
                return cut(f"{plain_text(record.measure)}: {quantity(record)}", _TITLE)
            case Dispute():
                return f"{record.kind} on {_subject(record)}"
            case Document():
                return plain_text(record.title or record.uri)
            case _:
                return plain_text(getattr(record, "name", "") or getattr(record, "title", ""))

    def _document(self, document_id: str) -> Document:
        if document_id not in self._documents:
            self._documents[document_id] = self._ledger.document(document_id)
        return self._documents[document_id]

    def _outlet(self, document: Document) -> str:
        return plain_text(document.outlet or document.uri.rsplit("/", 1)[-1])


def find(ledger: Ledger, wanted: str | Record) -> tuple[str, Record]:
    """Return kind and record of an id, a beginning of one, or a record.

    Raises:
        UnknownRecordError: if the ledger does not hold it.
    """
    if isinstance(wanted, str):
        return ledger.record(wanted)
    for kind in KINDS.values():
        if isinstance(wanted, kind.record):
            return kind.name, wanted
    raise UnknownRecordError(f"expected a record or its id, got {type(wanted).__name__}")


def _cells(record: Record, supported: dict[str, tuple[str, ...]]) -> Iterator[Cell]:
    for field in dataclasses.fields(record)[1:]:
        value = getattr(record, field.name)
        if field.name not in _APART and value not in (None, "", (), {}):
            support = supported.get(field.name, ())
            yield Cell(name=field.name.replace("_", " "), value=value_words(value), support=support)


def _subject(dispute: Dispute) -> str:
    return plain_text(dispute.measure or dispute.field.replace("_", " "))


def _full(*words: str | None) -> Iterator[str]:
    return (word for word in words if word)
