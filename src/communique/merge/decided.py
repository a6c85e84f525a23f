"""What people decided about accounts, which no score overrides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Ids of event mentions that tell of one event, and the correction that says so."""

    mentions: tuple[str, ...]
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """Ids of event mentions of which none tells of the event of any of the others."""

    mentions: tuple[str, ...]
    others: tuple[str, ...]
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What must be one event, and what must not; being together outweighs being apart."""

    together: tuple[Together, ...] = ()
    apart: tuple[Apart, ...] = ()

    def pairs(self, ids: Sequence[str]) -> list[tuple[int, int, str]]:
        """Return positions in ``ids`` that must be one event, each with its correction."""
        at = {name: position for position, name in enumerate(ids)}
        found = []
        for group in self.together:
            known = sorted(at[name] for name in group.mentions if name in at)
            found += [(one, other, group.by) for one, other in pairwise(known)]
        return found

    def barred(self, ids: Sequence[str]) -> Mapping[int, frozenset[int]]:
        """Return by position in ``ids`` the positions with which it must not be one event."""
        at = {name: position for position, name in enumerate(ids)}
        found: dict[int, set[int]] = defaultdict(set)
        for split in self.apart:
            for one in _positions(split.mentions, at):
                for other in _positions(split.others, at):
                    found[one].add(other)
                    found[other].add(one)
        return {position: frozenset(others) for position, others in found.items()}


def _positions(names: Iterable[str], at: Mapping[str, int]) -> list[int]:
    return [at[name] for name in names if name in at]
