"""When something happened of which only the distance is told: "ten days after they signed"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from communique.intervals import shift_days, shift_months
from communique.records import Precision, Time, When
from communique.spans import Span
from communique.syntax import Parsed, Token

_WAYS = {"after": -1, "before": 1}
_LENGTH = re.compile(r"P(\d+)([DWMY])")
_INEXACT = frozenset(
    ("about", "almost", "around", "barely", "less", "more", "nearly", "over", "some", "under")
)
# By how many days one who counts in a unit may miss; "nearly a year" misses by as much again.
_UNITS: dict[str, tuple[int, Precision]] = {
    "D": (0, "day"), "W": (3, "week"), "M": (15, "month"), "Y": (183, "year"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Distance:
    """How far a clause lies from the one above: ``way`` is -1 where it came before.

    ``above`` is the verb of the clause from which is counted, ``length`` how far.
    """

    way: int
    above: Token
    length: Time


def distance_of(parsed: Parsed, trigger: Token, times: Sequence[Time]) -> Distance | None:
    """Return at what distance from another clause an event is told, if at one.

    Args:
        parsed: the parse.
        trigger: the event's word.
        times: the time expressions of the document.
    """
    for opener, outside in _openers(parsed, trigger):
        way = _WAYS.get(opener.text.lower())
        length = _length_before(parsed, opener, times)
        verb = next((t for t in (outside, *parsed.ancestors(outside)) if t.pos == "VERB"), None)
        if way is not None and length is not None and verb is not None:
            return Distance(way, verb, length)
    return None


def counted_from(distance: Distance, day: When, text: str) -> When | None:
    """Return the interval that lies at a distance from that of the clause above.

    Args:
        distance: how far and which way.
        day: when the clause above is placed.
        text: of the document.

    Returns:
        None where the clause above has no days, or a length in unknown numbers leaves it open.
    """
    length = _LENGTH.fullmatch(distance.length.value)
    if day.start is None or day.end is None:
        return None
    if distance.length.value.startswith("PT"):
        return _on_that_side(distance, day, days=1)
    if length is None:
        return _on_that_side(distance, day, days=None)
    count, unit = int(length[1]), length[2]
    slack, precision = _UNITS[unit]
    words = Span(distance.length.start, distance.length.end).of(text).lower().split()
    if set(words) & _INEXACT:
        slack = 2 * slack or count
    return When(
        start=shift_days(_moved(day.start, distance.way * count, unit), -slack),
        end=shift_days(_moved(day.end, distance.way * count, unit), slack),
        precision=precision if slack <= _UNITS[unit][0] else "unknown",
        basis="event",
    )


def clause_openers(parsed: Parsed, clause: Token) -> list[Token]:
    """Return the words that open a clause, also one that the parser took for a preposition."""
    bare = [t for t in parsed.children(clause, "prep") if not parsed.children(t, "pobj", "pcomp")]
    opening = [*parsed.children(clause, "mark", "advmod"), *bare]
    return [t for t in opening if t.index < clause.index]


def _openers(parsed: Parsed, trigger: Token) -> Iterator[tuple[Token, Token]]:
    """Yield the words that open the clause or phrase of a trigger, each with what it stands under.

    A clause that another one reports or describes is not looked out of.
    """
    for word in (trigger, *parsed.ancestors(trigger)):
        head = parsed.head(word)
        if word.dep == "advcl":
            yield from ((mark, head) for mark in clause_openers(parsed, word))
            return
        if word.dep in ("pobj", "pcomp"):
            yield head, parsed.head(head)
        if word.dep in ("ccomp", "relcl", "acl", "xcomp", "ROOT"):
            return


def _length_before(parsed: Parsed, opener: Token, times: Sequence[Time]) -> Time | None:
    """Return the length of time just before a word: the ten days of "ten days after"."""
    if not opener.index:
        return None
    before = parsed.tokens[opener.index - 1].span
    return next((t for t in times if t.type == "DURATION" and t.end == before.end), None)


def _on_that_side(distance: Distance, day: When, *, days: int | None) -> When:
    """Return the days up to those of the clause above, or after them; at most so many if known."""
    start, end = day.start, day.end
    if distance.way < 0:
        start = shift_days(start, -days) if start and days is not None else None
    else:
        end = shift_days(end, days) if end and days is not None else None
    return When(start=start, end=end, precision="unknown", basis="event")


def _moved(day: date, by: int, unit: str) -> date:
    if unit in ("D", "W"):
        return shift_days(day, by * (7 if unit == "W" else 1))
    return shift_months(day, by * (12 if unit == "Y" else 1))
