"""Whether an event is the deed that was undertaken: its kind, its parties, its place, its way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from communique.merge.accounts import Role, role_of
from communique.merge.conflicts import places_agree, role_match
from communique.merge.undertakings import MEETING, deed_of, stems
from communique.records import Commitment, Event, Party

_SHARED_WORDS = 1
_PHONE = re.compile(
    r"\b(?:tele)?phon(?:e|ing)\b|\bby (?:video|letter)\b|\bvideo ?(?:call|link|conference)"
    r"|\ba call\b",
    re.IGNORECASE,
)
_SPOKEN = re.compile(r"\b(?:speak|talk|discuss|consult|contact|touch|write)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """An event with its parties as roles, the words by which it is told, and its triggers."""

    event: Event
    roles: tuple[Role, ...]
    words: frozenset[str]
    triggers: str


def fits(commitment: Commitment, told: Told) -> bool:
    """Tell whether an event is the deed of an undertaking: its kind, parties, place and way."""
    event = told.event
    deed, types = deed_of(commitment)
    if event.type not in types or not _parties_fit(commitment, told.roles):
        return False
    if not _place_fits(commitment, event):
        return False
    if types == MEETING:
        return _way_fits(commitment, event)
    # Signing a paper that speaks of embassies does not open one: the deed itself must be told.
    return bool(deed.search(told.triggers)) and (
        len(stems(commitment.what) & told.words) >= _SHARED_WORDS
    )


def _way_fits(commitment: Commitment, event: Event) -> bool:
    """Neither a letter nor a call is a visit, and a visit is not the call that was promised."""
    by_phone = event.mode == "phone"
    if _PHONE.search(commitment.what):
        return by_phone
    return not by_phone or (commitment.place is None and bool(_SPOKEN.search(commitment.what)))


def _parties_fit(commitment: Commitment, roles: Sequence[Role]) -> bool:
    """Every party of the undertaking takes part, and at least two where it names two."""
    wanted = {role_of(party) for party in (*commitment.by, *commitment.to)}
    if not all(any(role_match(role, other) for other in roles) for role in wanted):
        return False
    if not all(_comes(guest, roles) for guest in _guests(commitment)):
        return False
    return len({role.key for role in wanted}) > 1 or commitment.place is not None


def _guests(commitment: Commitment) -> set[Role]:
    """Return who has to be there for a meeting to keep an undertaking: all but the host."""
    if deed_of(commitment)[1] != MEETING:
        return set()
    if commitment.kind == "invitation":
        return set(map(role_of, commitment.to))
    home = commitment.place.country if commitment.place is not None else None
    bound = commitment.by if commitment.kind == "acceptance" else (*commitment.by, *commitment.to)
    return {role for role in map(role_of, bound) if role.key != home}


def _comes(guest: Role, roles: Sequence[Role]) -> bool:
    """An invitation of one minister is not kept by talks of which only the states are told."""
    if guest.person is None:
        return True
    return any(
        role_match(guest, other) == "same_person" or (other.key == guest.key and other.rank)
        for other in roles
    )


def _place_fits(commitment: Commitment, event: Event) -> bool:
    """A guest comes to the host: an invitation is not kept by a meeting elsewhere."""
    if not places_agree(commitment.place, event.place):
        return False
    if deed_of(commitment)[1] == MEETING and commitment.place is not None and event.place is None:
        return False
    if commitment.kind not in {"invitation", "acceptance"}:
        return True
    host = commitment.by if commitment.kind == "invitation" else commitment.to
    home = commitment.place.country if commitment.place else _country(host)
    return event.place is not None and home is not None and event.place.country == home


def _country(parties: Iterable[Party]) -> str | None:
    return next((party.country for party in parties if party.country), None)
