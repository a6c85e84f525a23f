"""What CAMEO says of an event."""

from __future__ import annotations

from communique.ontology import CameoCode, load_ontology
from communique.records import Event


def _code(event: Event) -> CameoCode | None:
    return load_ontology().codes.get(event.cameo or "")


def name_of_code(event: Event) -> str:
    """Return what the CAMEO code of an event means, else its type."""
    code = _code(event)
    return code.name if code else event.type


def goldstein(event: Event) -> float | None:
    """Return the event's place on Goldstein's scale, -10 to +10, by its CAMEO code."""
    code = _code(event)
    return code.intensity if code else event.intensity
