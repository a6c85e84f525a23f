"""Read a date that a header, a page's metadata or a row of JSON states."""

from __future__ import annotations

import re
from datetime import date

from communique.extract.times import calendar_dates, years
from communique.extract.times.reading import Context, Reading
from communique.records import When
from communique.spans import Span

_LEADING_ISO = re.compile(r"\s*(\d{4})-?(\d\d)-?(\d\d)(?=$|[T\s])")
_YEAR_FIRST = re.compile(r"\s*(\d{4})[./](\d{1,2})[./](\d{1,2})(?!\d)")
_CLOCK = re.compile(r"(?<![\d.])[0-2]?\d:[0-5]\d")
_RULES = tuple(
    r for r in (*calendar_dates.RULES, *years.RULES)
    if r.name in ("iso", "numeric", "month day", "day month", "month year", "year")
)  # fmt: skip


def parse_date(text: str) -> When | None:
    """Return the day that ``text`` states as a date on its own, or None.

    Args:
        text: a short string such as ``2024-07-09T10:00:00Z``, ``Tue, 09 Jul 2024 10:00:00 +0000``,
            ``March 27, 2018`` or ``18.06.2023 09:40``.

    Returns:
        The day, month or year named, basis "explicit", precision "minute" if an hour is told too.
        ``09/10/2023`` may be either of two days and comes back as the interval between them.
    """
    for pattern in (_LEADING_ISO, _YEAR_FIRST):
        match = pattern.match(text)
        if match:
            return _from_parts(text, match)
    for rule in _RULES:
        for found in rule.pattern.finditer(text):
            reading = rule.read(found, Context())
            if reading is not None and reading.explicit and reading.start is not None:
                return _when(text, Span(*found.span()), reading)
    return None


def _from_parts(text: str, match: re.Match[str]) -> When | None:
    try:
        on = date(*(int(part) for part in match.groups()))
    except ValueError:
        return None
    stripped = Span(match.start(1), match.end())
    return _when(text, stripped, Reading(value="", start=on, end=on, precision="day"))


def _when(text: str, span: Span, reading: Reading) -> When:
    single = reading.start == reading.end
    precision = "minute" if single and _CLOCK.search(text) else reading.precision
    return When(
        start=reading.start, end=reading.end, precision=precision, text=span.of(text), span=span,
        basis="explicit",
    )  # fmt: skip
