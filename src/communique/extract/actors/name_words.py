"""The lexicon ``data/names.yaml``: words that decide what a name means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from communique.errors import KnowledgeError
from communique.knowledge.files import read_yaml
from communique.spans import Span


@dataclass(frozen=True, slots=True)
class NameWords:
    """Titles, surnames that need support, and company that turns a state's name into another."""

    titles: frozenset[str]
    common_surnames: frozenset[str]
    national: frozenset[str]
    private: frozenset[str]
    american_state_cues: frozenset[str]
    caucasian_state_cues: frozenset[str]
    not_states: re.Pattern[str]

    def barred(self, text: str) -> list[Span]:
        """Return where phrases stand that contain a state's name and mean no state."""
        return [Span(m.start(), m.end()) for m in self.not_states.finditer(text)]


@cache
def load_name_words() -> NameWords:
    """Read the lexicon.

    Raises:
        KnowledgeError: if a section is missing.
    """
    content = read_yaml("communique.extract", "names.yaml")
    try:
        phrases = "|".join(map(re.escape, content["not_states"]))
        sets = {
            key: frozenset(map(str, content[key]))
            for key in (
                "titles", "common_surnames", "national", "private", "american_state_cues",
                "caucasian_state_cues",
            )
        }  # fmt: skip
    except (KeyError, TypeError) as error:
        raise KnowledgeError(f"names.yaml: section missing: {error}") from error
    return NameWords(**sets, not_states=re.compile(rf"\b(?:{phrases})\b"))
