"""Cooperation and conflict over time, for a chart whose columns lead to their events."""

from __future__ import annotations

from collections.abc import Iterable

from communique.analysis import SeriesRow, series
from communique.analysis.periods import Unit
from communique.ledger import Filters, Ledger
from communique.web import asked
from communique.web.draw.columns import Column, Columns, Kind

_MOST = 40  # columns

_ABOVE = (
    Kind(name="of cooperation in words", style="quad-1"),
    Kind(name="of cooperation in deeds", style="quad-2"),
)
_BELOW = (
    Kind(name="of conflict in words", style="quad-3"),
    Kind(name="of conflict in deeds", style="quad-4"),
)
_UNITS: tuple[tuple[Unit, int], ...] = (("year", 1), ("quarter", 4), ("month", 12))


def over_time(ledger: Ledger, events: Filters, title: str) -> Columns | None:
    """Return what happened in as short periods as leave room, None if all lies in one.

    Args:
        ledger: to read from.
        events: conditions on events.
        title: of the chart.
    """
    years = _dated(series(ledger, events, by="year"))
    rows, filled = years, sum(1 for row in years if row.events)
    for unit, parts in _UNITS[1:]:
        if len(years) * parts <= _MOST:
            rows = _dated(series(ledger, events, by=unit))
            filled = sum(1 for row in rows if row.events)
    if filled < 2:
        return None
    shown = tuple(_column(row, events) for row in _trimmed(rows)[-_MOST:])
    return Columns(title=title, above=_ABOVE, below=_BELOW, columns=shown)


def _dated(rows: Iterable[SeriesRow]) -> list[SeriesRow]:
    return [row for row in rows if row.period is not None]


def _trimmed(rows: list[SeriesRow]) -> list[SeriesRow]:
    filled = [n for n, row in enumerate(rows) if row.events]
    return rows[filled[0] : filled[-1] + 1]


def _column(row: SeriesRow, events: Filters) -> Column:
    inside = {"since": str(row.start), "until": str(row.end), "after": None}
    return Column(
        label=row.period or "",
        above=(row.verbal_cooperation, row.material_cooperation),
        below=(row.verbal_conflict, row.material_conflict),
        href=f"/events?{asked.query(events, **inside)}" if row.events else None,
    )
