"""What an export made of the records that came in: counts in are counts out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What became of the records of one kind in one file.

    ``records`` went out; ``rows`` is how many rows, features or edges they make, None if each
    makes one. ``left_out`` counts by reason those for which the format has no place, so that
    ``records`` and ``left_out`` together are all that the ledger holds.
    """

    kind: str
    file: str
    records: int
    rows: int | None = None
    left_out: Mapping[str, int] = field(default_factory=dict)

    @property
    def seen(self) -> int:
        """How many records came in."""
        return self.records + sum(self.left_out.values())


class Tally:
    """Counts the records of one kind while a file is written."""

    def __init__(self, kind: str, file: str) -> None:
        self._kind, self._file = kind, file
        self._records, self._rows = 0, 0
        self._left_out: Counter[str] = Counter()

    def keep(self, rows: int = 1) -> None:
        """Count a record that goes out, in so many rows."""
        self._records += 1
        self._rows += rows

    def leave_out(self, reason: str, count: int = 1) -> None:
        """Count records that stay behind."""
        if count:
            self._left_out[reason] += count

    @property
    def seen(self) -> int:
        """How many records came in so far."""
        return self._records + self._left_out.total()

    def written(self, *, rows: int | None = None) -> Written:
        """Return the counts; ``rows`` if they are known only at the end."""
        return Written(
            kind=self._kind,
            file=self._file,
            records=self._records,
            rows=self._rows if rows is None else rows,
            left_out=dict(sorted(self._left_out.items())),
        )
