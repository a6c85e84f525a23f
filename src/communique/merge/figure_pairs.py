"""Whether two figures measure one thing, and whether both can be right."""

from __future__ import annotations

from datetime import date
from typing import Literal

from communique.merge.conflicts import places_agree
from communique.merge.dispute_words import load_dispute_words
from communique.merge.measured import Measured
from communique.merge.quantities import amount, compatible, same_amount, stem
from communique.records import DisputeKind
from communique.spans import Span

_SHARES = frozenset({"percent", "percentage point", "basi point", "tim"})  # of unlike wholes
_ALIKE = 0.7  # share of words that two descriptions of one measure have in common
_ALIKE_MONEY = 2  # words in common of two sums for which no parties are named
_FAR_APART = 4  # times; figures of two reports further apart measure different things
_FAR_APART_IN_REPORT = 10  # two speakers side by side may be
_HISTORY = 60  # days
_NARROW = 7  # days; a sentence dated so tells of one happening
_APART_IN_TIME = 4  # days between what two sentences tell of
_TOLL_STANDS = 14  # days in which reports count the dead of one happening
_TRADE_STANDS = 30
_FRESH = 4  # days in which reports without parties tell of one thing
_CLOSE_BY = 400  # characters between two rival figures of one report
_ROUGH_WORDS = 2  # words that the sentences of two running counts share

Relation = Literal["same", "rounded", "open", "apart"]


def measure_one_thing(first: Measured, second: Measured) -> bool:
    """Tell whether two figures, of two reports or of two speakers in one, measure one thing.

    What is measured, whose it is, where and when must agree as far as the sentences say.
    """
    if first.unit != second.unit or first.unit in _SHARES or first.aim != second.aim:
        return False
    if first.part or second.part or first.moving or second.moving:
        return False
    if first.document is second.document and not _rivals_in_report(first, second):
        return False
    if _of_unlike_persons(first, second):
        return False
    return (
        _sizes_near(first, second)
        and _directions_agree(first, second)
        and _days_meet(first, second)
        and _reported_near(first, second)
        and (_people_meet if first.sort and second.sort else _things_meet)(first, second)
    )


def _of_unlike_persons(first: Measured, second: Measured) -> bool:
    """Tell whether the sentences name quite other persons of one state: rivals, not witnesses."""
    if first.is_toll or not first.persons or not second.persons:
        return False
    return len(set(first.parties) | set(second.parties)) == 1 and first.persons.isdisjoint(
        second.persons
    )


def _rivals_in_report(first: Measured, second: Measured) -> bool:
    """Two speakers of one report: its own like figures are mostly of unlike things."""
    if first.speaker is None or second.speaker is None or first.speaker == second.speaker:
        return False
    early, late = sorted((first.sentence, second.sentence))
    return early != late and late.start - early.end <= _CLOSE_BY


def _sizes_near(first: Measured, second: Measured) -> bool:
    low, high = sorted((amount(first.figure), amount(second.figure)))
    limit = _FAR_APART_IN_REPORT if first.document is second.document else _FAR_APART
    return high <= limit * max(low, 1)


def _directions_agree(first: Measured, second: Measured) -> bool:
    changes = {first.figure.change, second.figure.change} - {None}
    return len(changes) < 2


def _days_meet(first: Measured, second: Measured) -> bool:
    """The days that the sentences tell of; of things, where one is dated to a few days or both."""
    if first.first is None or second.first is None or first.last is None or second.last is None:
        return True
    narrow = any(m.dated and _gap_days(m) <= _NARROW for m in (first, second))
    if not first.sort and not narrow and not (first.dated and second.dated):
        return True
    return _gap((first.first, first.last), (second.first, second.last)) <= _APART_IN_TIME


def _gap_days(measured: Measured) -> int:
    if measured.first is None or measured.last is None:
        return _NARROW + 1
    return (measured.last - measured.first).days


def _gap(one: tuple[date, date], other: tuple[date, date]) -> int:
    return max((other[0] - one[1]).days, (one[0] - other[1]).days, 0)


def _reported_near(first: Measured, second: Measured) -> bool:
    if first.published is None or second.published is None:
        return True
    apart = abs((first.published - second.published).days)
    if first.is_toll:
        return apart <= _TOLL_STANDS
    shared = not set(first.parties).isdisjoint(second.parties)
    return apart <= (_TRADE_STANDS if shared or first.figure.period else _FRESH)


def _people_meet(first: Measured, second: Measured) -> bool:
    """Counts of people: the same sort and nation, befallen by the same, at one place."""
    if first.deed != second.deed or not _sorts_meet(first, second):
        return False
    if first.nations != second.nations:
        return False
    if first.deed is None:
        return _alike(first, second) and _parties_meet(first, second)
    if first.is_toll:
        return _at_one_place(first, second)
    if first.total or second.total:
        return first.total and second.total
    return first.parties[:1] == second.parties[:1] and _parties_meet(first, second)


