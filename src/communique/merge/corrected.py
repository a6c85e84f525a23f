"""Days and places that an outlet takes back: "an earlier version said the talks were in Basel"."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence

from communique.merge.accounts import is_country
from communique.merge.dispute_words import load_dispute_words
from communique.records import (
    Dispute,
    DisputedValue,
    Document,
    Extraction,
    Place,
    content_id,
)
from communique.spans import Span

_AT = re.compile(r"\b(?:in|at|to|from|near)\s+$")
_ENDS = (". ", "\n", "? ", "! ")
_SAID_AGAIN = 200  # characters after the wrong value within which the right one follows


def find_corrections(
    extractions: Sequence[Extraction], documents: Mapping[str, Document]
) -> tuple[Dispute, ...]:
    """Return disputes between the day or place that a correction gives and the one it takes back.

    Args:
        extractions: what each document holds.
        documents: by id.
    """
    return tuple(
        dispute
        for extraction in extractions
        for note in _notes(documents[extraction.document_id])
        for dispute in _taken_back(extraction, documents[extraction.document_id], note)
    )


def tells_of_corrections(document: Document) -> bool:
    """Tell whether a report corrects itself or another."""
    return any(True for _ in _notes(document))


def _notes(document: Document) -> Iterator[Span]:
    """The ranges in which a report corrects itself or another, with the sentence that follows."""
    if document.correction_notes:
        yield from document.correction_notes
        return
    done = 0
    for match in load_dispute_words().taken_back.finditer(document.text):
        if match.start() >= done:
            start = max(document.text.rfind(m, 0, match.start()) for m in _ENDS) + 1
            end = _end(document.text, match.end())
            done = min(_end(document.text, end), end + _SAID_AGAIN)
            yield Span(start, done)


def _end(text: str, at: int) -> int:
    ends = [found + 1 for mark in _ENDS if (found := text.find(mark, at)) >= 0]
    return min(ends, default=len(text))


def _taken_back(extraction: Extraction, document: Document, note: Span) -> Iterator[Dispute]:
    days = {
        t.when.start: Span(t.start, t.end)
        for t in sorted(extraction.times, key=lambda t: -t.start)
        if t.when is not None and t.when.start is not None and t.when.start == t.when.end
        if note.start <= t.start < note.end
    }
    cities: dict[Hashable, Span] = {
        p.name: Span(p.start, p.end)
        for p in sorted(extraction.places, key=lambda p: -p.start)
        if note.start <= p.start < note.end
        if not is_country(Place(name=p.name, country=p.country))
        if _AT.search(document.text[max(0, p.start - 12) : p.start])
    }
    for field, found in (("date", days), ("place", cities)):
        if len(found) == 2:  # more would leave open which one is taken back
            yield _dispute(field, sorted((span, str(value)) for value, span in found.items()),
                           document, note)  # fmt: skip


def _dispute(
    field: str, found: Sequence[tuple[Span, str]], document: Document, note: Span
) -> Dispute:
    wrong = _wrong(document.text, note, [span for span, _ in found])
    return Dispute(
        dispute_id=content_id("dispute", "corrected", field, document.document_id, note),
        field=field,
        kind="correction",
        values=tuple(
            DisputedValue(
                value=f"{value} (taken back)" if span == wrong else value,
                document_id=document.document_id,
                evidence=(span,),
            )
            for span, value in found
        ),
    )


def _wrong(text: str, note: Span, values: Sequence[Span]) -> Span | None:
    """The one value that stands in the sentence in which the error is named."""
    said = load_dispute_words().taken_back.search(text, note.start, note.end)
    if said is None:
        return None
    inside = [span for span in values if span.end <= _end(text, said.end())]
    return inside[0] if len(inside) == 1 else None
