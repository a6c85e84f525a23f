"""A briefing: sections of sentences, each with the numbers of the notes that bear it out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Where a sentence comes from: the report, its day as known, and its very words.

    ``number`` counts from 1 in the order of first use; ``uri`` is set where it is a web address.
    """

    number: int
    outlet: str
    day: str
    quote: str
    uri: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sentence and its notes; ``more`` counts reports that tell it too and have no note."""

    text: str
    notes: tuple[int, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Sentences under a heading of their own, such as a month; no heading for the only part."""

    lines: tuple[Line, ...]
    heading: str | None = None
    remark: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table and the notes of its last cell."""

    cells: tuple[str, ...]
    notes: tuple[int, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; ``head`` is empty where the first column names what the second one holds."""

    head: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section: sentences in parts, or a table. ``remark`` says what was left out, and why."""

    title: str
    parts: tuple[Part, ...] = ()
    table: Table | None = None
    remark: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One colour of a chart: its name, its style (``cooperation``, ...) and a value a column."""

    name: str
    style: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Stacked columns: a label a column, and what is counted. ``remark`` says what is not drawn."""

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    remark: str | None = None

    @property
    def highest(self) -> int:
        """The height of the highest column, 0 if there is none."""
        return max((sum(values) for values in self.columns), default=0)

    @property
    def columns(self) -> tuple[tuple[int, ...], ...]:
        """The values of each column, in the order of the series."""
        return tuple(zip(*(one.values for one in self.series), strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """What a ledger holds on a question, fit to be read.

    ``asked`` says in words what was asked for; ``first`` and ``last`` are the days of the first
    and the last report behind it, None where no report is dated.
    """

    title: str
    asked: str
    facts: Table | None = None
    charts: tuple[Chart, ...] = ()
    sections: tuple[Section, ...] = ()
    notes: tuple[Note, ...] = ()
    first: date | None = None
    last: date | None = None
