"""Joining names into groups, the same groups whatever the order of the joins."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

Name = TypeVar("Name", str, int)


class Joins(Generic[Name]):
    """Disjoint sets of names; the least name stands for its group."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._parent: dict[Name, Name] = {name: name for name in names}

    def find(self, name: Name) -> Name:
        """Return the name that stands for the group of ``name``."""
        root = name
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[name] != root:
            self._parent[name], name = root, self._parent[name]
        return root

    def join(self, first: Name, second: Name) -> None:
        """Put the groups of two names together."""
        low, high = sorted((self.find(first), self.find(second)))
        self._parent[high] = low

    def groups(self) -> list[tuple[Name, ...]]:
        """Return all groups, each sorted, in order of their least names."""
        found: dict[Name, list[Name]] = {}
        for name in sorted(self._parent):
            found.setdefault(self.find(name), []).append(name)
        return [tuple(names) for names in found.values()]
