"""What statements are about, over time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date
from typing import Unpack

from communique.analysis.periods import Period, Unit, holding
from communique.analysis.rows import Rows
from communique.ledger import Filters, Ledger, Told
from communique.ledger.filters import Asked, refined
from communique.records import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRow:
    """How much was said about a topic in one period.

    Attributes:
        period, start, end: of the reports; None where their day is unknown or does not lie in one
            period.
        topic: None for statements without one.
        statements: the same words in copies of one report count once.
        share: of all statements of the period, from 0 to 1. A statement may have several topics.
        reports: that hold them, copies included.
        outlets: of these reports.
    """

    period: str | None
    start: date | None
    end: date | None
    topic: str | None
    statements: int
    share: float
    reports: int
    outlets: int


def topics(
    ledger: Ledger,
    filters: Filters | None = None,
    *,
    by: Unit = "month",
    **given: Unpack[Asked],
) -> Rows[TopicRow]:
    """Return what statements are about, period by period, the most frequent topics first.

    Args:
        ledger: to read from.
        filters: conditions on statements.
        by: length of the periods.
        given: more conditions by name.

    Raises:
        QueryError: if a filter does not apply to statements, or its value means nothing.
    """
    reports = {report.document_id: report for report in ledger.reports()}
    periods: dict[Period | None, _Said] = defaultdict(_Said)
    for statement in ledger.statements(refined(filters, given)):
        report = reports[statement.document_id]
        periods[_period(report, by)].add(statement, report)
    found = [row for period, said in periods.items() for row in said.rows(period)]
    return Rows(TopicRow, sorted(found, key=_order))


def _period(report: Told, by: Unit) -> Period | None:
    if report.start is None or report.end is None:
        return None
    return holding(report.start, report.end, by)


def _order(row: TopicRow) -> tuple[object, ...]:
    last = (-row.statements, row.topic is None, row.topic or "")
    return (row.start is None, row.start or date.min, *last)


@dataclass(slots=True)
class _Said:
    """The statements of one period: each once, with the reports that hold it, by topic."""

    every: set[Hashable] = field(default_factory=set)
    words: dict[str | None, set[Hashable]] = field(default_factory=lambda: defaultdict(set))
    told: dict[str | None, set[Told]] = field(default_factory=lambda: defaultdict(set))

    def add(self, statement: Statement, report: Told) -> None:
        said = _same_in_copies(statement, report)
        self.every.add(said)
        for topic in statement.topics or (None,):
            self.words[topic].add(said)
            self.told[topic].add(report)

    def rows(self, period: Period | None) -> list[TopicRow]:
        return [
            TopicRow(
                period=period.name if period else None,
                start=period.start if period else None,
                end=period.end if period else None,
                topic=topic,
                statements=len(said),
                share=round(len(said) / len(self.every), 4),
                reports=len(self.told[topic]),
                outlets=len({report.outlet for report in self.told[topic]}),
            )
            for topic, said in self.words.items()
        ]


def _same_in_copies(statement: Statement, report: Told) -> Hashable:
    """What a statement has in common with the same one in a copy of its report."""
    if report.copy_group is None:
        return statement.statement_id
    speaker = statement.speaker
    lengths = tuple(span.end - span.start for span in statement.content)
    who = speaker and (speaker.actor_id or speaker.name)
    return report.copy_group, who, statement.kind, statement.topics, statement.about, lengths
