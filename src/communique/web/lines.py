"""Records as lines of a page: what each tells in words, and the sentence that it was coded from.

What belongs to a line (its report, the event that kept a promise) is read for all lines of a page
at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, cast

from communique.brief import Teller
from communique.display import Passage, marked_spans, passage_of
from communique.display.plain import plain_text
from communique.ledger import Ledger
from communique.records import (
    Actor,
    Commitment,
    Dispute,
    DisputedValue,
    Document,
    Event,
    EventMention,
    Figure,
    Statement,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """An event: ``deed`` says who did what to whom and where, ``words`` how one report tells it."""

    event: Event
    deed: str
    words: Passage | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """Something said, with its words."""

    statement: Statement
    words: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentLine:
    """Something promised, with its words, and what kept it if anything did."""

    commitment: Commitment
    words: Passage
    kept_by: EventLine | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """A number that a report gives, with its words."""

    figure: Figure
    words: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the values in a dispute, and the words of those who give it."""

    value: str
    words: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeLine:
    """Where reports differ: about what, and who says what."""

    dispute: Dispute
    subject: str
    sides: tuple[Side, ...]
    event: EventLine | None


def event_lines(ledger: Ledger, events: Iterable[Event]) -> tuple[EventLine, ...]:
    """Return events as lines, in their order."""
    listed = tuple(events)
    accounts = _mentions(ledger, (e.event_mentions[0] for e in listed if e.event_mentions))
    reports = _documents(ledger, (m.document_id for m in accounts.values()))
    teller = Teller.of(ledger, _actors(ledger, listed))
    return tuple(_event_line(event, teller, accounts, reports) for event in listed)


def deeds(ledger: Ledger, events: Iterable[Event]) -> tuple[str, ...]:
    """Return who did what to whom in each event, without the words of a report."""
    listed = tuple(events)
    teller = Teller.of(ledger, _actors(ledger, listed))
    return tuple(teller.deed(event) for event in listed)


def statement_lines(ledger: Ledger, said: Iterable[Statement]) -> tuple[StatementLine, ...]:
    """Return statements as lines, in their order."""
    listed = tuple(said)
    reports = _documents(ledger, (one.document_id for one in listed))
    return tuple(
        StatementLine(statement=one, words=passage_of(reports[one.document_id], one))
        for one in listed
    )


def commitment_lines(ledger: Ledger, made: Iterable[Commitment]) -> tuple[CommitmentLine, ...]:
    """Return commitments as lines, in their order."""
    listed = tuple(made)
    reports = _documents(ledger, (one.document_id for one in listed))
    kept = _events(ledger, (one.fulfilled_by for one in listed))
    return tuple(
        CommitmentLine(
            commitment=one,
            words=passage_of(reports[one.document_id], one),
            kept_by=kept.get(one.fulfilled_by or ""),
        )
        for one in listed
    )


def figure_lines(ledger: Ledger, given: Iterable[Figure]) -> tuple[FigureLine, ...]:
    """Return figures as lines, in their order."""
    listed = tuple(given)
    reports = _documents(ledger, (one.document_id for one in listed))
    return tuple(
        FigureLine(figure=one, words=passage_of(reports[one.document_id], one)) for one in listed
    )


def dispute_lines(ledger: Ledger, disputes: Iterable[Dispute]) -> tuple[DisputeLine, ...]:
    """Return disputes as lines, in their order; equal values stand together."""
    listed = tuple(disputes)
    reports = _documents(ledger, (v.document_id for one in listed for v in one.values))
    about = _events(ledger, (one.event_id for one in listed))
    return tuple(
        DisputeLine(
            dispute=one,
            subject=plain_text(one.measure or one.field.replace("_", " ")),
            sides=tuple(_sides(one, reports)),
            event=about.get(one.event_id or ""),
        )
        for one in listed
    )


# The kinds whose records become lines.
LINES: Mapping[str, Callable[[Ledger, Any], tuple[Any, ...]]] = MappingProxyType(
    {
        "events": event_lines,
        "statements": statement_lines,
        "commitments": commitment_lines,
        "figures": figure_lines,
        "disputes": dispute_lines,
    }
)


def _event_line(
    event: Event,
    teller: Teller,
    accounts: Mapping[str, EventMention],
    reports: Mapping[str, Document],
) -> EventLine:
    account = accounts.get(event.event_mentions[0]) if event.event_mentions else None
    words = passage_of(reports[account.document_id], account) if account else None
    return EventLine(event=event, deed=teller.deed(event), words=words)


def _sides(dispute: Dispute, reports: Mapping[str, Document]) -> Iterator[Side]:
    by_value: dict[str, list[DisputedValue]] = {}
    for one in dispute.values:
        by_value.setdefault(plain_text(one.value), []).append(one)
    for value, given in by_value.items():
        words = (marked_spans(reports[g.document_id], g.evidence, "value", value) for g in given)
        yield Side(value=value, words=tuple(words))


def _events(ledger: Ledger, ids: Iterable[str | None]) -> dict[str, EventLine]:
    wanted = {one for one in ids if one}
    if not wanted:
        return {}
    found = cast("dict[str, Event]", ledger.by_ids("events", sorted(wanted)))
    return {line.event.event_id: line for line in event_lines(ledger, found.values())}


def _mentions(ledger: Ledger, ids: Iterable[str]) -> dict[str, EventMention]:
    return cast("dict[str, EventMention]", ledger.by_ids("event_mentions", ids))


def _documents(ledger: Ledger, ids: Iterable[str]) -> dict[str, Document]:
    return cast("dict[str, Document]", ledger.by_ids("documents", set(ids)))


def _actors(ledger: Ledger, events: Sequence[Event]) -> Iterable[Actor]:
    named = {p.actor_id for e in events for p in (*e.actors, *e.recipients) if p.actor_id}
    return cast("dict[str, Actor]", ledger.by_ids("actors", named)).values()
