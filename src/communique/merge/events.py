"""Which event mentions tell of one happening, and why."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from communique.merge.accounts import Account, read_account
from communique.merge.blocking import candidate_pairs
from communique.merge.compare import Comparison, compare
from communique.merge.conflicts import claims, conflict
from communique.merge.decided import Decided
from communique.merge.weights import load_weights
from communique.records import Document, EventMention
from communique.settings import MergeSettings


@dataclass(frozen=True, slots=True)
class Join:
    """Two accounts that were joined, and the evidence for it.

    ``decided`` is the correction by which a person joined them, ``against`` what then speaks
    against it: the field in which they contradict each other.
    """

    first: str
    second: str
    comparison: Comparison
    decided: str | None = None
    against: str | None = None


@dataclass(frozen=True, slots=True)
class Happening:
    """The accounts of one event and the joins that brought them together."""

    accounts: tuple[Account, ...]
    joins: tuple[Join, ...]


def group_mentions(
    mentions: Sequence[EventMention],
    documents: Mapping[str, Document],
    settings: MergeSettings,
    decided: Decided | None = None,
) -> tuple[Happening, ...]:
    """Group event mentions into happenings.

    What people decided comes first and holds whatever speaks against it. The strongest pairs join
    then; a join is refused where any account of one group contradicts any of the other, so no
    event ever holds two exact dates, venues or counterparts unless a person put them together.

    Args:
        mentions: of all documents, in any order.
        documents: by id, with copy group and story set.
        settings: ``event_score``, the least score of a join.
        decided: which mentions people hold together or apart.
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
    ids = [account.id for account in accounts]
    decided = decided or Decided()
    barred = decided.barred(ids)
    scored = ((*pair, None) for pair in _scored_pairs(accounts, settings.event_score))
    given = ((_CERTAIN, *pair) for pair in decided.pairs(ids))
    for comparison, first, second, by in chain(given, scored):
        one, other = home[first], home[second]
        if one == other:
            continue
        if by is None and (
            contradictions.between(claimed[one], claimed[other])
            or any(home[at] == other for member in group[one] for at in barred.get(member, ()))
        ):
            continue
        for at in group[other]:
            home[at] = one
        group[one] += group.pop(other)
        claimed[one] |= claimed.pop(other)
        against = conflict(accounts[first], accounts[second]) if by is not None else None
        join = Join(accounts[first].id, accounts[second].id, comparison, by, against)
        joins[one] += [*joins.pop(other), join]
    return tuple(
        Happening(tuple(accounts[at] for at in sorted(members)), tuple(joins[one]))
        for one, members in sorted(group.items())
    )


_CERTAIN = Comparison(score=1.0, parts={})


def _scored_pairs(accounts: Sequence[Account], least: float) -> list[tuple[Comparison, int, int]]:
    weights = load_weights()
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
