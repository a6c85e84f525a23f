"""The answer of an analysis: rows of one kind, ready to be gone through or taken as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from html import escape
from typing import TYPE_CHECKING, Any, TypeVar, overload

from communique.ledger.frames import arrow_table, polars_frame
from communique.ledger.tidy import as_cell, tidy_columns

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

R = TypeVar("R")


class Rows(Sequence[R]):
    """Rows of one dataclass, whose fields are the columns of every table made of them.

    Attributes:
        row_type: the dataclass.
    """

    def __init__(self, row_type: type[R], rows: Iterable[R]) -> None:
        self.row_type = row_type
        self._rows = tuple(rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[R]:
        return iter(self._rows)

    @overload
    def __getitem__(self, at: int) -> R: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[R, ...]: ...
    def __getitem__(self, at: int | slice) -> R | tuple[R, ...]:
        return self._rows[at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # as a list

    def __repr__(self) -> str:
        return f"<{len(self)} rows of {self.row_type.__name__}>"

    def first(self, count: int) -> Rows[R]:
        """Return the first rows."""
        return Rows(self.row_type, self._rows[:count])

    def to_arrow(self) -> pa.Table:
        """Return the rows as an Arrow table."""
        return arrow_table(self.row_type, self)

    def to_pandas(self) -> pd.DataFrame:
        """Return the rows as a data frame of pandas, which must be installed."""
        return self.to_arrow().to_pandas()

    def to_polars(self) -> pl.DataFrame:
        """Return the rows as a data frame of Polars, which must be installed."""
        return polars_frame(self.to_arrow())

    def _repr_html_(self) -> str:
        names = [column.name for column in fields_of(self.row_type)]
        head = "".join(f"<th>{escape(name)}</th>" for name in names)
        body = "".join(_html_row(cells_of(row)) for row in self)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def fields_of(row_type: Any) -> tuple[Any, ...]:
    """Return the fields of a dataclass of rows, in order."""
    return fields(row_type)


def cells_of(row: Any) -> list[str]:
    """Return the values of a row as text, in the order of its columns."""
    return [as_cell(column.value(row)) for column in tidy_columns(type(row))]


def _html_row(cells: list[str]) -> str:
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
