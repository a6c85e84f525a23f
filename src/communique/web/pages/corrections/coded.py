"""What the codes of an event mean, in the words of the ontology."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from communique.errors import CommuniqueError
from communique.ledger import SETTINGS, Ledger
from communique.ontology import QUADS, Ontology, load_ontology
from communique.records import Event, EventMention, from_json
from communique.settings import Settings

_STRONG, _MILD = 6.0, 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What the type, mode, quad class, intensity and status of an event say, in words.

    Empty where the event has no such code, or the ontology at hand does not know it. ``codes`` has
    the names of the CAMEO codes that its accounts have.
    """

    type: str
    mode: str
    quad: str
    intensity: str
    status: str
    codes: Mapping[str, str]


_STATUS = {
    "actual": "told as having happened",
    "planned": "announced, not yet told as having happened",
    "proposed": "put forward by somebody, agreed by nobody yet",
    "conditional": "told as a mere possibility",
    "denied": "told only to be denied",
    "alleged": "asserted by somebody, not told as a fact",
    "cancelled": "announced, then called off or put off",
}


def ontology_of(ledger: Ledger) -> Ontology:
    """Return the ontology that a ledger was coded by; ours, if the files of its own are gone."""
    return _remembered(ledger.recall(SETTINGS) or "")


@lru_cache(maxsize=4)
def _remembered(settings: str) -> Ontology:
    if not settings:
        return load_ontology()
    try:
        chosen = from_json(Settings, settings).code
        return load_ontology(chosen.ontology, chosen.quads)
    except CommuniqueError:
        return load_ontology()


def meaning_of(event: Event, told: Iterable[EventMention], ontology: Ontology) -> Meaning:
    """Return what the codes of an event and of its accounts mean."""
    kind = ontology.types.get(event.type)
    mode = kind.modes.get(event.mode or "") if kind is not None else None
    given = {event.cameo, *(one.cameo for one in told)}
    codes = sorted(code for code in given if code)
    return Meaning(
        type=kind.definition if kind is not None else "",
        mode=mode.definition if mode is not None else "",
        quad=QUADS.get(event.quad or 0, ""),
        intensity=_intensity(event.intensity),
        status=_STATUS[event.status],
        codes={code: ontology.codes[code].name for code in codes if code in ontology.codes},
    )


def _intensity(value: float | None) -> str:
    """How friendly or hostile an act is on Goldstein's scale of -10 to +10."""
    if value is None:
        return ""
    if abs(value) < _MILD:
        return "neither friendly nor hostile"
    side = "friendly" if value > 0 else "hostile"
    return f"very {side}" if abs(value) >= _STRONG else side
