"""One record, shown to a person: its fields, then its words in their context."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from communique.cli.corrections import lines_on
from communique.cli.disputed import MEANINGS, sides_of
from communique.cli.evidence import Reports, evidence_spans, in_context
from communique.cli.screen import console, trimmed
from communique.cli.together import reports_of_story, shared_passages
from communique.display.plain import days, plain_text, short_id, singular
from communique.display.values import value_words
from communique.ledger import Filters
from communique.records import (
    Actor,
    Commitment,
    Dispute,
    Document,
    Event,
    EventMention,
    Story,
)
from communique.spans import Span

if TYPE_CHECKING:
    from communique.ledger import Ledger, Record

# Shown as words in context below the fields, or of no use to a reader.
_APART = {
    *("text", "furniture", "span", "trigger", "sentence", "evidence", "source", "cue", "content"),
    *("correction_notes", "corrected_by"),
    *("support", "why", "event_mentions", "documents", "values", "start", "end"),
}
_SHOWN_ACCOUNTS = 50


def show_record(ledger: Ledger, kind: str, record: Record, output: IO[str]) -> None:
    """Write the fields of a record, then the words it rests on, highlighted."""
    screen, reports = console(output), Reports(ledger)
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(ratio=1)
    table.add_row(singular(kind).replace("_", " "), _identity(record))
    for name, shown in _fields(record):
        table.add_row(name.replace("_", " "), shown)
    for line in lines_on(ledger, record):
        table.add_row("corrected", line)
    if isinstance(record, Dispute):
        for side in sides_of(record, reports):
            table.add_row("side", side.line())
    with trimmed(screen):
        screen.print(table)
        for heading, words in _accounts(ledger, reports, record, marks=not screen.is_terminal):
            screen.print()
            screen.print(Text(heading, style="dim"))
            screen.print(words)


def _identity(record: Record) -> str:
    return str(getattr(record, dataclasses.fields(record)[0].name))


def _fields(record: Record) -> Iterator[tuple[str, str]]:
    for field in dataclasses.fields(record)[1:]:
        value = getattr(record, field.name)
        alone = field.name == "speakers" and len(value) == 1
        if field.name not in _APART and not alone and value not in (None, "", (), {}):
            meaning = MEANINGS.get(str(value)) if isinstance(record, Dispute) else None
            yield field.name, f"{value_words(value)}: {meaning}" if meaning else value_words(value)


def _accounts(
    ledger: Ledger, reports: Reports, record: Record, *, marks: bool
) -> Iterator[tuple[str, Text]]:
    """Yield outlet and words for everything that the record rests on."""
    if isinstance(record, Document):
        yield from _captures(ledger, record)
        yield from shared_passages(ledger, reports, record)
        for note in record.correction_notes:
            yield "corrected by its outlet", Text(plain_text(note.of(record.text)))
        yield f"{len(record.text):,} characters", Text(_without_controls(record.text))
    elif isinstance(record, Event):
        yield from _accounts_of_event(ledger, reports, record, marks=marks)
    elif isinstance(record, Dispute):
        yield from _sides(reports, record, marks=marks)
    elif isinstance(record, Story):
        yield from reports_of_story(ledger, reports, record)
    elif isinstance(record, Actor):
        yield from _accounts_of_offices(ledger, reports, record, marks=marks)
    elif spans := evidence_spans(record):
        document_id = getattr(record, "document_id", "")
        heading = _heading(reports, document_id)
        yield _account(reports, heading, document_id, spans, marks=marks)
        if isinstance(record, Commitment) and record.fulfilled_by:
            yield from _fulfilment(ledger, reports, record.fulfilled_by, marks=marks)


def _sides(reports: Reports, dispute: Dispute, *, marks: bool) -> Iterator[tuple[str, Text]]:
    """What each side says: the value and who gives it, then the words of every report."""
    for side in sides_of(dispute, reports):
        for value in side.told[:_SHOWN_ACCOUNTS]:
            heading = f"{side.value}: {_heading(reports, value.document_id)}"
            yield _account(reports, heading, value.document_id, value.evidence, marks=marks)


def _captures(ledger: Ledger, document: Document) -> Iterator[tuple[str, Text]]:
    """Where the same text was seen, if in more than one place."""
    seen = list(ledger.captures(Filters(document=document.document_id)))
    if len(seen) > 1:
        lines = (
            " · ".join(filter(None, (c.outlet, c.uri, c.retrieved))) for c in seen[:_SHOWN_ACCOUNTS]
        )
        yield f"seen {len(seen):,} times", Text("\n".join(map(plain_text, lines)))


def _accounts_of_event(
    ledger: Ledger, reports: Reports, event: Event, *, marks: bool
) -> Iterator[tuple[str, Text]]:
    for mention_id in event.event_mentions[:_SHOWN_ACCOUNTS]:
        _, mention = ledger.record(mention_id)
        if isinstance(mention, EventMention):
            heading = _heading(reports, mention.document_id)
            heading = f"{heading} · {mention.status} · {short_id(mention_id)}"
            spans = evidence_spans(mention)
            yield _account(reports, heading, mention.document_id, spans, marks=marks)
    hidden = len(event.event_mentions) - _SHOWN_ACCOUNTS
    if hidden > 0:
        yield f"and {hidden} more accounts", Text("")


def _accounts_of_offices(
    ledger: Ledger, reports: Reports, actor: Actor, *, marks: bool
) -> Iterator[tuple[str, Text]]:
    """Yield the words by which each report gives the person an office."""
    for office in ledger.learned_offices(actor.actor_id):
        for sighting in office.sightings[:_SHOWN_ACCOUNTS]:
            heading = f"{office.title}, {office.of}: {_heading(reports, sighting.document_id)}"
            yield _account(reports, heading, sighting.document_id, (sighting.span,), marks=marks)


def _fulfilment(
    ledger: Ledger, reports: Reports, event_id: str, *, marks: bool
) -> Iterator[tuple[str, Text]]:
    _, event = ledger.record(event_id)
    if isinstance(event, Event):
        for heading, words in _accounts_of_event(ledger, reports, event, marks=marks):
            yield f"came about: {heading}", words


def _account(
    reports: Reports, heading: str, document_id: str, spans: tuple[Span, ...], *, marks: bool
) -> tuple[str, Text]:
    if not spans:
        return heading, Text("(no words)")
    return heading, in_context(reports.document(document_id), spans, marks=marks)


def _heading(reports: Reports, document_id: str) -> str:
    document = reports.document(document_id)
    when = days(document.published or document.page_date)
    return f"{reports.outlet(document_id)}, {when} · {short_id(document_id)}"


def _without_controls(text: str) -> str:
    return "\n".join(plain_text(line) for line in text.split("\n"))
