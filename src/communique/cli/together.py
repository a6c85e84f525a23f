"""What reports have in common, shown to a person: passages of copies, reports of a story."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from communique.cli.evidence import Reports
from communique.display.plain import counted, cut, days, plain_text, short_id
from communique.ledger import Filters
from communique.records import Document, Story
from communique.spans import Span

if TYPE_CHECKING:
    from communique.ledger import Ledger

_SHOWN = 50
_QUOTED = 160


def shared_passages(
    ledger: Ledger, reports: Reports, document: Document
) -> Iterator[tuple[str, Text]]:
    """Yield, for each report that a document shares words with, where these stand in it."""
    found: dict[str, list[Span]] = {}
    for passage in ledger.copy_passages(Filters(document=document.document_id)):
        copies = passage.document_id == document.document_id
        other = passage.original if copies else passage.document_id
        here = passage.span if copies else passage.original_span
        found.setdefault(other, []).append(here)
    for other, spans in list(found.items())[:_SHOWN]:
        report = reports.document(other)
        heading = f"{counted(len(spans), 'passages')} shared with {_named(reports, report)}"
        lines = (
            f"{span.start}–{span.end}: {cut(plain_text(span.of(document.text)), _QUOTED)}"
            for span in sorted(spans)
        )
        yield heading, Text("\n".join(lines))


def reports_of_story(ledger: Ledger, reports: Reports, story: Story) -> Iterator[tuple[str, Text]]:
    """Yield the reports of a story in order of time."""
    lines = []
    for name in story.documents[:_SHOWN]:
        report = reports.document(name)
        lines.append(f"{_named(reports, report)}: {cut(plain_text(report.title), _QUOTED)}")
    if len(story.documents) > _SHOWN:
        lines.append(f"and {len(story.documents) - _SHOWN} more")
    yield counted(len(story.documents), "reports"), Text("\n".join(lines))


def _named(reports: Reports, report: Document) -> str:
    day = days(report.published or report.page_date)
    copied = f", copies {short_id(report.copy_group)}" if report.copy_group else ""
    return f"{reports.outlet(report.document_id)}, {day} · {short_id(report.document_id)}{copied}"
