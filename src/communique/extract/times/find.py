"""Find time expressions in a parsed text and say which days they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from communique.extract.times import (
    calendar_dates,
    clock,
    day_names,
    distances,
    durations,
    holidays,
    parts_of_month,
    parts_of_year,
    references,
    relative,
    years,
)
from communique.extract.times.direction import direction_at
from communique.extract.times.reading import Context, Direction, Reading, Rule
from communique.extract.times.traps import is_trap
from communique.records import Basis, Time, When
from communique.spans import Span
from communique.syntax import Parsed

_RULES: tuple[Rule, ...] = (
    *clock.RULES, *calendar_dates.RULES, *parts_of_month.RULES, *holidays.RULES, *years.RULES,
    *day_names.RULES, *relative.RULES, *distances.RULES, *parts_of_year.RULES, *references.RULES,
    *durations.RULES,
)  # fmt: skip
_SINCE = re.compile(r"\bsince (?:the )?(?:end of )?$", re.IGNORECASE)
_BY = re.compile(r"\b(?:by|until|till|no later than) (?:the )?$", re.IGNORECASE)
_AHEAD = re.compile(r"\b(?:as (?:soon|early) as|effective|due) (?:on )?$", re.IGNORECASE)
# A date told further back than this no longer carries "the following day".
_ANCHOR_REACH = 600


@dataclass(frozen=True, slots=True)
class _Found:
    rule: Rule
    match: re.Match[str]

    @property
    def span(self) -> Span:
        return Span(*self.match.span())


def find_times(
    parsed: Parsed, published: date | None, *, bounds: When | None = None
) -> tuple[Time, ...]:
    """Return the time expressions of a text in order, none overlapping.

    Args:
        parsed: the parse; blocks that the gate skipped are searched too, without tense.
        published: the day of publication, from which relative expressions count.
        bounds: days between which the text was written, used where ``published`` is None.

    Returns:
        TIMEX3 types and values as TempEval-3 writes them (Pustejovsky et al. 2003, UzZaman et al.
        2013), with the interval of days for expressions that name days. Without a day to count
        from, that interval is open.
    """
    today = _possible_days(published, bounds)
    times: list[Time] = []
    anchor: Reading | None = None
    anchor_at = 0
    for found in _candidates(parsed):
        if anchor is not None and found.span.start - anchor_at > _ANCHOR_REACH:
            anchor = None
        direction = _direction(parsed, found.span)
        reading = _read(found, today, direction, anchor)
        if reading is None:
            continue
        times.append(_time(parsed.text, found.span, reading, today))
        if reading.type in ("DATE", "TIME") and reading.days is not None and not reading.anchored:
            anchor, anchor_at = reading, found.span.end
    return tuple(times)


def _direction(parsed: Parsed, span: Span) -> Direction:
    """Return the verb's direction; "by" and "until" may look ahead even beside a past tense."""
    direction = direction_at(parsed, span)
    before = parsed.text[max(0, span.start - 24) : span.start]
    if _AHEAD.search(before):
        return "future"
    return "present" if direction == "past" and _BY.search(before) else direction


def _possible_days(published: date | None, bounds: When | None) -> tuple[date | None, date | None]:
    """Return the first and last day on which the text may have been published."""
    if published is not None:
        return _sane(published), _sane(published)
    return (None, None) if bounds is None else (_sane(bounds.start), _sane(bounds.end))


def _sane(day: date | None) -> date | None:
    """Leave out days on which no report was published; arithmetic then stays in the calendar."""
    return day if day is not None and 1500 <= day.year <= 2500 else None


def _candidates(parsed: Parsed) -> Iterator[_Found]:
    """Yield the leftmost longest matches that are no traps, block by block."""
    for block in parsed.blocks or (Span(0, len(parsed.text)),):
        found = [
            _Found(rule, match)
            for rule in _RULES
            for match in rule.pattern.finditer(parsed.text, block.start, block.end)
        ]
        found.sort(key=lambda f: (f.span.start, -f.span.end))
        end = block.start
        for one in found:
            if one.span.start >= end and not is_trap(parsed, one.rule.name, one.span):
                end = one.span.end
                yield one


def _read(
    found: _Found,
    today: tuple[date | None, date | None],
    direction: Direction,
    anchor: Reading | None,
) -> Reading | None:
    """Read one match, for the first and the last possible day of publication."""
    first, last = (
        found.rule.read(found.match, Context(today=day, direction=direction, anchor=anchor))
        for day in today
    )
    if first is None or last is None or first == last:
        return first if first == last else None
    blind = found.rule.read(found.match, Context(direction=direction, anchor=anchor))
    value = blind.value if blind else last.value
    return replace(last, value=value, start=first.start, end=last.end)


def _basis(reading: Reading, today: tuple[date | None, date | None]) -> Basis:
    if reading.explicit and not reading.anchored:
        return "explicit"
    if reading.start is None and reading.end is None:
        return "none"
    if reading.anchored or today[0] is None or today[0] != today[1]:
        return "document"
    return "publication"


def _time(text: str, span: Span, reading: Reading, today: tuple[date | None, date | None]) -> Time:
    when = None
    if reading.datable and reading.type != "SET":
        start, end = _stretched(text, span, reading, today)
        when = When(
            start=start, end=end, precision=reading.precision, text=span.of(text), span=span,
            basis=_basis(reading, today),
        )  # fmt: skip
    return Time(start=span.start, end=span.end, type=reading.type, value=reading.value, when=when)


def _stretched(
    text: str, span: Span, reading: Reading, today: tuple[date | None, date | None]
) -> tuple[date | None, date | None]:
    """Let "since" run on to the day of publication and "by" begin there."""
    before = text[max(0, span.start - 24) : span.start]
    start, end = reading.start, reading.end
    if start is not None and _SINCE.search(before):
        last = today[1]
        return start, None if last is None or end is None else max(end, last)
    if end is not None and _BY.search(before):
        first = today[0]
        return (None if first is None or start is None else min(start, first)), end
    return start, end
