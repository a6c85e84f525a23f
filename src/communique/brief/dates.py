"""Days as English says them, no more exact than the ledger knows them."""

from __future__ import annotations

from datetime import date

from communique.intervals import month_interval
from communique.records import When


def day_words(day: date) -> str:
    """Return a day, such as "16 May 2024"."""
    return f"{day.day} {day:%B} {day.year}"


def month_words(day: date) -> str:
    """Return the month of a day, such as "May 2024"."""
    return f"{day:%B} {day.year}"


def when_words(when: When | None) -> str | None:
    """Return a date with its preposition: "on 16 May 2024", "between 14 and 17 September 2021".

    Returns None where neither end is known.
    """
    start, end = (when.start, when.end) if when else (None, None)
    if start is None or end is None:
        if start is None:
            return f"on or before {day_words(end)}" if end else None
        return f"on or after {day_words(start)}"
    if start == end:
        return f"on {day_words(start)}"
    period = _whole_period(start, end)
    if period:
        return f"in {period}"
    unknown = "on an unknown day " if when and when.precision == "unknown" else ""
    return f"{unknown}between {_span(start, end, ' and ')}"


def interval_words(when: When | None) -> str | None:
    """Return a period without a preposition: "2023", "August 2022 to July 2023", or None."""
    start, end = (when.start, when.end) if when else (None, None)
    if start is None or end is None:
        if start is None:
            return f"until {day_words(end)}" if end else None
        return f"from {day_words(start)}"
    if start == end:
        return day_words(start)
    return _whole_period(start, end) or _span(start, end, " to ")


def due_words(when: When | None) -> str | None:
    """Return by when something is due: "due in August 2023", or None."""
    start, end = (when.start, when.end) if when else (None, None)
    if start is None and end is not None:
        return f"due by {day_words(end)}"
    if end is None and start is not None:
        return f"due from {day_words(start)} on"
    words = when_words(when)
    return f"due {words}" if words else None


def _whole_period(start: date, end: date) -> str | None:
    """A whole year or month by its own name."""
    if start.year != end.year or start.day != 1:
        return None
    if (start.month, end.month, end.day) == (1, 12, 31):
        return f"{start.year}"
    return month_words(start) if month_interval(start.year, start.month) == (start, end) else None


def _span(start: date, end: date, to: str) -> str:
    """Two days, or two months where the period is one of whole months."""
    whole = start.day == 1 and end == month_interval(end.year, end.month)[1]
    if whole:
        first = f"{start:%B}" if start.year == end.year else month_words(start)
        return f"{first}{to}{month_words(end)}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}{to}{day_words(end)}"
    first = f"{start.day} {start:%B}" if start.year == end.year else day_words(start)
    return f"{first}{to}{day_words(end)}"
