"""Accounts that name different parts of one side, brought together by one that names the whole.

"France recalled its envoy from Washington" and "from Canberra" name different counterparts and
exclude one another, unless an account of the same event says "from Washington and Canberra".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from communique.merge.accounts import Account, Cast, Role
from communique.merge.conflicts import agree_but_for_parties, is_narrow, sides_agree

_DEEDS = frozenset({2, 4})  # quad classes of material acts; words to two are often said twice


@dataclass(frozen=True, slots=True)
class Halves:
    """Ids of two accounts that name different parties, and of one that names those of both."""

    one: str
    other: str
    whole: str


def is_whole_of(whole: Account, one: Account, other: Account) -> bool:
    """Tell whether two accounts that name different parties name parts of what a third names.

    This holds for deeds alone, which are done once to several: whoever met two met each of them,
    and an agreement with two may be one with each. The third must give the day, or it may add up
    deeds of several days. Only one side may differ.
    """
    if one.mention.quad not in _DEEDS or not is_narrow(whole.mention.when):
        return False
    casts = one.cast, other.cast
    if any(cast.symmetric or not cast.roles for cast in (*casts, whole.cast)):
        return False
    if not _differ_on_one_side(*casts):
        return False
    pairs = combinations((one, other, whole), 2)
    return all(_is_part(part, whole.cast) for part in casts) and all(
        agree_but_for_parties(*pair) for pair in pairs
    )


def _differ_on_one_side(one: Cast, other: Cast) -> bool:
    return sides_agree(one.doers, other.doers) or sides_agree(one.targets, other.targets)


def _is_part(part: Cast, whole: Cast) -> bool:
    return _within(part.doers, whole.doers) and _within(part.targets, whole.targets)


def _within(part: Sequence[Role], whole: Sequence[Role]) -> bool:
    return {role.key for role in part} <= {role.key for role in whole} and sides_agree(part, whole)
