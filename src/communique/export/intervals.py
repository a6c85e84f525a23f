"""The days of events beside a table that has one cell for a day."""

from __future__ import annotations

from typing import IO

from communique.export.characters import tab_line
from communique.records import Event

_COLUMNS = ("Event ID", "event_id", "start", "end", "precision", "first_reported")


class Intervals:
    """A table that tells by which id an event goes elsewhere, and when it happened at all.

    Where the day is unknown, ICEWS, POLECAT and GDELT leave no room but an empty cell; who can do
    with a week or a month joins this table by ``Event ID``.
    """

    def __init__(self, output: IO[str]) -> None:
        self._output = output
        output.write(tab_line(_COLUMNS))

    def write(self, event: Event, number: object, reported: object) -> None:
        """Write one line: the id of a row, its event, and the days that are possible."""
        when = event.when
        days = (when.start, when.end, when.precision) if when else (None, None, "unknown")
        self._output.write(tab_line((number, event.event_id, *days, reported)))
