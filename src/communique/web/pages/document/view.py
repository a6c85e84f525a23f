"""A report: its clean text with everything marked that was found in it, and that beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import cast

from communique.display import Mark, marks_of
from communique.errors import QueryError
from communique.ledger import Filters, Ledger
from communique.records import Capture, Document, Furniture, Story
from communique.spans import Span
from communique.web.finding import record_of
from communique.web.page import Page
from communique.web.pages.document.found import CALM, LAYERS, Finds, Layer, finds_of
from communique.web.pages.document.reading import Paragraph, paragraphs, parts_of
from communique.web.reports.accounts import Report, report_of
from communique.web.reports.kinship import Shared, shared_with
from communique.web.room import Visit

_CAPTURES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Which part of a long text a page shows: ``number`` of ``count``, 1 of 1 for the whole."""

    number: int
    count: int
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPage:
    """A report as it was read, and what was found in it.

    Attributes:
        document: the record.
        report: how pages name it.
        captures: where and when it was seen; ``seen`` counts all.
        shared: reports with which it shares words.
        story: to which it belongs.
        part: of the text that is shown.
        text: that part, marked.
        layers: what was found in that part, by kind; ``shown`` names those that are marked.
        furniture: what was cut from the page, if that was asked for.
    """

    document: Document
    report: Report
    captures: tuple[Capture, ...]
    seen: int
    shared: tuple[Shared, ...]
    story: Story | None
    part: Part
    text: tuple[Paragraph, ...]
    layers: tuple[Layer, ...]
    shown: tuple[str, ...]
    furniture: tuple[Furniture, ...] | None


def document(visit: Visit) -> DocumentPage:
    """Return the report of the address.

    Raises:
        UnknownRecordError: if the ledger has none of that id.
        QueryError: if the address asks for a layer or a part that there is none of.
    """
    ledger = visit.ledger
    record = document_of(ledger, visit.parts["document_id"])
    shown = _layers(visit.options.get("show"))
    finds = finds_of(ledger, record)
    part = _part(record, finds, visit)
    marks = _marks(record, finds, shown)
    asked = Filters(document=record.document_id)
    return DocumentPage(
        document=record,
        report=report_of(record),
        captures=tuple(ledger.captures(replace(asked, limit=_CAPTURES))),
        seen=ledger.count("captures", asked),
        shared=shared_with(ledger, record),
        story=_story(ledger, record),
        part=part,
        text=paragraphs(record.text, marks, finds.references(shown), part.span),
        layers=tuple(_within(layer, part.span) for layer in finds.layers),
        shown=shown,
        furniture=record.furniture if visit.options.get("furniture") == "1" else None,
    )


def document_of(ledger: Ledger, wanted: str) -> Document:
    """Return a report by its id, or a unique beginning of it.

    Raises:
        UnknownRecordError: if the ledger has none.
    """
    return cast(Document, record_of(ledger, "documents", wanted, "a report"))


def _story(ledger: Ledger, record: Document) -> Story | None:
    stories = ledger.by_ids("stories", [record.story] if record.story else [])
    return cast("Story | None", stories.get(record.story or ""))


def _layers(asked: str | None) -> tuple[str, ...]:
    """The layers that an address asks for, by their names with commas between; or none."""
    if asked is None:
        return CALM
    wanted = [name.strip() for name in asked.split(",")]
    unknown = [name for name in wanted if name not in (*LAYERS, "none")]
    if unknown:
        raise QueryError(f"expected show to name some of {', '.join(LAYERS)}, got {unknown[0]!r}")
    return tuple(name for name in LAYERS if name in wanted)


def _part(record: Document, finds: Finds, visit: Visit) -> Part:
    """The part of the text that is asked for by number, or by a record that was found in it."""
    asked = visit.options.get("part", "1")
    parts = parts_of(record.text)
    if asked == "all" or len(parts) == 1:
        return Part(number=1, count=1, span=Span(0, len(record.text)))
    at = finds.place_of(visit.options.get("record", ""))
    if at is not None:
        number = next(n for n, part in enumerate(parts, 1) if at < part.end)
    elif asked.isascii() and asked.isdigit() and 0 < int(asked[:6]) <= len(parts):
        number = int(asked)
    else:
        raise QueryError(f"expected part to be 1 to {len(parts)}, or all, got {asked!r}")
    return Part(number=number, count=len(parts), span=parts[number - 1])


def _marks(record: Document, finds: Finds, shown: Iterable[str]) -> list[Mark]:
    marks = [mark for name in shown for one in finds.records[name] for mark in marks_of(one)]
    notes = (
        Mark(span=span, role="correction", note="the outlet corrects itself")
        for span in record.correction_notes
    )
    return [*marks, *notes]


def _within(layer: Layer, part: Span) -> Layer:
    return replace(
        layer, rows=tuple(row for row in layer.rows if part.start <= row.start < part.end)
    )


DOCUMENT = Page(
    path="/documents/{document_id}",
    summary="One report: its text with everything marked that was found in it.",
    view=document,
    template="document.html",
    asks=False,
    options=("show", "part", "record", "furniture"),
)
