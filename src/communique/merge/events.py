"""Which event mentions tell of one happening, and why."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from communique.merge.accounts import Account, read_account
from communique.merge.blocking import candidate_pairs
from communique.merge.compare import Comparison, compare
from communique.merge.conflicts import claims, conflict
from communique.merge.weights import Weights, load_weights
from communique.records import Document, EventMention
from communique.settings import MergeSettings


@dataclass(frozen=True, slots=True)
class Join:
    """Two accounts that were joined, and the evidence for it."""

    first: str
    second: str
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Happening:
    """The accounts of one event and the joins that brought them together."""

    accounts: tuple[Account, ...]
    joins: tuple[Join, ...]


def group_mentions(
    mentions: Sequence[EventMention],
    documents: Mapping[str, Document],
    settings: MergeSettings,
    weights: Weights | None = None,
) -> tuple[Happening, ...]:
    """Group event mentions into happenings.

    The strongest pairs join first; a join is refused where any account of one group contradicts
    any of the other, so no event ever holds two exact dates, venues or counterparts.

    Args:
        mentions: of all documents, in any order.
        documents: by id, with copy group and story set.
        settings: ``event_score``, the least score of a join.
        weights: of the evidence, those of the package if None.
    """
    accounts = [
        read_account(mention, documents[mention.document_id])
        for mention in sorted(mentions, key=lambda m: m.event_mention_id)
    ]
    group = {at: [at] for at in range(len(accounts))}
    home = list(range(len(accounts)))
    contradictions = _Contradictions(accounts)
    claimed = {at: {contradictions.claim_of(at)} for at in group}
    joins: dict[int, list[Join]] = {at: [] for at in group}
    for comparison, first, second in _scored_pairs(
        accounts, weights or load_weights(), settings.event_score
    ):
        one, other = home[first], home[second]
        if one == other or contradictions.between(claimed[one], claimed[other]):
            continue
        for at in group[other]:
            home[at] = one
        group[one] += group.pop(other)
        claimed[one] |= claimed.pop(other)
        join = Join(accounts[first].id, accounts[second].id, comparison)
        joins[one] += [*joins.pop(other), join]
    return tuple(
        Happening(tuple(accounts[at] for at in sorted(members)), tuple(joins[one]))
        for one, members in sorted(group.items())
    )


def _scored_pairs(
    accounts: Sequence[Account], weights: Weights, least: float
) -> list[tuple[Comparison, int, int]]:
    scored = []
    for first, second in candidate_pairs(accounts):
        comparison = compare(accounts[first], accounts[second], weights)
        if comparison is not None and comparison.score >= least:
            scored.append((comparison, first, second))
    return sorted(scored, key=lambda found: (-found[0].score, found[1], found[2]))


class _Contradictions:
    """Which accounts cannot be joined; those with equal claims are judged once for all."""

    def __init__(self, accounts: Sequence[Account]) -> None:
        self._speaker: dict[Hashable, int] = {}
        self._claim = [self._speaker.setdefault(claims(a), at) for at, a in enumerate(accounts)]
        self._accounts = accounts
        self._judged: dict[tuple[int, int], bool] = {}

    def claim_of(self, at: int) -> int:
        """The first account with the claims of the one at a position speaks for all of them."""
        return self._claim[at]

    def between(self, some: Iterable[int], others: Collection[int]) -> bool:
        """Tell whether any claim of one group contradicts any of another."""
        return any(self._conflict(a, b) for a in some for b in others)

    def _conflict(self, a: int, b: int) -> bool:
        if (a, b) not in self._judged:
            found = conflict(self._accounts[a], self._accounts[b]) is not None
            self._judged[a, b] = found
        return self._judged[a, b]
