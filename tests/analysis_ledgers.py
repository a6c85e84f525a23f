"""Ledgers written by hand for the tests of analyses."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from communique.ledger import Coded, Ledger
from communique.records import (
    Coding,
    Commitment,
    Document,
    Event,
    Extraction,
    Party,
    Statement,
    When,
    document_id,
)
from communique.spans import Span


def party(code: str) -> Party:
    if len(code) == 3:
        return Party(name=code.title(), actor_id=f"state/{code}", country=code)
    return Party(name=code, actor_id=f"organisation/{code}")


def when(start: str | None, end: str | None = None) -> When:
    first = date.fromisoformat(start) if start else None
    last = date.fromisoformat(end) if end else None
    return When(start=first, end=last, precision="day", basis="explicit")


def on(day: str) -> When:
    return when(day, day)


def event(
    number: int,
    parties: Sequence[str],
    days: When | None,
    *,
    quad: int | None = 1,
    intensity: float | None = 1.0,
    **more: object,
) -> Event:
    made = Event(
        event_id=f"event-{number:016d}",
        type="CONSULT",
        status="actual",
        quad=quad,
        intensity=intensity,
        actors=tuple(party(code) for code in parties),
        when=days,
        independent_sources=1,
    )
    return dataclasses.replace(made, **more)  # type: ignore[arg-type]


def report(text: str, outlet: str | None, day: str | None, **more: object) -> Document:
    made = Document(
        document_id=document_id(text),
        uri=f"{text[:4]}.txt",
        text=text,
        outlet=outlet,
        published=on(day) if day else None,
    )
    return dataclasses.replace(made, **more)  # type: ignore[arg-type]


def commitment(number: int, of: Document, by: str, what: str, **more: object) -> Commitment:
    made = Commitment(
        commitment_id=f"cm-{number:016d}",
        document_id=of.document_id,
        kind="pledge",
        by=(party(by),),
        to=(),
        what=what,
        evidence=(Span(0, 4),),
    )
    return dataclasses.replace(made, **more)  # type: ignore[arg-type]


def statement(number: int, of: Document, topics: tuple[str, ...]) -> Statement:
    return Statement(
        statement_id=f"st-{number:016d}",
        document_id=of.document_id,
        speaker=party("FIN"),
        source=(),
        cue=(),
        content=(Span(0, 5),),
        kind="direct",
        topics=topics,
    )


def ledger_of(
    path: Path | str,
    events: Sequence[Event] = (),
    *,
    documents: Sequence[Document] = (),
    commitments: Sequence[Commitment] = (),
    statements: Sequence[Statement] = (),
    copies: dict[str, str] | None = None,
    stories: dict[str, str] | None = None,
) -> Ledger:
    """Return a new ledger at ``path``, a file or an address, with these records; close it."""
    ledger = Ledger.open(path, create=True)
    ledger.write_documents(
        Coded(
            document=document,
            captures=(),
            extraction=Extraction(
                document_id=document.document_id,
                commitments=tuple(c for c in commitments if c.document_id == document.document_id),
                statements=tuple(s for s in statements if s.document_id == document.document_id),
            ),
            coding=Coding(
                document_id=document.document_id, coder_id="coder-1", status="ok", counts={}
            ),
            sources={},
        )
        for document in documents
    )
    groups = {
        d.document_id: ((copies or {}).get(d.document_id), (stories or {}).get(d.document_id))
        for d in documents
    }
    ledger.replace_merged(events=events, disputes=(), commitments=commitments, groups=groups)
    return ledger
