"""The days in the lines that a page shows around its report, and what each line calls its day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from communique.clean.metadata.bylines import persons
from communique.clean.metadata.candidate import Candidate
from communique.clean.metadata.dates import StatedDate, stated_dates, without_dates
from communique.clean.metadata.outlets import fold_name
from communique.clean.text.line_rules import is_date_line
from communique.records import When

Day = Candidate[When]
DayRole = Literal["published", "updated", "updated by title", "page"]

_BETWEEN = re.compile(r"\s*[|•·]\s*|\s+[–—-]\s+|\s{2,}")
_BY = re.compile(r"(?:^|[|•·–—]\s*)(?:(?:text|posted|written|story) )?by\s+\w", re.I)
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}\b(?!\.\d)")
_DATE_WORDS = 14
_LONGEST_LINE = 200
_LINES_ABOVE = 6
_MOST_TITLES = 10
_MOST_LINES_BELOW = 12
_LINES_BELOW = 3
_STAMP_ABOVE = 4
_MASTHEAD_WORDS = 5  # beside its date; more is another story


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The lines that a page shows above its report, those around and below it, and its title."""

    head: Sequence[str]
    foot: Sequence[str]
    title: str | None

    @property
    def titles_at(self) -> tuple[int, ...]:
        """The lines above the report that are its title."""
        wanted = fold_name(self.title or "")
        lines = enumerate(self.head)
        near = ((at, line) for at, line in lines if len(wanted) <= len(line) <= 2 * len(wanted))
        return tuple(at for at, line in near if fold_name(line) == wanted)[:_MOST_TITLES]

    @property
    def below_title(self) -> Sequence[str]:
        """The lines between title and report, with a dated one right above the title."""
        titles = self.titles_at
        if not titles:
            return self.head[-_LINES_ABOVE:]
        last = titles[-1]
        nearest = self.head[max(0, last - _STAMP_ABOVE) : last]
        above = [line for line in nearest if _dates_in(line) and _names_writer(line)]
        return [*above, *self.head[last + 1 :][:_MOST_LINES_BELOW]]


def day_of(
    day: date, basis: str, confidence: float, words: str, date_words: str | None = None
) -> Day:
    """Return a day as a candidate, read from ``words``, of which ``date_words`` name the day."""
    text = date_words or words
    when = When(start=day, end=day, precision="day", text=text, basis="publication")
    return Candidate(value=when, basis=basis, confidence=confidence, text=words)


def visible_days(shown: Shown, beside_heading: str) -> Iterator[tuple[DayRole, Day]]:
    """Yield the days in the lines around a report, each with what it is a day of.

    Args:
        shown: the lines, and the title among them.
        beside_heading: words of the elements around the page's heading; a bare date right above
            the title is the report's if it stands there, else the masthead's.
    """
    titles = shown.titles_at
    for at, line in enumerate(shown.head):
        dates = _dates_in(line)
        if dates:
            place = _Place(
                by_title=_is_by_title(at, line, titles, beside_heading),
                by_report=not titles and at >= len(shown.head) - _LINES_ABOVE,
                above_title=bool(titles) and at < titles[-1],
            )
            for stated in dates:
                yield from _read(stated, line, place)
    yield from _below(shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a line above the report stands."""

    by_title: bool
    by_report: bool
    above_title: bool


def _is_by_title(at: int, line: str, titles: Sequence[int], beside_heading: str) -> bool:
    return any(
        (place < at and (place == titles[-1] or at <= place + _LINES_BELOW))
        or (at == place - 1 and (line in beside_heading or _is_stamp(line)))
        or (place - _STAMP_ABOVE <= at < place and _names_writer(line))
        for place in titles
    )


def _read(stated: StatedDate, line: str, place: _Place) -> Iterator[tuple[DayRole, Day]]:
    day, words = stated.day, stated.text
    by_title = place.by_title
    if stated.role == "saved":
        yield "page", day_of(day, "label", 0.8, line, words)
    elif stated.role == "published":
        yield "published", day_of(day, "label", 0.87, line, words)
    elif stated.role == "updated":
        yield "updated", day_of(day, "label", 0.8 if by_title else 0.6, line, words)
        if by_title or place.by_report:
            yield "updated by title", day_of(day, "label", 0.5, line, words)
    elif by_title and _dates_report(line):
        yield "published", day_of(day, "label", 0.85, line, words)
    elif place.by_report and (_is_stamp(line) or _names_writer(line)):
        yield "published", day_of(day, "label", 0.6, line, words)
    elif place.above_title and len(without_dates(line).split()) <= _MASTHEAD_WORDS:
        yield "page", day_of(day, "masthead", 0.7, line, words)


def _below(shown: Shown) -> Iterator[tuple[DayRole, Day]]:
    """Labelled days around and below the report; where they differ, other stories stand there."""
    found = [
        (stated, line) for line in shown.foot for stated in _dates_in(line)
        if stated.role != "bare"
    ]  # fmt: skip
    kinds: dict[str, DayRole] = {"saved": "page", "published": "published", "updated": "updated"}
    for role, kind in kinds.items():
        days = [(stated, line) for stated, line in found if stated.role == role]
        if len({stated.day for stated, _ in days}) == 1:
            stated, line = days[0]
            yield kind, day_of(stated.day, "label", 0.6, line, stated.text)


def _dates_report(line: str) -> bool:
    """Whether a line beside the title gives a day and at most its writers or the like."""
    pieces = _BETWEEN.split(line)
    if any(map(is_date_line, (line, *pieces))) or _names_writer(line):
        return True
    return bool(persons(_BETWEEN.split(without_dates(line))[0], lambda _: False))


def _is_stamp(line: str) -> bool:
    """Whether a line above the title dates the report to the minute, and not the page."""
    return bool(_CLOCK.search(line)) and any(map(is_date_line, _BETWEEN.split(line)))


def _names_writer(line: str) -> bool:
    return bool(_BY.search(line) or _BY.match(without_dates(line).strip()))


def _dates_in(line: str) -> tuple[StatedDate, ...]:
    dates = stated_dates(line) if len(line) <= _LONGEST_LINE else ()
    return dates if dates and len(line.split()) <= _DATE_WORDS else ()
