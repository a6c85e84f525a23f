"""States: ``data/states.yaml`` as actors and names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from communique.errors import KnowledgeError
from communique.knowledge.files import PACKAGE, read_yaml_rows, words_of
from communique.knowledge.names import NameEntry
from communique.records import Actor

_FILE = "states.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One state: ISO 3166-1 alpha-3 ``code``, its names and its capital."""

    code: str
    name: str
    capital: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    metonyms: tuple[str, ...]
    combining: tuple[str, ...]
    descriptions: tuple[str, ...]
    parts: tuple[str, ...]
    ambiguous: frozenset[str]
    kingdom: bool

    @property
    def actor_id(self) -> str:
        """Id of the state as an actor."""
        return f"state/{self.code}"

    def actor(self) -> Actor:
        """Return the state as an actor."""
        return Actor(
            actor_id=self.actor_id, name=self.name, kind="state", aliases=self.aliases,
            country=self.code, sectors=("GOV",),
        )  # fmt: skip

    def names(self) -> Iterator[NameEntry]:
        """Yield every surface form that stands for the state."""
        for surface in (self.name, *self.aliases):
            yield NameEntry(surface, self.actor_id, "state", "name", surface in self.ambiguous)
        for surface in self.metonyms:
            yield NameEntry(surface, self.actor_id, "state", "metonym", surface in self.ambiguous)
        for surface in self.adjectives:
            yield NameEntry(surface, self.actor_id, "state", "adjective", surface in self.ambiguous)
        for surface in self.people:
            if surface not in self.adjectives:
                unsure = surface in self.ambiguous
                yield NameEntry(surface, self.actor_id, "state", "people", unsure)
        described = self.descriptions + (("the kingdom", "the Kingdom") if self.kingdom else ())
        for surface in (*described, *(d[0].upper() + d[1:] for d in described)):
            yield NameEntry(surface, self.actor_id, "state", "description", ambiguous=True)
        for surface in self.combining:
            yield NameEntry(surface, self.actor_id, "state", "combining")


@cache
def load_states(package: str = PACKAGE) -> Mapping[str, State]:
    """Return all states by their code, read once.

    Args:
        package: the package whose ``data`` folder holds the file.

    Raises:
        KnowledgeError: if an entry is malformed or its code is given twice.
    """
    states: dict[str, State] = {}
    rows = read_yaml_rows(package, _FILE, ("code", "name", "capital", "adjectives", "people"))
    for row in rows:
        state = _state(row)
        if len(state.code) != 3 or not state.code.isupper() or state.code in states:
            raise KnowledgeError(f"{_FILE}: expected a new alpha-3 code, got {state.code!r}")
        states[state.code] = state
    return MappingProxyType(states)


def _state(row: dict[str, Any]) -> State:
    def words(key: str) -> tuple[str, ...]:
        return words_of(row, key, f"{_FILE}: {row['code']}")

    def names(key: str) -> tuple[str, ...]:
        entries = row.get(key) or []
        if not isinstance(entries, list) or not all("name" in entry for entry in entries):
            raise KnowledgeError(f"{_FILE}: {row['code']}: each of {key!r} needs a name")
        return tuple(str(entry["name"]) for entry in entries)

    return State(
        code=str(row["code"]),
        name=str(row["name"]),
        capital=str(row["capital"]),
        aliases=words("aliases") + names("former"),
        adjectives=words("adjectives") + words("former_adjectives"),
        people=words("people"),
        metonyms=words("metonyms"),
        combining=words("combining"),
        descriptions=words("descriptions"),
        parts=names("parts"),
        ambiguous=frozenset(words("ambiguous")),
        kingdom=bool(row.get("kingdom")),
    )
