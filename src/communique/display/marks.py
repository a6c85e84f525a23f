"""Which words of its document play which part in a record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from communique.display.amounts import quantity
from communique.display.plain import days, party, place_name
from communique.display.segments import Mark
from communique.records import (
    Commitment,
    EventMention,
    Figure,
    Mention,
    Party,
    Statement,
    When,
    id_of,
)
from communique.spans import Span

Told = EventMention | Statement | Commitment | Figure | Mention


def marks_of(record: Told) -> tuple[Mark, ...]:
    """Return the marks of a record: what it was coded from, and the words of its fields."""
    match record:
        case EventMention():
            marks = _of_event(record)
        case Statement():
            marks = _of_statement(record)
        case Commitment():
            marks = _of_commitment(record)
        case Figure():
            marks = _of_figure(record)
        case Mention():
            told = record.actor_id or (record.place.name if record.place else record.kind)
            marks = iter([Mark(span=record.span, role="mention", note=told)])
    identity = id_of(record)
    named = (Mark(span=m.span, role=m.role, record_id=identity, note=m.note) for m in marks)
    return tuple(dict.fromkeys(named))


def _of_event(event: EventMention) -> Iterator[Mark]:
    told = " ".join(filter(None, (event.status, event.type, event.mode)))
    yield Mark(span=event.trigger, role="trigger", note=told)
    yield from _parties("actor", event.actors)
    yield from _parties("recipient", event.recipients)
    if event.place is not None and event.place.span is not None:
        yield Mark(span=event.place.span, role="place", note=f"place: {place_name(event.place)}")
    yield from _days("time", event.when)


def _of_statement(statement: Statement) -> Iterator[Mark]:
    speaker = f"speaker: {party(statement.speaker)}" if statement.speaker else "speaker"
    yield from _each("speaker", statement.source, speaker)
    yield from _each("cue", statement.cue, f"{statement.kind} speech")
    yield from _each("content", statement.content, "what is said")


def _of_commitment(promise: Commitment) -> Iterator[Mark]:
    yield from _each("promise", narrowest(promise.evidence), f"{promise.kind}, {promise.state}")
    yield from _parties("actor", promise.by)
    yield from _parties("recipient", promise.to)
    yield from _days("time", promise.due)


def _of_figure(figure: Figure) -> Iterator[Mark]:
    yield from _each("figure", narrowest(figure.evidence), f"{figure.measure}: {quantity(figure)}")
    yield from _days("time", figure.period)


def narrowest(spans: Iterable[Span]) -> list[Span]:
    """Return the spans that hold no other: the words themselves, not the sentence with them."""
    distinct = list(dict.fromkeys(spans))
    return [
        span
        for span in distinct
        if not any(other != span and span.covers(other) for other in distinct)
    ]


def _each(role: str, spans: Iterable[Span], note: str) -> Iterator[Mark]:
    for span in spans:
        yield Mark(span=span, role=role, note=note)


def _parties(role: str, parties: Iterable[Party]) -> Iterator[Mark]:
    for one in parties:
        if one.span is not None:
            yield Mark(span=one.span, role=role, note=f"{role}: {party(one)}")


def _days(role: str, when: When | None) -> Iterator[Mark]:
    if when is not None and when.span is not None:
        yield Mark(span=when.span, role=role, note=f"{role}: {days(when)}")
