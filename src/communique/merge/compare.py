"""How strongly two accounts speak for one event, field by field.

Each field of a pair of accounts is at one level of likeness, such as ``same_days``, and each level
has a weight: the logarithm of how much likelier it is for two accounts of one event than of two
(Fellegi and Sunter, "A theory for record linkage", 1969).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from communique.intervals import meet, width
from communique.merge.accounts import Account, Cast, Role, bounded, fold, is_country
from communique.merge.conflicts import kilometres, role_match
from communique.merge.weights import Weights
from communique.records import Place

Levels = Mapping[str, tuple[str, ...]]

_VERBAL = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN"})
_SAID = _VERBAL | {"AGREE"}
_SAME_CITY = 60.0  # kilometres
_TELLING = 3  # plain words that a sentence needs to say what it is about
_NEAR = 600  # characters
_SHARED = ((3, "same_days"), (8, "same_week"), (31, "same_month"), (366, "same_year"))
_TOLD = ((3, "told_within_3_days"), (14, "told_within_2_weeks"), (92, "told_within_3_months"))
_STRENGTH = ("same_person", "same_organisation", "same_name", "person_and_state", "same_state")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """``score`` between 0 and 1, the level of each field, and the log-odds that each gave."""

    score: float
    parts: dict[str, float]
    levels: dict[str, str]


def weigh(found: Levels, weights: Weights) -> Comparison:
    """Return the evidence that the levels of a pair give together."""
    parts = {"prior": round(weights.prior, 3)}
    for name, at in found.items():
        parts[name] = round(sum(weights.of(name, level) for level in at), 3)
    total = sum(parts.values())
    return Comparison(
        score=round(1 / (1 + math.exp(-total)), 4),
        parts=parts,
        levels={name: ", ".join(at) for name, at in found.items()},
    )


def levels(first: Account, second: Account) -> Levels:
    """Return how alike two accounts are that do not contradict one another, field by field.

    ``parties`` has a level for each of two parties, the other fields have one. ``words`` is there
    only where it says something.
    """
    found: dict[str, tuple[str, ...]] = {
        **_casts(first.cast, second.cast),
        "time": (_time(first, second),),
        "place": (_place(first.mention.place, second.mention.place),),
        "reports": (_reports(first, second),),
        "mode": (_same(first.mention.mode, second.mention.mode),),
        "code": (_same(first.mention.cameo, second.mention.cameo),),
        "status": (_status(first, second),),
    }
    words = tuple(_words(first, second))
    return found | {"words": words} if words else found


@lru_cache(maxsize=1 << 18)
def _casts(first: Cast, second: Cast) -> Levels:
    return {"parties": _parties(first, second), "others": (_others(first, second),)}


def _parties(first: Cast, second: Cast) -> tuple[str, ...]:
    if not first.roles or not second.roles:
        return ("no_parties",)
    if first.symmetric or second.symmetric:
        return _sides(first.roles, second.roles, 2)
    return _sides(first.doers, second.doers, 1) + _sides(first.targets, second.targets, 1)


def _sides(first: Sequence[Role], second: Sequence[Role], most: int) -> tuple[str, ...]:
    """The best match of each party key that both name, strongest first, then what one lacks."""
    best: dict[str, int] = {}
    for a in first:
        for b in second:
            kind = role_match(a, b)
            if kind is not None:
                best[a.key] = min(best.get(a.key, len(_STRENGTH)), _STRENGTH.index(kind))
    matched = [_STRENGTH[at] for at in sorted(best.values())[:most]]
    return tuple(matched + ["not_in_both"] * (most - len(matched)))


def _others(first: Cast, second: Cast) -> str:
    """Whether both name the very same parties; a third at the table makes it other talks."""
    mine, theirs = ({role.key for role in cast.roles} for cast in (first, second))
    if mine == theirs:
        return "same_set"
    return "more_in_one" if mine < theirs or theirs < mine else "more_in_each"


def _time(first: Account, second: Account) -> str:
    one, other = bounded(first.mention.when), bounded(second.mention.when)
    if one is not None and other is not None and meet(one, other):
        days = max(width(one) or 0, width(other) or 0)
        for limit, name in _SHARED:
            if days <= limit:
                return name
    return _published(first, second)


def _published(first: Account, second: Account) -> str:
    """Where at most one account is dated: when the two were told."""
    days = _told(first), _told(second)
    if days[0] is None or days[1] is None or first.source == second.source:
        return "unknown"
    apart = abs((days[1] - days[0]).days)
    return next((name for limit, name in _TOLD if apart <= limit), "told_later")


def _told(account: Account) -> date | None:
    """The day of the happening if it is known to a week, else that of the report."""
    when = bounded(account.mention.when)
    if when is not None and (width(when) or 0) <= 8:
        return when.start
    return account.published


def _place(first: Place | None, second: Place | None) -> str:
    if first is None or second is None:
        return "unknown"
    if is_country(first) or is_country(second):
        return "same_country"
    apart = kilometres(first, second)
    if fold(first.name) == fold(second.name) or (apart is not None and apart <= _SAME_CITY):
        return "same_city"
    return "same_country"


def _reports(first: Account, second: Account) -> str:
    if first.mention.document_id == second.mention.document_id:
        distance = abs(first.mention.trigger.start - second.mention.trigger.start)
        return "near_in_report" if distance <= _NEAR else "same_report"
    if first.source == second.source:
        return "copies"
    return "same_story" if first.story == second.story else "other_story"


def _same(first: str | None, second: str | None) -> str:
    if first is None or second is None:
        return "unknown"
    return "same" if first == second else "other"


def _status(first: Account, second: Account) -> str:
    one, other = first.mention.status, second.mention.status
    if one == other:
        return "same"
    return "planned_and_actual" if "actual" in {one, other} else "other"


def _words(first: Account, second: Account) -> list[str]:
    found = []
    if first.mention.type in _VERBAL and first.source != second.source:
        found.append("said_elsewhere")
    if first.mention.document_id == second.mention.document_id and _unlike(first, second):
        found.append("other_matter")
    return found


def _unlike(first: Account, second: Account) -> bool:
    """Tell whether two sayings or agreements of a report have no plain word in common."""
    if first.mention.type not in _SAID or min(len(first.matter), len(second.matter)) < _TELLING:
        return False
    return first.matter.isdisjoint(second.matter)
