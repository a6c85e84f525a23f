"""How strongly two accounts speak for one event, part by part."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from communique.intervals import intersect, width
from communique.merge.accounts import Account, Role, bounded, fold, is_country
from communique.merge.conflicts import conflict, kilometres, role_match
from communique.merge.weights import Weights
from communique.records import Place

_VERBAL = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN"})
_SAID = _VERBAL | {"AGREE"}
_SAME_CITY = 60.0  # kilometres
_TELLING = 3  # plain words that a sentence needs to say what it is about
_DECAY = 600  # characters
_WITHIN = ((3, "within_3_days"), (14, "within_2_weeks"), (92, "within_3_months"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """``score`` between 0 and 1, and the log-odds that each part gave."""

    score: float
    parts: dict[str, float]


def compare(first: Account, second: Account, weights: Weights) -> Comparison | None:
    """Return the evidence that two accounts tell of one event, or None if they cannot."""
    if conflict(first, second) is not None:
        return None
    parts = {
        "prior": weights.prior,
        "parties": _parties(first, second, weights),
        "time": _time(first, second, weights),
        "place": _place(first.mention.place, second.mention.place, weights),
        "reports": _reports(first, second, weights),
        "type": _type(first, second, weights),
    }
    rounded = {name: round(value, 3) for name, value in parts.items()}
    return Comparison(score=round(1 / (1 + math.exp(-sum(rounded.values()))), 4), parts=rounded)


def _parties(first: Account, second: Account, weights: Weights) -> float:
    if not first.roles or not second.roles:
        return weights.parties["no_parties"]
    if first.symmetric or second.symmetric:
        gains, missing = _matches(first.roles, second.roles, weights)
    else:
        doers, targets = (
            _matches(first.doers, second.doers, weights),
            _matches(first.targets, second.targets, weights),
        )
        gains, missing = doers[0][:1] + targets[0][:1], doers[1] + targets[1]
    return sum(sorted(gains, reverse=True)[:2]) + min(missing, 2) * weights.parties["missing"]


def _matches(
    first: Sequence[Role], second: Sequence[Role], weights: Weights
) -> tuple[list[float], int]:
    """The best match of each party key both name, strongest first, and how many one lacks."""
    best: dict[str, float] = {}
    for a in first:
        for b in second:
            kind = role_match(a, b)
            if kind is not None:
                best[a.key] = max(best.get(a.key, 0.0), weights.parties[kind])
    keys = {role.key for role in first} ^ {role.key for role in second}
    return sorted(best.values(), reverse=True), len(keys) if first and second else 0


def _time(first: Account, second: Account, weights: Weights) -> float:
    one, other = bounded(first.mention.when), bounded(second.mention.when)
    if one is not None and other is not None and intersect(one, other) is not None:
        days = max(width(one) or 0, width(other) or 0)
        if days <= 3:
            return weights.time["same_days"]
        if days <= 8:
            return weights.time["same_week"]
        if days <= 31:
            return weights.time["same_month"]
        if days <= 366:
            return weights.time["same_year"]
    return weights.time["open"] + _published(first, second, weights)


def _published(first: Account, second: Account, weights: Weights) -> float:
    days = [_told(first), _told(second)]
    if days[0] is None or days[1] is None or first.source == second.source:
        return 0.0
    apart = abs((days[1] - days[0]).days)
    for limit, name in _WITHIN:
        if apart <= limit:
            return weights.published[name]
    return weights.published["later"]


def _told(account: Account) -> date | None:
    """The day of the happening if it is known to a week, else that of the report."""
    when = bounded(account.mention.when)
    if when is not None and (width(when) or 0) <= 8:
        return when.start
    return account.published


def _place(first: Place | None, second: Place | None, weights: Weights) -> float:
    if first is None or second is None:
        return weights.place["unknown"]
    apart = kilometres(first, second)
    if is_country(first) or is_country(second):
        return weights.place["same_country"]
    if fold(first.name) == fold(second.name) or (apart is not None and apart <= _SAME_CITY):
        return weights.place["same_city"]
    return weights.place["same_country"]


def _reports(first: Account, second: Account, weights: Weights) -> float:
    if first.mention.document_id == second.mention.document_id:
        distance = abs(first.mention.trigger.start - second.mention.trigger.start)
        near = weights.reports["near_in_document"] * math.exp2(-distance / _DECAY)
        return weights.reports["same_document"] + near
    if first.source == second.source:
        return weights.reports["copies"]
    if first.story == second.story:
        return weights.reports["same_story"]
    return weights.reports["other_story"]


def _unlike(first: Account, second: Account) -> bool:
    """Tell whether two sayings or agreements of a report have no plain word in common."""
    if first.mention.type not in _SAID or min(len(first.matter), len(second.matter)) < _TELLING:
        return False
    return first.matter.isdisjoint(second.matter)


def _type(first: Account, second: Account, weights: Weights) -> float:
    one, other = first.mention, second.mention
    total = 0.0
    if one.mode and other.mode:
        total += weights.type["same_mode" if one.mode == other.mode else "other_mode"]
    if one.cameo and one.cameo == other.cameo:
        total += weights.type["same_cameo"]
    if one.type in _VERBAL and first.source != second.source:
        total += weights.type["words_elsewhere"]
    if one.document_id == other.document_id and _unlike(first, second):
        total += weights.type["other_matter"]
    if "actual" in {one.status, other.status} and one.status != other.status:
        total += weights.type["planned_and_actual"]
    return total
