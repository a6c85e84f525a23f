"""Dates that a page states about itself: when it was published, and when it was saved.

Only dates with a year count, and a date that two conventions read differently (04/05/2023) counts
for nothing: no date is better than a wrong one.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from communique.knowledge.files import read_yaml
from communique.records import When
from communique.spans import Span

_YEARS = range(1800, 2101)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º)?\.?"
_WORD = r"(?P<month>[^\W\d_]{3,12})\.?"
_YEAR = r"(?P<year>\d{4})"
_PATTERNS = (
    re.compile(r"(?<![\d/.-])(?P<year>\d{4})[-/.](?P<number>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)"),
    re.compile(
        rf"(?<![\d/.-]){_DAY}[\s-]+(?:of\s+|de\s+)?{_WORD},?[\s-]+(?:de\s+)?{_YEAR}(?!\d)", re.I
    ),
    re.compile(rf"(?<!\w){_WORD}\s+{_DAY}(?:,\s*|\s+){_YEAR}(?!\d)", re.I),
    re.compile(rf"(?<![\d/.-]){_YEAR}[.,]?\s+{_WORD}\s+{_DAY}(?!\d)", re.I),
    re.compile(rf"{_YEAR}\s?[年년]\s?(?P<number>\d{{1,2}})\s?[月월]\s?(?P<day>\d{{1,2}})\s?[日일]"),
    re.compile(r"(?<![\d/.-])(?P<day>\d{1,2})\.\s?(?P<number>\d{1,2})\.\s?(?P<year>\d{4})(?!\d)"),
    re.compile(r"(?<![\d/.-])(?P<year>\d{4})\.\s(?P<number>\d{1,2})\.\s(?P<day>\d{1,2})\b"),
    re.compile(r"(?<![\d/.-])(?P<either>\d{1,2})[/-](?P<other>\d{1,2})[/-](?P<year>\d{4})(?!\d)"),
)
_SHORTEST_DATE = 8
_HAS_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_COMPACT = re.compile(r"^\s*((?:19|20)\d{2})(\d{2})(\d{2})(?:$|[T\s]|\d{4,6}$)")
_MONTH_ONLY = re.compile(r"\s*(\d{4})-(\d{2})\s*")
_PUBLISHED = re.compile(
    r"\b(?:published|posted|filed|issued|released|moved|transmitted|date|dated|created|added)\b",
    re.I,
)
_UPDATED = re.compile(r"\b(?:updated?|modified|revised|last changed|edited)\b", re.I)
_SAVED = re.compile(
    r"\b(?:page (?:was )?(?:generated|saved|rendered|built)|generated (?:on|at)|printed|saved"
    r"|accessed|retrieved|downloaded|archived|captured|cached|snapshot|today(?: is|'s date)"
    r"|as of)\b",
    re.I,
)

Role = Literal["published", "updated", "saved", "bare"]


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A full date in a line of a page: the day, its words, and what the line says it is."""

    day: date
    span: Span
    text: str
    role: Role


@functools.cache
def month_numbers() -> Mapping[str, int]:
    """Return the number of each month name of ``data/months.yaml``."""
    listed = read_yaml("communique.clean", "months.yaml")
    return {name: number for number, names in listed.items() for name in names}


def stated_dates(line: str) -> tuple[StatedDate, ...]:
    """Return the full dates that ``line`` states, in order of appearance."""
    if len(line) < _SHORTEST_DATE or not _HAS_YEAR.search(line):
        return ()
    found: dict[int, StatedDate] = {}
    for pattern in _PATTERNS:
        for match in pattern.finditer(line):
            day = _day(match.groupdict())
            if day and not any(s.span.overlaps(Span(*match.span())) for s in found.values()):
                span = Span(*match.span())
                found[match.start()] = StatedDate(day, span, match[0], _role(line, span))
    return tuple(found[start] for start in sorted(found))


def parse_date(words: str, basis: Literal["publication", "document"]) -> When | None:
    """Return the date that a metadata value gives, to the day or the month, or None.

    Args:
        words: such as ``2023-03-11T06:15:00Z``, ``March 11, 2023`` or ``2023-03``. The day is the
            one written, in whatever time zone the writer was.
        basis: what kind of date it is.
    """
    stated = stated_dates(words[:200])
    if stated:
        return as_when(stated[0], basis)
    month = _MONTH_ONLY.fullmatch(words)
    if month:
        return _whole_month(int(month[1]), int(month[2]), words.strip(), basis)
    return None


def metadata_date(value: str, basis: Literal["publication", "document"]) -> When | None:
    """Return the date of a metadata value, which may also be written as ``20240703T0540``."""
    compact = _COMPACT.match(value)
    if compact:
        value = f"{compact[1]}-{compact[2]}-{compact[3]}"
    return parse_date(value, basis)


def as_when(stated: StatedDate, basis: Literal["publication", "document"]) -> When:
    """Return a stated date as an interval of one day."""
    return When(start=stated.day, end=stated.day, precision="day", text=stated.text, basis=basis)


def without_dates(line: str) -> str:
    """Return ``line`` without its full dates."""
    for stated in reversed(stated_dates(line)):
        line = line[: stated.span.start] + " " + line[stated.span.end :]
    return line


def _role(line: str, span: Span) -> Role:
    before, rest = line[: span.start], line[span.end :]
    if _SAVED.search(line):
        return "saved"
    if _PUBLISHED.search(before) and not _UPDATED.search(_after_last_label(before)):
        return "published"
    return "updated" if _UPDATED.search(before) or _UPDATED.fullmatch(rest.strip()) else "bare"


def _after_last_label(before: str) -> str:
    labels = list(_PUBLISHED.finditer(before))
    return before[labels[-1].end() :] if labels else before


def _day(parts: dict[str, str | None]) -> date | None:
    year, day = int(parts["year"] or 0), int(parts.get("day") or 0)
    if parts.get("month"):
        number = month_numbers().get((parts["month"] or "").casefold(), 0)
    elif parts.get("either"):
        day, number = _either_order(int(parts["either"] or 0), int(parts["other"] or 0))
    else:
        number = int(parts.get("number") or 0)
    if year not in _YEARS:
        return None
    try:
        return date(year, number, day)
    except ValueError:
        return None


def _either_order(first: int, second: int) -> tuple[int, int]:
    """Day and month of ``14/10`` or ``10/14``; nothing when both orders are possible."""
    if first > 12 or first == second:
        return first, second
    return (second, first) if second > 12 else (0, 0)


def _whole_month(
    year: int, number: int, words: str, basis: Literal["publication", "document"]
) -> When | None:
    if year not in _YEARS or not 1 <= number <= 12:
        return None
    start = date(year, number, 1)
    end = (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return When(start=start, end=end, precision="month", text=words, basis=basis)
