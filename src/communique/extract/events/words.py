"""Words that serve all patterns: ``data/patterns/words.yaml``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from communique.errors import KnowledgeError
from communique.knowledge.files import read_yaml
from communique.ontology import load_ontology


@dataclass(frozen=True, slots=True, kw_only=True)
class EventWords:
    """Word lists by their use; the file says what each is for."""

    light_verbs: frozenset[str]
    with_verbs: frozenset[str]
    lasting: frozenset[str]
    upholding: frozenset[str]
    measures: frozenset[str]
    definite: frozenset[str]
    other_meetings: frozenset[str]
    next_meeting: frozenset[str]
    happening_verbs: frozenset[str]
    arranging_verbs: frozenset[str]
    reporting_verbs: frozenset[str]
    idle_verbs: frozenset[str]
    stances: frozenset[str]
    circumstances: frozenset[str]
    denial_verbs: frozenset[str]
    orders: frozenset[str]
    imitating: frozenset[str]
    crowds: frozenset[str]
    violence: frozenset[str]
    leaving_verbs: frozenset[str]
    official_sectors: frozenset[str]
    modes: Mapping[str, Mapping[str, frozenset[str]]]

    def mode_of(self, event_type: str, words: Iterable[str]) -> str | None:
        """Return the first mode of a type that one of the words shows, or None."""
        lowered = {word.lower() for word in words}
        shown = self.modes.get(event_type, {}).items()
        return next((mode for mode, cues in shown if cues & lowered), None)


@cache
def load_words() -> EventWords:
    """Read and check the word lists.

    Raises:
        KnowledgeError: if a list is missing, or a mode is not one of its type.
    """
    content = read_yaml("communique.extract", "patterns/words.yaml")
    types = load_ontology().types
    modes = {
        kind: {mode: frozenset(cues) for mode, cues in rows.items()}
        for kind, rows in content.pop("modes").items()
    }
    for kind, rows in modes.items():
        unknown = rows.keys() - types[kind].modes.keys()
        if unknown:
            raise KnowledgeError(
                f"words.yaml: modes of {kind}: expected those of the ontology, got {unknown}"
            )
    try:
        return EventWords(
            modes=modes, **{name: frozenset(words) for name, words in content.items()}
        )
    except TypeError as error:
        raise KnowledgeError(f"words.yaml: a list is missing or unknown: {error}") from error
