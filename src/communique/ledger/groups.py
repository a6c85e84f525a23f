"""Who belonged to a group of states, and when: BRICS on the day of an event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from communique.knowledge.organisations import load_organisations


@dataclass(frozen=True, slots=True)
class Membership:
    """The states that belonged to a group in one interval of days, both ends inclusive."""

    start: date
    end: date
    states: frozenset[str]


def memberships_of(actor_id: str) -> tuple[Membership, ...]:
    """Return who belonged to an organisation or a group, one entry for each common interval.

    Args:
        actor_id: such as ``organisation/BRICS``.

    Returns:
        Intervals of membership with the alpha-3 codes of the states that share them; none for an
        actor that is no group of states.
    """
    return _memberships().get(actor_id, ())


@cache
def _memberships() -> dict[str, tuple[Membership, ...]]:
    found: dict[str, tuple[Membership, ...]] = {}
    for actor_id, organisation in load_organisations().items():
        shared: dict[tuple[date, date], set[str]] = {}
        for member in organisation.members:
            interval = (member.start or date.min, member.end or date.max)
            shared.setdefault(interval, set()).add(member.state)
        found[actor_id] = tuple(
            Membership(start, end, frozenset(states))
            for (start, end), states in sorted(shared.items(), key=lambda item: item[0])
        )
    return found
