"""What the rows of one table have in common, by which a row is told from a line of prose."""

from __future__ import annotations

_SHORT = 40
_FEWEST_ROWS = 5
_MOST_ROWS = 1_000


class Shape:
    """The traits that the first thousand rows share, by column; none before five are seen.

    A column may hold addresses only, or numbers and dates only; a row may begin or end with a
    quotation mark.
    """

    def __init__(self, width: int) -> None:
        self._traits = [frozenset(("address", "number"))] * width
        self._edges = frozenset(("first", "last"))
        self._seen = 0

    def learn(self, cells: list[str], written: str) -> None:
        """Take note of a row that is surely one: its cells, and how it is written."""
        self._seen += 1
        if self._seen > _MOST_ROWS:
            return
        self._traits = [old & _traits(new) for old, new in zip(self._traits, cells, strict=True)]
        self._edges &= _edges(written)

    def fits(self, cells: list[str], written: str) -> bool:
        """Tell whether a row has all the traits that the others have; unknown rows fit."""
        if self._seen < _FEWEST_ROWS:
            return True
        pairs = zip(self._traits, cells, strict=True)
        return self._edges <= _edges(written) and all(old <= _traits(new) for old, new in pairs)

    @property
    def tells(self) -> bool:
        """Whether some column tells a row from prose."""
        return self._seen >= _FEWEST_ROWS and any(self._traits)

    @property
    def last_tells(self) -> bool:
        """Whether the last column does."""
        return self._seen >= _FEWEST_ROWS and bool(self._traits[-1])


def _traits(cell: str) -> frozenset[str]:
    if cell.startswith(("http://", "https://")):
        return frozenset(("address",))
    short = len(cell) < _SHORT
    return frozenset(("number",) if short and any(map(str.isdigit, cell)) else ())


def _edges(written: str) -> frozenset[str]:
    found = ("first", written[:1] == '"'), ("last", written.rstrip()[-1:] == '"')
    return frozenset(name for name, quoted in found if quoted)
