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


def quad_class(event: Event) -> int | None:
    """Return the quad class that GDELT gives to the root of an event's CAMEO code.

    PLOVER's classes go by type and differ: a request is conflict there, cooperation here. The
    GDELT codebook (2015) has roots 01-05 as 1, 06-08 as 2, 09-13 as 3 and 14-20 as 4.
    """
    root = (event.cameo or "")[:2]
    if not root.isdecimal():
        return event.quad
    return 1 + sum(int(root) > last for last in (5, 8, 13))
