"""Everything the package knows of the world, loaded and checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from communique.errors import KnowledgeError
from communique.knowledge.descriptions import shared_descriptions
from communique.knowledge.files import PACKAGE
from communique.knowledge.gazetteer import Gazetteer, load_gazetteer
from communique.knowledge.names import NameEntry, NameIndex
from communique.knowledge.offices import OfficeTable, load_offices
from communique.knowledge.organisations import Organisation, load_organisations
from communique.knowledge.own import read_own
from communique.knowledge.own_join import join_own
from communique.knowledge.states import State, load_states
from communique.knowledge.summits import Summit, load_summits
from communique.records import Actor


@dataclass(frozen=True, eq=False)
class Knowledge:
    """States, organisations, offices, summits, places, and the index of all their names."""

    states: Mapping[str, State]
    organisations: Mapping[str, Organisation]
    offices: OfficeTable
    summits: tuple[Summit, ...]
    gazetteer: Gazetteer
    actors: Mapping[str, Actor]
    names: NameIndex

    def actor(self, actor_id: str) -> Actor | None:
        """Return an actor by id, or None."""
        return self.actors.get(actor_id)

    def country_on(self, actor_id: str, day: date | None) -> str | None:
        """Return the alpha-3 country for which a person stands on a day.

        An office of an organisation on that day gives None: its holder acts for no state.
        """
        actor = self.actors.get(actor_id)
        if actor is None or actor.kind != "person":
            return actor.country if actor else None
        terms = self.offices.of_person(actor_id, day) if day else ()
        if terms:
            return next((t.of for t in terms if t.of in self.states), None)
        return actor.country


def _entries(
    states: Mapping[str, State],
    organisations: Mapping[str, Organisation],
    offices: OfficeTable,
    package: str,
) -> Iterator[NameEntry]:
    for state in states.values():
        yield from state.names()
    for organisation in organisations.values():
        yield from organisation.names()
    yield from offices.names()
    known = {s.actor_id for s in states.values()} | set(organisations)
    yield from shared_descriptions(known, package)


def load_knowledge(package: str = PACKAGE, *, own: tuple[str, ...] = ()) -> Knowledge:
    """Load and check all knowledge files; the result is shared by the whole process.

    Args:
        package: the package whose ``data`` folder holds the files.
        own: files of a user's own actors, as CSV; read again when they change.

    Raises:
        KnowledgeError: if a file is malformed or refers to a code that no file defines.
    """
    return _with_own(package, tuple(map(_version, own))) if own else _load(package)


def _version(name: str) -> tuple[str, int, int]:
    """Return a file's name with the time of its last change and its size."""
    try:
        found = Path(name).stat()
    except OSError as error:
        raise KnowledgeError(f"{name}: own actors cannot be read: {error}") from error
    return name, found.st_mtime_ns, found.st_size


@lru_cache(maxsize=4)
def _with_own(package: str, versions: tuple[tuple[str, int, int], ...]) -> Knowledge:
    rows = [row for name, _, _ in versions for row in read_own(Path(name))]
    return join_own(_load(package), rows)


@cache
def _load(package: str) -> Knowledge:
    states, organisations = load_states(package), load_organisations(package)
    offices, summits = load_offices(package), load_summits(package)
    _refuse_unknown(states, organisations, offices, summits)
    actors = {s.actor_id: s.actor() for s in states.values()}
    actors |= {o.actor_id: o.actor() for o in organisations.values()}
    actors |= {a.actor_id: a for a in offices.actors(states)}
    return Knowledge(
        states=states,
        organisations=organisations,
        offices=offices,
        summits=summits,
        gazetteer=load_gazetteer(package),
        actors=actors,
        names=NameIndex(_entries(states, organisations, offices, package)),
    )


def _refuse_unknown(
    states: Mapping[str, State],
    organisations: Mapping[str, Organisation],
    offices: OfficeTable,
    summits: Iterable[Summit],
) -> None:
    """Raise KnowledgeError for a state or organisation that is referred to but not defined."""
    known = set(states) | {o.actor_id.removeprefix("organisation/") for o in organisations.values()}
    for term in offices.terms:
        if term.of not in known:
            raise KnowledgeError(f"offices: {term.name} holds an office of unknown {term.of!r}")
    for organisation in organisations.values():
        if organisation.country is not None and organisation.country not in states:
            raise KnowledgeError(f"{organisation.name}: unknown country {organisation.country!r}")
        for member in organisation.members:
            if member.state not in states:
                raise KnowledgeError(f"{organisation.name}: unknown member {member.state!r}")
    for summit in summits:
        if summit.organisation not in known or summit.country not in states:
            raise KnowledgeError(
                f"summits: {summit.name}: unknown {summit.organisation!r} or {summit.country!r}"
            )
