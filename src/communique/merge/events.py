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
from communique.merge.conflicts import claims, clash, conflict
from communique.merge.decided import Decided
from communique.merge.halves import Halves, is_whole_of
from communique.merge.horizon import Horizon, horizon_of, with_a_day_in_common
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
    groups = _Groups(accounts, horizons, decided.barred(ids))
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


class _Groups:
    """Accounts in groups that never hold a contradiction, unless a person put it there.

    Accounts that name different counterparts of one deed are none where a third names both.
    """

    def __init__(
        self,
        accounts: Sequence[Account],
        horizons: Sequence[Horizon],
        barred: Mapping[int, frozenset[int]],
    ) -> None:
        self._barred = barred
        self._accounts = accounts
        self._home = list(range(len(accounts)))
        self._members = {at: [at] for at in self._home}
        self._horizon = dict(enumerate(horizons))
        # The first account with some claims speaks for all that claim the same.
        first: dict[Hashable, int] = {}
        self._speaker = [first.setdefault(claims(one), at) for at, one in enumerate(accounts)]
        self._claims = {at: {speaker} for at, speaker in enumerate(self._speaker)}
        self._judged: dict[tuple[int, int], bool] = {}

    def join(self, first: int, second: int) -> tuple[Halves, ...] | None:
        """Join the groups of two accounts and return the halves that it brings together.

        None if they are one already or contradict one another; they are then left as they were.
        """
        one, other = self._home[first], self._home[second]
        if one == other:
            return None
        horizon = self._horizon[one].meet(self._horizon[other])
        if horizon.is_empty or self._is_barred(one, other):
            return None
        # Parts of one deed are told in one story.
        alike = self._accounts[first].story == self._accounts[second].story
        halves = self._halves(one, other) if alike else self._clashing(one, other)
        if halves is not None:
            self._move(one, other, horizon)
        return halves

    def hold(self, first: int, second: int) -> bool:
        """Join the groups of two accounts whatever they say, unless they are one."""
        one, other = self._home[first], self._home[second]
        if one == other:
            return False
        self._move(one, other, self._horizon[one].meet(self._horizon[other]))
        return True

    def _move(self, one: int, other: int, horizon: Horizon) -> None:
        # The smaller moves, so that no account moves more than log n times.
        if len(self._members[one]) < len(self._members[other]):
            one, other = other, one
        for at in self._members[other]:
            self._home[at] = one
        self._members[one] += self._members.pop(other)
        self._claims[one] |= self._claims.pop(other)
        self._horizon[one] = horizon

    def members(self) -> list[list[int]]:
        """Return all groups, each sorted, in order of their first members."""
        return sorted(sorted(members) for members in self._members.values())

    def _is_barred(self, one: int, other: int) -> bool:
        """Tell whether a person holds any account of one group apart from any of another."""
        return bool(self._barred) and any(
            self._home[at] == other
            for member in self._members[one]
            for at in self._barred.get(member, ())
        )

    def _clashes(self, one: int, other: int) -> Iterator[tuple[int, int]]:
        """Yield the claims of two groups that contradict one another."""
        return (
            (a, b) for a in self._claims[one] for b in self._claims[other] if self._judge(a, b)
        )

    def _clashing(self, one: int, other: int) -> tuple[Halves, ...] | None:
        return None if any(True for _ in self._clashes(one, other)) else ()

    def _halves(self, one: int, other: int) -> tuple[Halves, ...] | None:
        """What brings together the claims that differ in their parties; None if nothing does."""
        found = []
        for a, b in self._clashes(one, other):
            whole = self._whole_of(a, b, self._claims[one] | self._claims[other])
            if whole is None:
                return None
            found.append((a, b, whole))
        members = sorted(self._members[one] + self._members[other]) if found else []
        return tuple(Halves(*(self._said_by(c, members) for c in each)) for each in sorted(found))

    def _whole_of(self, a: int, b: int, claims: Iterable[int]) -> int | None:
        """The first of some claims that names the parties of two."""
        first, second = self._accounts[a], self._accounts[b]
        wholes = (c for c in claims if is_whole_of(self._accounts[c], first, second))
        return min(wholes, default=None)

    def _said_by(self, speaker: int, members: Iterable[int]) -> str:
        """The id of the first of some accounts that claims what a speaker claims."""
        return next(self._accounts[at].id for at in members if self._speaker[at] == speaker)

    def _judge(self, a: int, b: int) -> bool:
        if (a, b) not in self._judged:
            self._judged[a, b] = clash(self._accounts[a], self._accounts[b])
        return self._judged[a, b]
