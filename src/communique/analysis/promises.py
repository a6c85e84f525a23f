"""Promises: commitments that several reports tell, each counted once."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What is kept of a commitment while it is compared with all others."""

    by: frozenset[str]
    to: frozenset[str]
    state: str


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
    stories = {report.document_id: report.story for report in ledger.reports()}
    told: dict[str, _Told] = {}
    first: dict[Hashable, str] = {}
    same: list[tuple[str, str]] = []
    for commitment in ledger.commitments(filters):
        if kinds is not None and commitment.kind not in kinds:
            continue
        name = commitment.commitment_id
        told[name] = _told(commitment)
        same += ((first.setdefault(key, name), name) for key in _keys(commitment, stories))
    joins = Joins(told)
    for one, other in same:
        joins.join(one, other)
    return [_promise(told, names) for names in joins.groups()]


def _told(commitment: Commitment) -> _Told:
    return _Told(by=_codes(commitment.by), to=_codes(commitment.to), state=commitment.state)


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


def _promise(told: Mapping[str, _Told], names: tuple[str, ...]) -> Promise:
    states = {told[name].state for name in names}
    return Promise(
        by=frozenset[str]().union(*(told[name].by for name in names)),
        to=frozenset[str]().union(*(told[name].to for name in names)),
        state=next(state for state in _WEIGHTIEST if state in states),
        commitments=names,
    )


def _codes(parties: Iterable[Party]) -> frozenset[str]:
    return frozenset(code for party in parties for code in codes_of(party))
