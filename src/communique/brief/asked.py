"""What a briefing is made of: the records of a ledger that meet the filters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import cast

from communique.ledger import APPLICABLE, Filters, Ledger, Record
from communique.records import Commitment, Dispute, Event, Figure, Statement

KINDS = ("events", "statements", "commitments", "figures", "disputes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """The records behind a briefing.

    ``unasked`` names, by kind of record, the filters that say nothing about it: these records are
    left out, as nobody can tell which of them are meant.
    """

    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    figures: tuple[Figure, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    unasked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Tell whether the ledger holds nothing that meets the filters."""
        return not any(
            (self.events, self.statements, self.commitments, self.figures, self.disputes)
        )


def find(ledger: Ledger, filters: Filters) -> Material:
    """Return what a ledger holds on a question.

    Of two parties also what one says about the other counts, though they do not speak together.
    """
    wanted = replace(filters, limit=None, after=None, order="document")
    found: dict[str, tuple[Record, ...]] = {}
    unasked = {kind: _unasked(kind, wanted) for kind in KINDS}
    for kind in KINDS:
        found[kind] = () if unasked[kind] else tuple(_records(ledger, kind, wanted))
    return Material(
        events=cast(tuple[Event, ...], found["events"]),
        statements=cast(tuple[Statement, ...], found["statements"]),
        commitments=cast(tuple[Commitment, ...], found["commitments"]),
        figures=cast(tuple[Figure, ...], found["figures"]),
        disputes=cast(tuple[Dispute, ...], found["disputes"]),
        unasked={kind: names for kind, names in unasked.items() if names},
    )


def without_each(ledger: Ledger, filters: Filters) -> dict[str, int]:
    """Return how many records there would be without each one of the filters, by its name."""
    counts: dict[str, int] = {}
    for kind in KINDS:
        if not _unasked(kind, filters):
            for name, count in ledger.without_each(kind, filters).items():
                counts[name] = counts.get(name, 0) + count
    return counts


def _unasked(kind: str, filters: Filters) -> tuple[str, ...]:
    return tuple(name for name in filters.given() if name not in APPLICABLE[kind])


def _records(ledger: Ledger, kind: str, filters: Filters) -> Iterable[Record]:
    if kind == "statements" and filters.between is not None:
        return _said_between(ledger, filters, filters.between)
    return ledger.query(kind, filters)


def _said_between(
    ledger: Ledger, filters: Filters, between: tuple[str, str]
) -> Iterator[Statement]:
    """What two parties say to each other or together, and what each says about the other."""
    one, other = between
    alone = replace(filters, between=None)
    seen: set[str] = set()
    for wanted in (
        filters,
        replace(alone, speaker=one, about=other),
        replace(alone, speaker=other, about=one),
    ):
        for statement in ledger.statements(wanted):
            if statement.statement_id not in seen:
                seen.add(statement.statement_id)
                yield statement