def _sorts_meet(first: Measured, second: Measured) -> bool:
    """Soldiers are a part of the people killed; Russians expelled are the officials expelled."""
    if first.sort == second.sort:
        return True
    return "anyone" in {first.sort, second.sort} and bool(first.nations & second.nations)


def _at_one_place(first: Measured, second: Measured) -> bool:
    if not first.cities or not second.cities:
        return True
    return any(places_agree(a, b) for a in first.cities for b in second.cities)


def _things_meet(first: Measured, second: Measured) -> bool:
    if _both_running(first, second):
        return _sentences_alike(first, second) and not set(first.parties).isdisjoint(second.parties)
    if not _alike(first, second) or not _parties_meet(first, second):
        return False
    if not set(first.parties).isdisjoint(second.parties):
        return True
    between_two = max(len(first.parties), len(second.parties)) > 1
    if not between_two and any(_is_history(m) for m in (first, second)):
        return False
    if not first.figure.currency:
        return not first.names.isdisjoint(second.names)
    # Two sums without shared parties are of one thing only if they say much of it.
    if bool(first.parties) != bool(second.parties):
        return True
    if first.names.isdisjoint(second.names):
        return False
    return len(first.stems & second.stems) >= _ALIKE_MONEY


def _is_history(measured: Measured) -> bool:
    """Tell whether a sentence dates its figure to long before its report."""
    if not measured.dated or measured.last is None or measured.published is None:
        return False
    return (measured.published - measured.last).days > _HISTORY


def _alike(first: Measured, second: Measured) -> bool:
    shared = len(first.stems & second.stems)
    return bool(shared) and shared >= _ALIKE * min(len(first.stems), len(second.stems))


def _both_running(first: Measured, second: Measured) -> bool:
    """Two open counts of one noun ("more than 20 countries", "over 25 countries")."""
    figures = (first.figure, second.figure)
    rough = all(f.qualifier in {"at_least", "about"} and not f.currency for f in figures)
    named = figures[0].unit == figures[1].unit and first.unit not in {"minutes", "metres", "grams"}
    return rough and named


def _sentences_alike(first: Measured, second: Measured) -> bool:
    shared = _words(first) & _words(second) - {first.unit}
    return len(shared) >= _ROUGH_WORDS


def _words(measured: Measured) -> frozenset[str]:
    empty = load_dispute_words().empty
    words = measured.sentence.of(measured.document.text).split()
    plain = (w.strip(".,;:'\"()") for w in words)
    return frozenset(stem(w.lower()) for w in plain if len(w) > 3 and w not in empty)


def _parties_meet(first: Measured, second: Measured) -> bool:
    """Shared parties: all those of the figure that names fewer, among them the other's first.

    Where one names nobody ("two-way trade") the other must be between two. The first is mostly the
    one who acts: what Georgia expels does not dispute what Britain does.
    """
    few, many = sorted((first.parties, second.parties), key=len)
    if not few:
        return len(many) != 1
    return set(few) <= set(many) and many[0] in few


def relation(first: Measured, second: Measured) -> Relation:
    """Return how two figures of one measure stand to each other.

    same: the same number; rounded: one rounds the other; open: a bound that the other keeps by far
    ("more than 100", 150); apart: both cannot be right.
    """
    one, other = first.figure, second.figure
    if same_amount(one, other) or _converted(first, second):
        return "same"
    if not compatible(one, other):
        return "apart"
    low, high = sorted((amount(one), amount(other)))
    return "open" if high > low * _BOUND_KEPT else "rounded"


_BOUND_KEPT = 1.12
_CONVERTED = 0.03


def _converted(first: Measured, second: Measured) -> bool:
    """Miles for kilometres: the same figure for other readers."""
    low, high = sorted((amount(first.figure), amount(second.figure)))
    return first.figure.unit != second.figure.unit and high - low <= _CONVERTED * high


def kind_of(first: Measured, second: Measured) -> DisputeKind | None:
    """Return the kind of dispute between two figures of one measure, None if there is none."""
    between = relation(first, second)
    if between == "same":
        return None
    bounds = {first.figure.qualifier, second.figure.qualifier} & {"at_least", "at_most"}
    if between == "rounded":  # "more than 50" and 51 agree
        return None if bounds else "precision"
    counted = not first.figure.currency and first.unit not in {"minutes", "metres", "grams"}
    if between == "open":
        return "update" if counted and _grew(first, second, same_day=first.is_toll) else None
    return "update" if counted and _grew(first, second, same_day=bool(bounds)) else "conflict"


def _grew(first: Measured, second: Measured, *, same_day: bool) -> bool:
    """Tell whether the later report counts more; on one day it may be either's turn."""
    if first.published is None or second.published is None:
        return same_day
    if first.published == second.published:
        return same_day
    early, late = sorted((first, second), key=lambda m: m.published or date.min)
    return amount(late.figure) > amount(early.figure)


def near_in_text(first: Span, second: Span) -> bool:
    """Tell whether two ranges of one text lie close enough for one to correct the other."""
    return max(first.start, second.start) - min(first.end, second.end) <= _CLOSE_BY
