"""Verbs of events: ``data/wording.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from communique.errors import KnowledgeError
from communique.knowledge.files import read_yaml
from communique.ontology import Ontology
from communique.records import Event

PACKAGE = "communique.brief"

_FILE = "wording.yaml"
_FORMS = ("directed", "together", "alone", "people")
_VERB = re.compile(r"\[([^]]*)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """What parties do, as a verb with what follows it; ``{them}`` stands for the recipients."""

    past: str
    infinitive: str
    participle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The phrases of a type, a mode or a code.

    ``quoted``: the report's words should follow. ``distant``: what is done has no place.
    """

    directed: Phrase
    people: Phrase
    together: Phrase
    alone: Phrase
    quoted: bool = True
    distant: bool = False


class Verbs:
    """The wording of events by type, mode and CAMEO code."""

    def __init__(self, rows: Mapping[str, Any]) -> None:
        self._of_type = {name: _wording(name, row, None) for name, row in rows.items()}
        self._of_mode = dict(self._parts(rows, "modes"))
        self._of_code = dict(self._parts(rows, "cameo"))

    def _parts(self, rows: Mapping[str, Any], part: str) -> list[tuple[tuple[str, str], Wording]]:
        return [
            ((name, key), _wording(f"{name}.{key}", given, self._of_type[name]))
            for name, row in rows.items()
            for key, given in (row.get(part) or {}).items()
        ]

    def of(self, event: Event, parent: str | None = None) -> Wording | None:
        """Return the wording of an event: by its code, its mode, its type, its parent's type.

        Args:
            event: what is to be told.
            parent: the type of ours from which a user's own type takes what it leaves out.

        Returns:
            None for a user's own type that has no parent.
        """
        for key in (event.type, parent):
            if key is None:
                continue
            found = self._of_code.get((key, event.cameo or "")) or self._of_mode.get(
                (key, event.mode or "")
            )
            if found and found.distant and event.place is not None:
                found = None
            if found or key in self._of_type:
                return found or self._of_type[key]
        return None

    def missing(self, ontology: Ontology) -> list[str]:
        """Return the types and modes of an ontology that have no words of their own."""
        types = [name for name in ontology.types if name not in self._of_type]
        modes = [
            f"{name}.{mode}"
            for name, kind in ontology.types.items()
            for mode in kind.modes
            if (name, mode) not in self._of_mode
        ]
        return types + modes


@cache
def load_verbs() -> Verbs:
    """Return the wording of all types and modes.

    Raises:
        KnowledgeError: if the file is malformed.
    """
    return Verbs(read_yaml(PACKAGE, _FILE))


def _wording(name: str, row: Mapping[str, Any], above: Wording | None) -> Wording:
    unknown = set(row) - {*_FORMS, "quoted", "distant", "modes", "cameo"}
    if unknown or not {"directed", "together"} <= set(row):
        raise KnowledgeError(f"{_FILE}: {name}: expected directed and together, got {list(row)}")
    together = _phrase(name, row["together"])
    return Wording(
        directed=_phrase(name, row["directed"]),
        people=_phrase(name, row.get("people", row["directed"])),
        together=together,
        alone=_phrase(name, row["alone"]) if "alone" in row else together,
        quoted=row.get("quoted", above.quoted if above else True),
        distant=row.get("distant", False),
    )


def _phrase(name: str, words: str) -> Phrase:
    verb = _VERB.search(words)
    forms = verb.group(1).split("/") if verb else []
    if verb is None or len(forms) not in (2, 3):
        raise KnowledgeError(f"{_FILE}: {name}: expected [past/infinitive], got {words!r}")
    past, infinitive, *others = forms
    participle = others[0] if others else past
    rest = words[verb.end() :]
    return Phrase(past=past + rest, infinitive=infinitive + rest, participle=participle + rest)
