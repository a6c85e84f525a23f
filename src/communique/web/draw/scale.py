"""Axes: days along a line with marks at round ones, and counts with lines at round numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from communique.intervals import shift_days

_NARROWEST = 24  # days on an axis: fewer would make a short time look long
_MOST_MARKS = 8
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400)


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on an axis and what stands there."""

    at: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """An axis of days from ``first`` to ``last``, drawn from ``left`` to ``right``."""

    first: date
    last: date
    left: float
    right: float

    @classmethod
    def around(cls, first: date, last: date, *, left: float, right: float) -> Days:
        """Return an axis that holds two days with some air on either side."""
        length = (last - first).days + 1
        air = max((_NARROWEST - length) // 2, length // 50, 1)
        held = shift_days(first, -air), shift_days(last, air)
        return cls(first=held[0], last=held[1], left=left, right=right)

    def start(self, day: date) -> float:
        """Return where a day begins."""
        length = (self.last - self.first).days + 1
        return self.left + (day - self.first).days / length * (self.right - self.left)

    def end(self, day: date) -> float:
        """Return where a day ends."""
        return self.start(day) + (self.right - self.left) / ((self.last - self.first).days + 1)

    def marks(self) -> tuple[Mark, ...]:
        """Return round days with their names, as few as can be read."""
        return tuple(Mark(self.start(day), label) for day, label in self._round_days())

    def _round_days(self) -> list[tuple[date, str]]:
        length = (self.last - self.first).days + 1
        for step in (1, 7):
            if length / step <= _MOST_MARKS:
                return [(day, f"{day.day} {day:%b %Y}") for day in self._each(step)]
        found: list[tuple[date, str]] = []
        for months in _MONTHS:
            found = list(self._each_months(months))
            if len(found) <= _MOST_MARKS:
                break
        return found

    def _each(self, step: int) -> Iterator[date]:
        day = self.first
        while day <= self.last:
            yield day
            if (self.last - day).days < step:
                return
            day += timedelta(days=step)

    def _each_months(self, step: int) -> Iterator[tuple[date, str]]:
        first = self.first.year * 12 + self.first.month - 1
        last = self.last.year * 12 + self.last.month - 1
        for number in range(-(-first // step) * step, last + 1, step):
            year, month = divmod(number, 12)
            if year < 1:
                continue
            day = date(year, month + 1, 1)
            if day >= self.first:
                yield day, f"{day.year}" if step >= 12 else f"{day:%b} {day.year}"


def round_steps(highest: int, most: int = 4) -> tuple[int, int]:
    """Return a round number not below ``highest``, and the step to it in at most ``most`` lines."""
    wanted = max(1, highest)
    step = next(
        base * 10**power
        for power in range(12)
        for base in (1, 2, 5)
        if wanted <= most * base * 10**power
    )
    return -(-wanted // step) * step, step
