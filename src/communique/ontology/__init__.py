"""PLOVER as data: event types, modes, contexts, quad classes, CAMEO roots and intensities."""

from communique.ontology.plover import EventType, Ontology, load_ontology

__all__ = ["EventType", "Ontology", "load_ontology"]
