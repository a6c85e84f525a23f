"""The PLOVER ontology, read from ``data/plover.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from communique.errors import KnowledgeError


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """One event type: quad class 1 to 4, CAMEO root, Goldstein intensity of -10 to +10."""

    name: str
    quad: int
    cameo: str
    intensity: float
    definition: str
    modes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Ontology:
    """Types by name, and the words that show each context."""

    types: Mapping[str, EventType]
    contexts: Mapping[str, re.Pattern[str]]

    def contexts_of(self, sentence: str) -> tuple[str, ...]:
        """Return the contexts that the words of a sentence show, in the ontology's order."""
        return tuple(name for name, words in self.contexts.items() if words.search(sentence))


@cache
def load_ontology() -> Ontology:
    """Read and check the ontology.

    Raises:
        KnowledgeError: if a type lacks a field or its values are out of range.
    """
    text = files("communique.ontology").joinpath("data", "plover.yaml").read_text(encoding="utf-8")
    content = yaml.load(text, Loader=yaml.CSafeLoader)
    types = {}
    for name, row in content["types"].items():
        try:
            event_type = EventType(name=name, modes=content["modes"].get(name, {}), **row)
        except TypeError as error:
            raise KnowledgeError(f"plover.yaml: {name}: {error}") from error
        if event_type.quad not in (1, 2, 3, 4) or not -10 <= event_type.intensity <= 10:
            raise KnowledgeError(f"plover.yaml: {name}: quad or intensity out of range")
        types[name] = event_type
    contexts = {
        name: re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b", re.IGNORECASE)
        for name, words in content["contexts"].items()
    }
    return Ontology(types, contexts)
