"""What a question to a ledger gives: records to go through, to count, or to take as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from communique.ledger.filters import Filters
from communique.ledger.frames import arrow_table, polars_frame
from communique.ledger.kinds import Kind
from communique.ledger.tidy import as_cell, tidy_columns

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

R = TypeVar("R")

_SHOWN = 20
_LONGEST_CELL = 120


class Selection(Generic[R]):
    """The records of one kind that meet the filters, read anew each time they are gone through.

    Nothing is read before it is asked for, and going through a selection holds some hundred
    records in memory at a time.

    Attributes:
        kind: of the records.
        filters: that they meet.
    """

    def __init__(
        self,
        kind: Kind,
        filters: Filters,
        read: Callable[[], Iterator[R]],
        count: Callable[[], int],
    ) -> None:
        self.kind = kind
        self.filters = filters
        self._read = read
        self._count = count

    def __iter__(self) -> Iterator[R]:
        return self._read()

    def count(self) -> int:
        """Return how many there are, no more than the limit, without reading them."""
        # Not __len__: list() would ask for it, and so ask the ledger twice.
        found = self._count()
        return found if self.filters.limit is None else min(found, self.filters.limit)

    def first(self) -> R | None:
        """Return the first record, or None."""
        return next(iter(self), None)

    def to_arrow(self) -> pa.Table:
        """Return the records as an Arrow table; columns are named as in CSV."""
        return arrow_table(self.kind.record, self)

    def to_pandas(self) -> pd.DataFrame:
        """Return the records as a data frame of pandas, which must be installed.

        Days are ``datetime.date``, several parties a list in each cell.
        """
        return self.to_arrow().to_pandas()

    def to_polars(self) -> pl.DataFrame:
        """Return the records as a data frame of Polars, which must be installed."""
        return polars_frame(self.to_arrow())

    def __repr__(self) -> str:
        asked = ", ".join(f"{name}={value!r}" for name, value in self.filters.given().items())
        return f"<{self.count()} {self.kind.name}{': ' if asked else ''}{asked}>"

    def _repr_html_(self) -> str:
        """A table for notebooks: the first records, without columns that hold nothing."""
        rows = list(islice(self, _SHOWN))
        columns = [c for c in tidy_columns(self.kind.record) if c.holds != "json"]
        cells = {c.name: [as_cell(c.value(row))[:_LONGEST_CELL] for row in rows] for c in columns}
        told = {name: values for name, values in cells.items() if any(values)}
        head = "".join(f"<th>{escape(name)}</th>" for name in told)
        body = "".join(_row(values) for values in zip(*told.values(), strict=True))
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        # Some tables are wider than any screen.
        return f'<div style="overflow-x:auto">{table}</div>{self._rest()}'

    def _rest(self) -> str:
        return f"<p>{_SHOWN} of {self.count()}</p>" if self.count() > _SHOWN else ""


def _row(values: tuple[Any, ...]) -> str:
    return f"<tr>{''.join(f'<td>{escape(value)}</td>' for value in values)}</tr>"
