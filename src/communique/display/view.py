"""One record put together for people: its fields, who supports each, and the words, marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from communique.display.marks import Told, marks_of, narrowest
from communique.display.page import as_html
from communique.display.plain import days, one_line, plain_text
from communique.display.segments import Mark, Segment, segments
from communique.display.sentences import windows
from communique.records import Document
from communique.spans import Span

_GAP = " … "


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A field with its value in words, and the outlets whose reports give it that value."""

    name: str
    value: str
    support: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Sentences of one report, cut into segments; ``windows`` do not touch one another."""

    document_id: str
    outlet: str
    published: str
    uri: str
    windows: tuple[tuple[Segment, ...], ...]
    title: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A record as a notebook, a page or a terminal shows it; ``str()`` gives it as plain text.

    Attributes:
        kind: of the record, such as ``event``.
        record_id: its id.
        title: the record in a line.
        cells: its fields, those without a value left out.
        passages: what it rests on, in the words of the reports.
        notes: what a reader should know besides, such as disputes and corrections.
    """

    kind: str
    record_id: str
    title: str
    cells: tuple[Cell, ...] = ()
    passages: tuple[Passage, ...] = ()
    notes: tuple[str, ...] = ()

    def _repr_html_(self) -> str:
        return as_html(self)

    def __str__(self) -> str:
        return "\n".join(_lines(self))

    def __repr__(self) -> str:
        return f"<{self.kind} {self.record_id}: {self.title}>"


def passage_of(document: Document, record: Told, *, note: str = "") -> Passage:
    """Return the sentences of a report that a record rests on, its words marked.

    Args:
        document: the report.
        record: coded from it.
        note: what to say of this account beside its outlet and day.
    """
    marks = marks_of(record)
    around = windows(document.text, (mark.span for mark in marks))
    return _passage(document, marks, around, note)


def whole_text(document: Document, records: Iterable[Told]) -> Passage:
    """Return the whole text of a report with everything marked that was found in it."""
    marks = [mark for record in records for mark in marks_of(record)]
    return _passage(document, marks, (Span(0, len(document.text)),), "")


def marked_spans(document: Document, spans: Iterable[Span], role: str, note: str) -> Passage:
    """Return the sentences around words of a report that belong to no record of its own."""
    marks = [Mark(span=span, role=role, note=note) for span in narrowest(spans)]
    return _passage(document, marks, windows(document.text, (m.span for m in marks)), note)


def _passage(
    document: Document, marks: Sequence[Mark], around: Iterable[Span], note: str
) -> Passage:
    published = document.published or document.page_date
    return Passage(
        document_id=document.document_id,
        outlet=plain_text(document.outlet or document.uri.rsplit("/", 1)[-1]),
        published=days(published),
        uri=document.uri,
        title=plain_text(document.title),
        windows=tuple(segments(document.text, marks, part) for part in around),
        note=note,
    )


def _lines(view: View) -> Iterable[str]:
    yield f"{view.kind} {view.record_id}"
    yield view.title
    yield ""
    wide = max((len(cell.name) for cell in view.cells), default=0)
    everybody = {outlet for cell in view.cells for outlet in cell.support}
    for cell in view.cells:
        by = "all" if len(everybody) > 1 and set(cell.support) == everybody else ""
        support = f"  [{by or ', '.join(cell.support)}]" if cell.support else ""
        yield f"{cell.name.ljust(wide)}  {cell.value}{support}"
    for note in view.notes:
        yield f"{'note'.ljust(wide)}  {note}"
    for passage in view.passages:
        note = f" · {passage.note}" if passage.note else ""
        yield ""
        yield f"{passage.outlet}, {passage.published}{note}"
        words = _GAP.join(in_guillemets(part) for part in passage.windows)
        yield from (f"  {line.strip()}".rstrip() for line in words.split("\n"))


def in_guillemets(part: Sequence[Segment]) -> str:
    """Return segments as plain text, with guillemets around words that are marked."""
    told, open_marks = "", False
    for segment, following in zip(part, (*part[1:], None), strict=True):
        words = "\n".join(map(one_line, segment.text.split("\n")))
        if segment.marks and not open_marks:
            told, open_marks = f"{told}«", True
        told += words
        goes_on = following is not None and set(following.marks) & set(segment.marks)
        if open_marks and not goes_on:
            told, open_marks = f"{told}»", False
    return told
