"""What keeps two accounts apart whatever else speaks for joining them."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable
from functools import lru_cache

from communique.intervals import meet, width
from communique.merge.accounts import Account, Cast, Role, is_country, known
from communique.merge.ways import ways_agree
from communique.records import Place, When

_FAR = 150.0  # kilometres; a venue outside town is still "in" that town for a reporter
_NARROW = 3  # days
_AHEAD = frozenset({"planned", "proposed", "conditional"})
_CLAIMED = frozenset({"alleged", "denied"})


def conflict(first: Account, second: Account) -> str | None:
    """Return why two accounts cannot tell of one event, or None if nothing forbids it."""
    for field, agree in _ALL_CHECKS:
        if not agree(first, second):
            return field
    return None


def claims(account: Account) -> Hashable:
    """Return all of an account that `clash` looks at: equal claims clash with the same."""
    told, place = account.mention, account.mention.place
    return (
        *(told.type, told.mode, account.way, told.status, is_narrow(told.when), account.cast),
        None if place is None else (place.name, place.country, place.lat, place.lon),
    )


def clash(first: Account, second: Account) -> bool:
    """Tell whether two accounts cannot be of one event for something other than their days.

    Unlike `conflict`, this lets an account without parties ("the talks") stand in one event with
    other reports, which its own report's fuller account may have brought in.
    """
    return not (
        agree_but_for_parties(first, second)
        and (not first.roles or not second.roles or _parties_agree(first, second))
    )


def agree_but_for_parties(first: Account, second: Account) -> bool:
    """Tell whether two accounts could be of one event but for their days and parties."""
    checks = (_types_agree, _modes_agree, _venues_agree, _statuses_agree)
    return all(agree(first, second) for agree in checks)


def could_be_one(first: Account, second: Account) -> bool:
    """Tell whether two accounts could be of one event but for their status."""
    return all(agree(first, second) for _, agree in _CHECKS)


def places_agree(first: Place | None, second: Place | None) -> bool:
    """Tell whether two places may be one: same country, and not two cities far apart."""
    if first is None or second is None:
        return True
    if first.country and second.country and first.country != second.country:
        return False
    if is_country(first) or is_country(second):
        return True
    apart = kilometres(first, second)
    return apart is None or apart <= _FAR


def kilometres(first: Place, second: Place) -> float | None:
    """Return the great-circle distance of two places, None where coordinates are unknown."""
    if first.lat is None or first.lon is None or second.lat is None or second.lon is None:
        return None
    a, b, c, d = map(math.radians, (first.lat, first.lon, second.lat, second.lon))
    arc = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(arc)))


def is_narrow(when: When | None) -> bool:
    """Tell whether a happening is dated to the day or nearly so."""
    days = width(when) if when is not None else None
    return days is not None and days <= _NARROW


def role_match(first: Role, second: Role) -> str | None:
    """Return how two roles may be one party, a key of the weights, or None."""
    if first.key != second.key:
        return None
    if first.person and second.person:
        return "same_person" if first.person == second.person else None
    if first.rank and second.rank and first.rank != second.rank:
        return None
    if first.person or second.person:
        return "person_and_state"
    if first.named_only:
        return "same_name"
    return "same_organisation" if first.organisation else "same_state"


def _types_agree(first: Account, second: Account) -> bool:
    return first.mention.type == second.mention.type


def _venues_agree(first: Account, second: Account) -> bool:
    return places_agree(first.mention.place, second.mention.place)


def _modes_agree(first: Account, second: Account) -> bool:
    """A call is no meeting and no visit; how many take part does not tell in which way."""
    modes = {first.mention.mode, second.mention.mode} - {None, "multilateral"}
    if len(modes) == 2 and "phone" in modes:
        return False
    return ways_agree(first.way, second.way)


def _dates_agree(first: Account, second: Account) -> bool:
    one, other = known(first.mention.when), known(second.mention.when)
    if one is not None and other is not None:
        return meet(one, other)
    for dated, undated in ((one, second), (other, first)):
        # No report tells as past what has not come yet when it is published.
        if (
            dated is not None
            and dated.start is not None
            and undated.not_after is not None
            and dated.start > undated.not_after
        ):
            return False
    return True


def _parties_agree(first: Account, second: Account) -> bool:
    if not first.roles or not second.roles:
        return first.mention.document_id == second.mention.document_id
    return _casts_agree(first.cast, second.cast)


@lru_cache(maxsize=1 << 18)
def _casts_agree(first: Cast, second: Cast) -> bool:
    for lone, other in ((first, second), (second, first)):
        if lone.symmetric and not other.symmetric and len(lone.roles) == 1:
            # What one alone agrees to is not what another promises it.
            return sides_agree(lone.roles, other.doers)
    if first.symmetric or second.symmetric:
        return sides_agree(first.roles, second.roles)
    return sides_agree(first.doers, second.doers) and sides_agree(first.targets, second.targets)


def sides_agree(first: Iterable[Role], second: Iterable[Role]) -> bool:
    """Two lists of parties agree if one could be a part of the other, country by country."""
    mine, theirs = _by_key(first), _by_key(second)
    if not mine or not theirs:
        return True
    shared = mine.keys() & theirs.keys()
    if len(shared) < min(2, len(mine), len(theirs)):
        return False
    return all(any(role_match(a, b) for a in mine[k] for b in theirs[k]) for k in shared)


def _by_key(roles: Iterable[Role]) -> dict[str, list[Role]]:
    found: dict[str, list[Role]] = {}
    for role in roles:
        found.setdefault(role.key, []).append(role)
    return found


def _statuses_agree(first: Account, second: Account) -> bool:
    one, other = first.mention.status, second.mention.status
    pair = {one, other}
    if len(pair) == 1:
        return True
    if pair <= _CLAIMED or pair == {"actual", "alleged"}:
        return True
    if pair <= _AHEAD:
        return True
    if "conditional" in pair:
        return False
    if "cancelled" in pair:
        return bool(pair & _AHEAD)
    if "actual" in pair and pair & _AHEAD:
        return _came_as_planned(first, second)
    return False


def _came_as_planned(first: Account, second: Account) -> bool:
    """A plan and a happening are one only at the very date, place and parties."""
    one, other = first.mention, second.mention
    if not (is_narrow(one.when) and is_narrow(other.when)):
        return False
    if one.place is None or other.place is None:
        return False
    return {role.key for role in first.roles} == {role.key for role in second.roles}


_CHECKS: tuple[tuple[str, Callable[[Account, Account], bool]], ...] = (
    ("type", _types_agree),
    ("mode", _modes_agree),
    ("date", _dates_agree),
    ("place", _venues_agree),
    ("parties", _parties_agree),
)
_ALL_CHECKS = (*_CHECKS, ("status", _statuses_agree))
