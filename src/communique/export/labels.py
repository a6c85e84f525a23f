"""Events and promises in one line, for formats that people read."""

from __future__ import annotations

from collections.abc import Iterable

from communique.export.characters import one_line
from communique.export.told import Telling
from communique.records import Commitment, Event, Party, When

_LONGEST_QUOTE = 500  # characters


def headline(event: Event) -> str:
    """Return who did what to whom: "Aalto (FIN) → Berg (SWE): consult, visit"."""
    sides = " → ".join(filter(None, (_names(event.actors), _names(event.recipients))))
    done = ", ".join(filter(None, (event.type.lower(), event.mode)))
    told = f"{sides}: {done}" if sides else done
    return told if event.status == "actual" else f"{told} [{event.status}]"


def promise(commitment: Commitment) -> str:
    """Return who promised what to whom, and what came of it."""
    sides = " → ".join(filter(None, (_names(commitment.by), _names(commitment.to))))
    told = f"{sides}: {one_line(commitment.what)}" if sides else one_line(commitment.what)
    return f"{told} [{commitment.kind}, {commitment.state}]"


def _names(parties: Iterable[Party]) -> str:
    return ", ".join(party_label(party) for party in parties)


def party_label(party: Party) -> str:
    """Return a party's name, with its country unless it is a country."""
    name = one_line(party.name)
    is_state = (party.actor_id or "").startswith("state/")
    return name if is_state or not party.country else f"{name} ({party.country})"


def evidence(telling: Telling | None) -> str:
    """Return the sentence that tells an event, with its outlet; empty if no report does."""
    if telling is None:
        return ""
    words = one_line(telling.words)
    if len(words) > _LONGEST_QUOTE:
        words = words[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
    return f"“{words}” — {one_line(telling.document.outlet) or 'unknown outlet'}"


def days_told(when: When | None) -> str:
    """Return the days of an interval in words; empty if there are none."""
    if when is None or (when.start is None and when.end is None):
        return ""
    if when.start == when.end:
        return f"{when.start}"
    if when.start is None or when.end is None:
        return f"from {when.start}" if when.end is None else f"until {when.end}"
    lasting = "" if when.precision in ("day", "minute") else ", on a day that is not known"
    return f"{when.start} to {when.end}{lasting}"
