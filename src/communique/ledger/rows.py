"""From a record to its row: the columns that queries filter and sort on."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, singledispatch
from typing import Any

from communique.ledger.kinds import Record
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
    Place,
    Statement,
    Story,
    When,
    id_of,
    to_json,
)
from communique.spans import Span

Row = dict[str, Any]

_EMPTY: Row = dict.fromkeys(
    (
        "document_id",
        "position",
        "type",
        "status",
        "start",
        "end",
        "place_country",
        "place_key",
        "outlet",
        "words",
    )
)


@dataclass(frozen=True, slots=True)
class Report:
    """What the rows of a document's records take from the document."""

    text: str = ""
    outlet: str | None = None
    start: date | None = None
    end: date | None = None


def report_of(document: Document) -> Report:
    """Return what the rows of a document's records need of it; its day is that of publication.

    A page date stands in where no day of publication is known.
    """
    start, end = _interval(document.published or document.page_date)
    return Report(document.text, document.outlet, start, end)


@lru_cache(maxsize=4096)
def search_key(words: str) -> str:
    """Return words for comparison: lower case, no diacritics, a blank before each word."""
    decomposed = unicodedata.normalize("NFKD", words.casefold().replace("ı", "i"))
    plain = "".join(c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c))
    return "".join(f" {word}" for word in plain.split())


def row_of(record: Record, report: Report) -> Row:
    """Return the row of ``record``, told in ``report`` (empty for what no single report tells)."""
    row: Row = {**_EMPTY, "id": id_of(record), **_columns(record, report)}
    row.setdefault("record", to_json(record))
    return row


def _interval(when: When | None) -> tuple[date | None, date | None]:
    """Both ends of an interval; an open end is taken to be the known one."""
    if when is None:
        return None, None
    return when.start or when.end, when.end or when.start


def is_bounded(when: When | None) -> bool:
    """Tell whether both ends of an interval are known."""
    return when is not None and when.start is not None and when.end is not None


def _place(place: Place | None) -> Row:
    if place is None:
        return {}
    return {"place_country": place.country, "place_key": search_key(place.name)}


def _words(spans: Iterable[Span], text: str) -> str:
    return " … ".join(text[span.start : span.end] for span in spans)


def _coding(record: EventMention | Event) -> Row:
    return {"mode": record.mode, "quad": record.quad, "intensity": record.intensity}


def _told(record: Mention | EventMention | Statement | Commitment | Figure, at: Report) -> Row:
    """The columns that every record of a document has in common."""
    return {
        "document_id": record.document_id,
        "outlet": at.outlet,
        "start": at.start,
        "end": at.end,
    }


@singledispatch
def _columns(record: object, report: Report) -> Row:
    raise TypeError(f"expected a record of a ledger, got {type(record).__name__}")


@_columns.register
def _(record: Document, report: Report) -> Row:
    return {
        "document_id": record.document_id,
        "position": 0,
        "type": record.language,
        "status": record.status,
        "start": report.start,
        "end": report.end,
        "outlet": record.outlet,
        "title": record.title,
        "words": record.text,
        "copy_group": record.copy_group,
        "story": record.story,
        # The text stands once, in ``words``, where the full-text index reads it too.
        "record": to_json(replace(record, text="", copy_group=None, story=None)),
    }


@_columns.register
def _(record: Capture, report: Report) -> Row:
    return {
        "document_id": record.document_id,
        "outlet": record.outlet,
        "start": report.start,
        "end": report.end,
    }


@_columns.register
def _(record: Coding, report: Report) -> Row:
    return {
        "document_id": record.document_id,
        "type": record.coder_id,
        "status": record.status,
    }


@_columns.register
def _(record: Actor, report: Report) -> Row:
    return {
        "type": record.kind,
        "status": record.basis,
        "place_country": record.country,
        "words": " ".join(search_key(name) for name in (record.name, *record.aliases)),
    }


@_columns.register
def _(record: Mention, report: Report) -> Row:
    return {
        **_told(record, report),
        "position": record.span.start,
        "type": record.kind,
        "words": _words([record.span], report.text),
        **_place(record.place),
    }


@_columns.register
def _(record: EventMention, report: Report) -> Row:
    start, end = _interval(record.when)
    return {
        **_told(record, report),
        "position": record.trigger.start,
        "type": record.type,
        "status": record.status,
        "start": start,
        "end": end,
        "words": _words([record.sentence], report.text),
        **_coding(record),
        **_place(record.place),
    }


@_columns.register
def _(record: Event, report: Report) -> Row:
    start, end = _interval(record.when)
    return {
        "type": record.type,
        "status": record.status,
        "start": start,
        "end": end,
        "sources": record.independent_sources,
        "bounded": int(is_bounded(record.when)),
        **_coding(record),
        **_place(record.place),
    }


@_columns.register
def _(record: Statement, report: Report) -> Row:
    spans = record.content or record.cue or record.source
    return {
        **_told(record, report),
        "position": min((span.start for span in spans), default=None),
        "type": record.kind,
        "topics": f" {' '.join(record.topics)} ",
        "event_mention_id": record.event_mention_id,
        "words": _words(record.content, report.text),
    }


@_columns.register
def _(record: Commitment, report: Report) -> Row:
    return {
        **_told(record, report),
        "position": min((span.start for span in record.evidence), default=None),
        "type": record.kind,
        "status": record.state,
        "due": record.due.end if record.due is not None else None,
        "words": f"{record.what} — {_words(record.evidence, report.text)}",
        **_place(record.place),
    }


@_columns.register
def _(record: Figure, report: Report) -> Row:
    return {
        **_told(record, report),
        "position": min((span.start for span in record.evidence), default=None),
        "type": record.unit,
        "status": record.qualifier,
        "measure": search_key(record.measure),
        "words": f"{record.measure} — {_words(record.evidence, report.text)}",
    }


@_columns.register
def _(record: Dispute, report: Report) -> Row:
    return {
        "type": record.kind,
        "status": record.field,
        "event_id": record.event_id,
        "words": " ".join((record.field, record.measure or "", *(v.value for v in record.values))),
    }


@_columns.register
def _(record: Story, report: Report) -> Row:
    start, end = _interval(record.when)
    return {"start": start, "end": end, "words": record.title}


@_columns.register
def _(record: CopyPassage, report: Report) -> Row:
    return {
        "document_id": record.document_id,
        "position": record.span.start,
        "original": record.original,
    }
