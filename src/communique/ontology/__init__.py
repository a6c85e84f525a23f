"""PLOVER as data: event types, modes, contexts, quad classes, CAMEO codes and intensities."""

from communique.ontology.plover import load_ontology
from communique.ontology.records import (
    QUADS,
    CameoCode,
    EventType,
    Mode,
    Ontology,
    OwnPattern,
    Subject,
)

__all__ = [
    "QUADS",
    "CameoCode",
    "EventType",
    "Mode",
    "Ontology",
    "OwnPattern",
    "Subject",
    "load_ontology",
]
