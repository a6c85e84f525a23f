"""Facts as a model is given them: what was found, and the exact words of the reports behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from communique.display import Passage
from communique.display.amounts import quantity
from communique.display.plain import days, parties, party, place_name, plain_text
from communique.records import Commitment, Event, Figure, Statement
from communique.web.lines import (
    CommitmentLine,
    DisputeLine,
    EventLine,
    FigureLine,
    StatementLine,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of a report, exactly as they stand in it.

    ``start`` and ``end`` count code points into the report's text, end exclusive: the tool
    ``read_report`` gives what stands around them.
    """

    quote: str
    outlet: str
    published: str
    title: str
    uri: str
    document_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One record of the ledger.

    Attributes:
        id: of the record; ``show`` gives everything behind an event's.
        kind: event, statement, commitment, figure or dispute.
        told: the record in a sentence. Cite the quotes, not this.
        when: days as ISO 8601; an interval where the day is not known.
        status: of an event or a commitment. Only ``actual`` events happened.
        type: of the record, by its codebook.
        place: where, if it is known.
        independent_sources: how many tell an event independently; copies and relays of one agency
            count once. 0 where this is not counted.
        reports: how many reports tell it.
        disputed: whether reports differ on it.
        quotes: the words that it rests on.
    """

    id: str
    kind: str
    told: str
    when: str
    status: str
    type: str
    place: str
    independent_sources: int
    reports: int
    disputed: bool
    quotes: tuple[Quote, ...]


def event_fact(line: EventLine) -> Fact:
    """Return an event as a fact, with the words of one report."""
    one: Event = line.event
    return Fact(
        id=one.event_id,
        kind="event",
        told=line.deed,
        when=days(one.when),
        status=one.status,
        type=".".join(filter(None, (one.type, one.mode))),
        place=place_name(one.place),
        independent_sources=one.independent_sources,
        reports=one.reports,
        disputed=bool(one.disputes),
        quotes=quotes([line.words] if line.words else []),
    )


def statement_fact(line: StatementLine) -> Fact:
    """Return a statement as a fact."""
    one: Statement = line.statement
    who = parties(one.speakers) if one.speakers else party(one.speaker) if one.speaker else ""
    to = f" to {parties(one.addressees)}" if one.addressees else ""
    return _of_report(
        line.words, one.statement_id, "statement", one.kind, f"{who or 'somebody'} said{to}"
    )


def commitment_fact(line: CommitmentLine) -> Fact:
    """Return a commitment as a fact; its ``when`` is the day on which it is due."""
    one: Commitment = line.commitment
    to = f" to {parties(one.to)}" if one.to else ""
    kept = f"; kept by {line.kept_by.event.event_id}" if line.kept_by else ""
    told = f"{parties(one.by) or 'somebody'}{to}: {plain_text(one.what)}{kept}"
    due = days(one.due) if one.due else "no day set"
    return _of_report(
        line.words, one.commitment_id, "commitment", one.kind, told, when=due, status=one.state
    )


def figure_fact(line: FigureLine) -> Fact:
    """Return a figure as a fact."""
    one: Figure = line.figure
    of = f" ({parties(one.parties)})" if one.parties else ""
    told = f"{quantity(one)} {plain_text(one.measure)}{of}"
    period = days(one.period) if one.period else ""
    return _of_report(line.words, one.figure_id, "figure", one.unit, told, when=period)


def dispute_fact(line: DisputeLine) -> Fact:
    """Return a dispute as a fact, with the words of every side."""
    sides = "; against ".join(side.value for side in line.sides)
    about = f" ({line.event.deed})" if line.event else ""
    return Fact(
        id=line.dispute.dispute_id,
        kind="dispute",
        told=f"{line.subject}{about}: {sides}",
        when="",
        status="",
        type=line.dispute.kind,
        place="",
        independent_sources=0,
        reports=len(line.dispute.values),
        disputed=True,
        quotes=quotes(words for side in line.sides for words in side.words),
    )


def quotes(passages: Iterable[Passage]) -> tuple[Quote, ...]:
    """Return the words of passages, one quote for each stretch of text."""
    return tuple(
        Quote(
            quote="".join(segment.text for segment in window),
            outlet=passage.outlet,
            published=passage.published,
            title=passage.title,
            uri=passage.uri,
            document_id=passage.document_id,
            start=window[0].span.start,
            end=window[-1].span.end,
        )
        for passage in passages
        for window in passage.windows
        if window
    )


def _of_report(
    words: Passage,
    identity: str,
    kind: str,
    type_: str,
    told: str,
    *,
    when: str = "",
    status: str = "",
) -> Fact:
    return Fact(
        id=identity,
        kind=kind,
        told=told,
        when=when or f"reported {words.published}",
        status=status,
        type=type_,
        place="",
        independent_sources=0,
        reports=1,
        disputed=False,
        quotes=quotes([words]),
    )
