"""Who dealt with whom on which day: what answers a question about two states from one index."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import permutations

from communique.ledger.rows import Row
from communique.records import Event, Party

ANYBODY = ""  # stands for the other side where one party alone is asked for
UNDATED = date.min  # sorts behind every day, newest first
_ORGANISATION = "organisation/"
_COUNTED = ("bounded", "status", "quad", "intensity", "sources")


def codes_of(party: Party) -> frozenset[str]:
    """Return the codes under which a party is asked for: its country, its organisation."""
    codes = {party.country} if party.country else set()
    if party.actor_id and party.actor_id.startswith(_ORGANISATION):
        codes.add(party.actor_id.removeprefix(_ORGANISATION))
    return frozenset(codes)


def dealing_rows(event: Event, row: Row) -> list[Row]:
    """Return a row for each party and each ordered pair of parties of an event.

    Args:
        event: whose parties.
        row: of the event, with its number.
    """
    sides = [codes_of(party) for party in (*event.actors, *event.recipients)]
    pairs = {(one, ANYBODY) for side in sides for one in side} | set(_pairs(sides))
    days = {"day": row["start"] or UNDATED, "last": row["end"] or UNDATED}
    counted = {name: row[name] for name in ("seq", *_COUNTED)}
    return [{"one": one, "other": other, **days, **counted} for one, other in sorted(pairs)]


def _pairs(sides: list[frozenset[str]]) -> Iterable[tuple[str, str]]:
    for one_side, other_side in permutations(sides, 2):
        yield from ((one, other) for one in one_side for other in other_side)
