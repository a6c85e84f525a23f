"""Which accounts people hold together in one event, and which apart; the last word counts."""

from __future__ import annotations

from collections.abc import Sequence

Names = tuple[str, ...]


class Grouping:
    """Joins and splits, taken in the order in which they were made."""

    def __init__(self) -> None:
        self.together: list[tuple[str, Names]] = []
        self.apart: list[tuple[str, Names, Names]] = []

    def join(self, by: str, names: Sequence[str]) -> None:
        """Hold accounts together; what kept any two of them apart no longer counts."""
        within = set(names)
        self.apart = [
            split for split in self.apart if not (within & set(split[1]) and within & set(split[2]))
        ]
        self._hold(by, names)

    def split(self, by: str, out: Sequence[str], stay: Sequence[str]) -> None:
        """Hold ``out`` together and apart from ``stay``; joins across the two are divided."""
        held, self.together = self.together, []
        for earlier, names in held:
            if set(names) & set(out) and set(names) & set(stay):
                self._hold(earlier, [name for name in names if name in out])
                self._hold(earlier, [name for name in names if name not in out])
            else:
                self.together.append((earlier, names))
        self._hold(by, out)
        if out and stay:
            self.apart.append((by, tuple(out), tuple(stay)))

    def _hold(self, by: str, names: Sequence[str]) -> None:
        if len(names) > 1:
            self.together.append((by, tuple(names)))
