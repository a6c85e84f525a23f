"""Groups of accounts that grow by joins and never hold a contradiction."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from communique.merge.accounts import Account
from communique.merge.conflicts import claims, clash
from communique.merge.halves import Halves, is_whole_of
from communique.merge.horizon import Horizon


class Groups:
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
