"""Promises: commitments that several reports tell, each counted once."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass

from communique.ledger import Filters, Ledger
from communique.ledger.dealings import codes_of
from communique.merge.joins import Joins
from communique.merge.undertakings import stems
from communique.records import Commitment, Party

# What one report knows and another does not: the end of a promise outweighs that it was made.
_WEIGHTIEST = ("fulfilled", "cancelled", "lapsed", "open", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One promise: the codes of who made it and of to whom, how it stands, and who tells it.

    ``commitments`` are the ids of all commitments that tell it.
    """

    by: frozenset[str]
    to: frozenset[str]
    state: str
    commitments: tuple[str, ...]


def promises(ledger: Ledger, filters: Filters, kinds: Collection[str] | None) -> list[Promise]:
    """Return the promises among the commitments that meet the filters.

    Two commitments are one promise if the same parties make them and the same event fulfils them,
    or if they have the same words, and their reports tell one story or the same days are due.
    Promises in other words count each for itself: rather one too many than two made one.

    Args:
        ledger: to read from.
        filters: conditions on commitments.
        kinds: those that count; all if None.
    """
    told = {c.commitment_id: c for c in ledger.commitments(filters) if _counts(c, kinds)}
    stories = {report.document_id: report.story for report in ledger.reports()} if told else {}
    joins = Joins(told)
    seen: dict[Hashable, str] = {}
    for name, commitment in told.items():
        for key in _keys(commitment, stories):
            joins.join(seen.setdefault(key, name), name)
    return [_promise([told[name] for name in names]) for names in joins.groups()]


def _counts(commitment: Commitment, kinds: Collection[str] | None) -> bool:
    return kinds is None or commitment.kind in kinds


def _keys(commitment: Commitment, stories: Mapping[str, str | None]) -> Iterator[Hashable]:
    by = _who(commitment.by)
    if commitment.fulfilled_by:
        yield by, commitment.fulfilled_by
    words = stems(commitment.what) or commitment.what.casefold()
    story = stories.get(commitment.document_id)
    if story is not None:
        yield by, words, story
    due = commitment.due
    if due is not None and due.start is not None and due.end is not None:
        yield by, words, due.start, due.end


def _who(parties: tuple[Party, ...]) -> frozenset[str]:
    return frozenset(code for party in parties for code in codes_of(party) or {party.name})


def _promise(told: list[Commitment]) -> Promise:
    states = {commitment.state for commitment in told}
    return Promise(
        by=_codes(party for one in told for party in one.by),
        to=_codes(party for one in told for party in one.to),
        state=next(state for state in _WEIGHTIEST if state in states),
        commitments=tuple(commitment.commitment_id for commitment in told),
    )


def _codes(parties: Iterator[Party]) -> frozenset[str]:
    return frozenset(code for party in parties for code in codes_of(party))
