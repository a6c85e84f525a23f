"""Two reports side by side, with the words that stand in both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from communique.display import Mark
from communique.ledger import Filters, Ledger
from communique.records import CopyPassage, Document
from communique.spans import Span
from communique.web.page import Page
from communique.web.pages.document.reading import (
    LONGEST,
    Paragraph,
    Reference,
    paragraphs,
    parts_of,
)
from communique.web.pages.document.view import document_of
from communique.web.reports.accounts import Report, report_of
from communique.web.reports.kinship import share_of
from communique.web.room import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One of the two reports, its shared words marked; ``whole`` is False where it is cut."""

    report: Report
    text: tuple[Paragraph, ...]
    share: float
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """A copy and its original.

    Attributes:
        copy: the report that took words over, as far as dates and credits tell.
        original: the report from which it did.
        passages: how many runs of words stand in both.
    """

    copy: Sheet
    original: Sheet
    passages: int


def copied(visit: Visit) -> Copied:
    """Return the two reports of the address.

    Raises:
        UnknownRecordError: if the ledger lacks one of them.
    """
    ledger = visit.ledger
    copy = document_of(ledger, visit.parts["document_id"])
    original = document_of(ledger, visit.parts["other"])
    passages = _between(ledger, copy, original)
    if not passages and (turned := _between(ledger, original, copy)):
        copy, original, passages = original, copy, turned
    longest = None if visit.options.get("text") == "all" else LONGEST
    return Copied(
        copy=_sheet(copy, [passage.span for passage in passages], longest),
        original=_sheet(original, [passage.original_span for passage in passages], longest),
        passages=len(passages),
    )


def _between(ledger: Ledger, copy: Document, original: Document) -> list[CopyPassage]:
    """The passages that one report took over from another, in the order of its text."""
    found = ledger.copy_passages(Filters(document=copy.document_id))
    mine = [
        passage
        for passage in cast("list[CopyPassage]", list(found))
        if (passage.document_id, passage.original) == (copy.document_id, original.document_id)
    ]
    return sorted(mine, key=lambda passage: passage.span)


def _sheet(document: Document, spans: Sequence[Span], longest: int | None) -> Sheet:
    text = document.text
    part = parts_of(text, longest)[0] if longest else Span(0, len(text))
    marks = [
        Mark(span=span, role="shared", record_id=f"passage-{n}", note=f"passage {n} in both")
        for n, span in enumerate(spans, 1)
    ]
    numbers: dict[int, list[Reference]] = {}
    for n, span in enumerate(spans, 1):
        numbers.setdefault(span.end, []).append(Reference(number=n, record_id=f"passage-{n}"))
    return Sheet(
        report=report_of(document),
        text=paragraphs(text, marks, numbers, part),
        share=share_of(document, spans),
        whole=part.end == len(text),
    )


COPIED = Page(
    path="/documents/{document_id}/copied-from/{other}",
    summary="A report beside another, with the words that stand in both.",
    view=copied,
    template="copied.html",
    asks=False,
    options=("text",),
)
