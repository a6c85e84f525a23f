"""Joining names into groups, the same groups whatever the order of the joins."""

from __future__ import annotations

from collections.abc import Iterable


class Joins:
    """Disjoint sets of names; the least name stands for its group."""

    def __init__(self, names: Iterable[str]) -> None:
        self._parent = {name: name for name in names}

    def find(self, name: str) -> str:
        """Return the name that stands for the group of ``name``."""
        root = name
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[name] != root:
            self._parent[name], name = root, self._parent[name]
        return root

    def join(self, first: str, second: str) -> None:
        """Put the groups of two names together."""
        low, high = sorted((self.find(first), self.find(second)))
        self._parent[high] = low

    def groups(self) -> list[tuple[str, ...]]:
        """Return all groups, each sorted, in order of their least names."""
        found: dict[str, list[str]] = {}
        for name in sorted(self._parent):
            found.setdefault(self.find(name), []).append(name)
        return [tuple(names) for names in found.values()]
