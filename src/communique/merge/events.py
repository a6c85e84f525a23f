"""Which event mentions tell of one happening, and why."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from communique.merge.accounts import Account, read_account
from communique.merge.blocking import candidate_pairs
from communique.merge.compare import Comparison, levels, weigh
from communique.merge.conflicts import conflict
from communique.merge.decided import Decided
from communique.merge.groups import Groups
from communique.merge.halves import Halves
from communique.merge.horizon import horizon_of, with_a_day_in_common
from communique.merge.weights import Weights, load_weights
from communique.records import Document, EventMention
from communique.settings import MergeSettings


@dataclass(frozen=True, slots=True)
class Join:
    """Two accounts that were joined, and the evidence for it.

    ``decided`` is the correction by which a person joined them, ``against`` what then speaks
    against it: the field in which they contradict each other. ``halves`` are accounts that the join
    brought into one event though they name different parties.
    """

    first: str
    second: str
    comparison: Comparison
    decided: str | None = None
    against: str | None = None
    halves: tuple[Halves, ...] = ()


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
    weights: Weights | None = None,
) -> tuple[Happening, ...]:
    """Group event mentions into happenings.

    What people decided comes first and holds whatever speaks against it. The strongest pairs join
    then; a join is refused where any account of one group contradicts any of the other, so no
    event ever holds two exact dates, venues or counterparts unless a person put them together, or
    an account in it names both counterparts of one deed.

    Args:
        mentions: of all documents, in any order.
        documents: by id, with copy group and story set.
        settings: ``event_score``, the least score of a join.
        decided: which mentions people hold together or apart.
        weights: of the evidence, those of the package if None.
    """
    accounts = [
        read_account(mention, documents[mention.document_id])
        for mention in sorted(mentions, key=lambda m: m.event_mention_id)
    ]
    chosen = weights or load_weights()
    strongest = strong_pairs(accounts, chosen, settings.event_score, candidate_pairs(accounts))
    return join_accounts(accounts, strongest, chosen, decided or Decided())


def strong_pairs(
    accounts: Sequence[Account], weights: Weights, least: float, pairs: NDArray[np.int64]
) -> list[tuple[int, int, float]]:
    """Return the pairs that may be one event, with their score, the strongest first.

    Args:
        accounts: in order of their ids.
        weights: of the evidence.
        least: score of a pair.
        pairs: of positions in ``accounts`` to compare, sorted; equals keep this order.
    """
    horizons = [horizon_of(account) for account in accounts]
    return list(_strongest_first(with_a_day_in_common(pairs, horizons), accounts, weights, least))


def join_accounts(
    accounts: Sequence[Account],
    strongest: Iterable[tuple[int, int, float]],
    chosen: Weights,
    decided: Decided,
) -> tuple[Happening, ...]:
    """Join accounts along the pairs that may be one event, as far as nothing contradicts it.

    Accounts that no chain of pairs connects never decide about one another, so that the parts of a
    large collection may be joined apart.

    Args:
        accounts: in order of their ids.
        strongest: as :func:`strong_pairs` returns them.
        chosen: weights of the evidence.
        decided: which mentions people hold together or apart.
    """
    horizons = [horizon_of(account) for account in accounts]
    ids = [account.id for account in accounts]
    groups = Groups(accounts, horizons, decided.barred(ids))
    joined: dict[int, list[Join]] = {}
    compare = _comparing(chosen)
    for first, second, by in decided.pairs(ids):
        if groups.hold(first, second):
            one, other = accounts[first], accounts[second]
            joined.setdefault(first, []).append(
                Join(one.id, other.id, _CERTAIN, by, conflict(one, other))
            )
    for first, second, _ in strongest:
        halves = groups.join(first, second)
        if halves is not None:
            one, other = accounts[first], accounts[second]
            join = Join(one.id, other.id, compare(one, other), halves=halves)
            joined.setdefault(first, []).append(join)
    return tuple(
        Happening(
            tuple(accounts[at] for at in members),
            tuple(join for at in members for join in joined.get(at, ())),
        )
        for members in groups.members()
    )


_CERTAIN = Comparison(score=1.0, parts={}, levels={})


def _strongest_first(
    pairs: NDArray[np.int64], accounts: Sequence[Account], weights: Weights, least: float
) -> Iterator[tuple[int, int, float]]:
    """Yield the pairs whose score is at least ``least``; of equal scores, in order of ids."""
    scores = np.zeros(len(pairs))
    compare = _comparing(weights)
    firsts, seconds = pairs.T.tolist()  # plain numbers, of which the garbage collector sees none
    for row, (first, second) in enumerate(zip(firsts, seconds, strict=True)):
        one, other = accounts[first], accounts[second]
        if conflict(one, other) is None:
            scores[row] = compare(one, other).score
    order = np.argsort(-scores, kind="stable")
    for row in order[: np.count_nonzero(scores >= least)]:
        yield int(pairs[row, 0]), int(pairs[row, 1]), float(scores[row])


@lru_cache(maxsize=4)
def _comparing(weights: Weights) -> Callable[[Account, Account], Comparison]:
    """Return what compares accounts; a few thousand outcomes come up in millions of pairs."""
    known: dict[Hashable, Comparison] = {}

    def compare(one: Account, other: Account) -> Comparison:
        found = levels(one, other)
        key = tuple(found.items())
        if key not in known:
            known[key] = weigh(found, weights)
        return known[key]

    return compare
