"""Cooperation and conflict over time, for a chart whose columns lead to their events."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from communique.analysis import SeriesRow, series
from communique.analysis.periods import Unit
from communique.ledger import Filters, Ledger
from communique.web.asked import query
from communique.web.draw.columns import Column, Columns, Kind

_MOST = 40  # columns

Address = Callable[[Mapping[str, Any]], str]

_ABOVE = (
    Kind(name="of cooperation in words", style="quad-1"),
    Kind(name="of cooperation in deeds", style="quad-2"),
)
_BELOW = (
    Kind(name="of conflict in words", style="quad-3"),
    Kind(name="of conflict in deeds", style="quad-4"),
)
_UNITS: tuple[tuple[Unit, int], ...] = (("month", 12), ("quarter", 4))


def over_time(ledger: Ledger, events: Filters, title: str) -> Columns | None:
    """Return what happened in as short periods as leave room, None if all lies in one.

    Args:
        ledger: to read from.
        events: conditions on events.
        title: of the chart.
    """
    years = _dated(series(ledger, events, by="year"))
    unit = unit_of(len(years), _MOST)
    rows = years if unit == "year" else _dated(series(ledger, events, by=unit))
    if sum(1 for row in rows if row.events) < 2:
        return None
    return chart_of(_trimmed(rows)[-_MOST:], title, lambda days: f"/events?{query(events, **days)}")


def chart_of(
    rows: Iterable[SeriesRow], title: str, address: Address | None = None
) -> Columns:
    """Return the chart of a series; those of no one period are not in it.

    Args:
        rows: of the series.
        title: of the chart.
        address: where a column leads, by the filters that ask for its days alone; nowhere if None.
    """
    shown = tuple(_column(row, address) for row in rows if row.period is not None)
    return Columns(title=title, above=_ABOVE, below=_BELOW, columns=shown)


def unit_of(years: int, most: int) -> Unit:
    """Return the shortest unit of which some years have no more than so many."""
    return next((unit for unit, parts in _UNITS if years * parts <= most), "year")


def spark_of(ledger: Ledger, events: Filters, first: date, last: date, title: str) -> Columns:
    """Return the same for a chart in a line of text, over given years."""
    unit = unit_of(last.year - first.year + 1, _MOST)
    whole = replace(events, since=f"{first.year:04}", until=f"{last.year:04}")
    rows = _dated(series(ledger, whole, by=unit))
    return chart_of(rows[-_MOST:], title)


def _dated(rows: Iterable[SeriesRow]) -> list[SeriesRow]:
    return [row for row in rows if row.period is not None]


def _trimmed(rows: list[SeriesRow]) -> list[SeriesRow]:
    filled = [n for n, row in enumerate(rows) if row.events]
    return rows[filled[0] : filled[-1] + 1]


def _column(row: SeriesRow, address: Address | None) -> Column:
    inside = {"since": str(row.start), "until": str(row.end), "after": None}
    return Column(
        label=row.period or "",
        above=(row.verbal_cooperation, row.material_cooperation),
        below=(row.verbal_conflict, row.material_conflict),
        href=address(inside) if address and row.events else None,
    )
