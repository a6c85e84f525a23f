"""A user's own actors beside the curated ones: where both say something, the user's wins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from communique.errors import KnowledgeError
from communique.knowledge.names import NameEntry, NameIndex, fold
from communique.knowledge.offices import OfficeTable, Term, person_names
from communique.knowledge.organisations import Kind, Organisation
from communique.knowledge.own import OwnRow
from communique.knowledge.own_terms import giving_way, kind_of_office, kinds_of_titles, telling
from communique.knowledge.states import State
from communique.records import Actor

if TYPE_CHECKING:
    from communique.knowledge.load import Knowledge

_DEMONYM_ENDINGS = ("an", "ese", "ish", "ic", "i", "ite", "er", "ard", "que", "ch")
_STEM = 3  # letters that a demonym shares with its state's name: Arcadia, Arcadian


@dataclass(frozen=True, slots=True, kw_only=True)
class NameCollision:
    """A name that own actors share with each other or with known ones.

    ``wins``: it now stands for the one own actor alone; else it is shared, and the text decides.
    """

    surface: str
    own: tuple[str, ...]
    known: tuple[str, ...]
    wins: bool


def join_own(knowledge: Knowledge, rows: Sequence[OwnRow]) -> Knowledge:
    """Return the knowledge with a user's own actors.

    Names of theirs displace curated meanings of the same words, except for surnames; a term of
    theirs ends a curated term of the same office that would run beside it.

    Raises:
        KnowledgeError: if a row refers to a state or organisation that nobody defines, or an id is
            given to actors of two kinds.
    """
    problems = own_problems(knowledge, rows)
    if problems:
        raise KnowledgeError(problems[0])
    own = _Own(knowledge, rows)
    offices = OfficeTable([*giving_way(knowledge.offices.terms, own.terms), *own.terms])
    actors = dict(knowledge.actors) | {a.actor_id: a for a in offices.actors(own.states)}
    actors |= {actor.actor_id: actor for actor in own.actors(actors)}
    names = list(own.names())
    taken = {fold(e.surface) for e in names if e.form != "short"}
    ids = {e.actor_id for e in names}
    kept = [
        entry
        for surface, entries in knowledge.names.meanings.items()
        for entry in entries
        if surface not in taken or entry.actor_id in ids
    ]
    return replace(
        knowledge, states=own.states, organisations=own.organisations, offices=offices,
        actors=actors, names=NameIndex([*kept, *names]),
    )  # fmt: skip


def own_problems(knowledge: Knowledge, rows: Sequence[OwnRow]) -> tuple[str, ...]:
    """Return what is wrong between rows, or between them and what is known."""
    places = _Places(knowledge, rows)
    return tuple(found for row in rows for found in places.problems(row))


def name_collisions(knowledge: Knowledge, rows: Sequence[OwnRow]) -> tuple[NameCollision, ...]:
    """Return the names of own actors that others bear too, by name."""
    bearers: dict[str, dict[str, NameEntry]] = defaultdict(dict)
    for entry in _Own(knowledge, rows).names():
        bearers[fold(entry.surface)].setdefault(entry.actor_id, entry)
    found = []
    for surface, own in bearers.items():
        known = {e.actor_id for e in knowledge.names.meanings.get(surface, ())} - own.keys()
        if known or len(own) > 1:
            first = next(iter(own.values()))
            found.append(NameCollision(
                surface=first.surface, own=tuple(sorted(own)), known=tuple(sorted(known)),
                wins=len(own) == 1 and first.form != "short",
            ))  # fmt: skip
    return tuple(sorted(found, key=lambda c: c.surface))


class _Places:
    """The states and organisations that rows may refer to, by code, id or name."""

    def __init__(self, knowledge: Knowledge, rows: Iterable[OwnRow]) -> None:
        self._by_word: dict[str, str] = {}
        self._kinds: dict[str, OwnRow] = {}
        for organisation in knowledge.organisations.values():
            self._add(organisation.actor_id, (organisation.name,))
        for state in knowledge.states.values():
            self._add(state.actor_id, (state.name,))
        for row in rows:
            self._kinds.setdefault(row.actor_id, row)
            if row.kind != "person":
                self._add(row.actor_id, (row.name, *row.aliases))

    def _add(self, actor_id: str, names: Iterable[str]) -> None:
        code = actor_id.partition("/")[2]
        self._by_word |= dict.fromkeys((actor_id, code, *names), code)

    def of(self, row: OwnRow) -> str | None:
        """Return the code of whom the office of a row is of."""
        return self._by_word.get(row.of or row.country or "")

    def problems(self, row: OwnRow) -> Iterator[str]:
        if row.country is not None and f"state/{row.country}" not in self._by_word:
            yield f"{row.where}: no state has the code {row.country!r}; add a row for it"
        if row.office and self.of(row) is None:
            wanted = repr(row.of) if row.of else "nothing"
            yield f"{row.where}: expected a known state or organisation under of, got {wanted}"


class _Own:
    """Own rows as states, organisations, terms, actors and names."""

    def __init__(self, knowledge: Knowledge, rows: Sequence[OwnRow]) -> None:
        self._knowledge = knowledge
        self._places = _Places(knowledge, rows)
        self._rows: dict[str, list[OwnRow]] = defaultdict(list)
        for row in rows:
            self._rows[row.actor_id].append(row)
        self.states: Mapping[str, State] = dict(knowledge.states) | {
            state.code: state for state in map(self._state, self._of_kind("state"))
        }
        self.organisations: Mapping[str, Organisation] = dict(knowledge.organisations) | {
            i: self._organisation(i) for i in self._of_kind("organisation", "group")
        }
        kinds = kinds_of_titles(knowledge.offices.terms, knowledge.states)
        terms = (self._term(row, kinds) for row in rows if row.office)
        self.terms = telling(terms, knowledge.offices.terms)

    def actors(self, joined: Mapping[str, Actor]) -> Iterator[Actor]:
        """Yield each own actor; ``joined`` holds what the terms of office tell of it."""
        for actor_id, rows in self._rows.items():
            first, known = rows[0], joined.get(actor_id)
            sectors = _all(r.sectors for r in rows) or (known.sectors if known else ())
            yield Actor(
                actor_id=actor_id,
                name=first.name,
                kind=first.kind,
                aliases=_all([self._aliases(actor_id), known.aliases if known else ()]),
                country=_country(rows) or (known.country if known else None),
                sectors=sectors or _default_sectors(first, _country(rows)),
                offices=known.offices if known else (),
                basis="user",
            )

    def names(self) -> Iterator[NameEntry]:
        """Yield all names of own actors."""
        for actor_id, rows in self._rows.items():
            if rows[0].kind == "person":
                yield from person_names(actor_id, rows[0].name, self._aliases(actor_id))
            elif rows[0].kind == "state":
                yield from self.states[actor_id.removeprefix("state/")].names()
            else:
                yield from self.organisations[actor_id].names()

    def _of_kind(self, *kinds: str) -> list[str]:
        return [i for i, rows in self._rows.items() if rows[0].kind in kinds]

    def _aliases(self, actor_id: str) -> tuple[str, ...]:
        rows = self._rows[actor_id]
        names = _all([*(r.aliases for r in rows), tuple(r.name for r in rows[1:])])
        return tuple(name for name in names if name != rows[0].name)

    def _state(self, actor_id: str) -> State:
        rows, aliases = self._rows[actor_id], self._aliases(actor_id)
        name, code = rows[0].name, actor_id.removeprefix("state/")
        guessed = tuple(a for a in aliases if is_demonym(a, name))
        demonyms = _all([*(r.demonyms for r in rows), guessed])
        aliases = tuple(a for a in aliases if a not in demonyms)
        people = (*demonyms, *(f"{d}s" for d in demonyms if d.endswith(("n", "i", "er", "ite"))))
        known = self._knowledge.states.get(code)
        if known is None:
            return State(
                code=code, name=name, capital="", aliases=aliases, adjectives=demonyms,
                people=people, metonyms=(), combining=(), descriptions=(), parts=(),
                ambiguous=frozenset(), kingdom=False,
            )  # fmt: skip
        return replace(
            known, name=name, aliases=_all([(known.name,), known.aliases, aliases]),
            adjectives=_all([known.adjectives, demonyms]), people=_all([known.people, people]),
        )  # fmt: skip

    def _organisation(self, actor_id: str) -> Organisation:
        rows, aliases = self._rows[actor_id], self._aliases(actor_id)
        known = self._knowledge.organisations.get(actor_id)
        country = _country(rows)
        sectors = _all(r.sectors for r in rows) or _default_sectors(rows[0], country)
        kind: Kind = "group" if rows[0].kind == "group" else "organisation"
        if known is None:
            return Organisation(
                actor_id=actor_id, name=rows[0].name, kind=kind, aliases=aliases, metonyms=(),
                adjectives=(), ambiguous=frozenset(), country=country,
                sector=next(iter(sectors), ""),
            )  # fmt: skip
        names = _all([(known.name,), known.aliases, aliases])
        return replace(known, name=rows[0].name, aliases=names, country=country or known.country)

    def _term(self, row: OwnRow, kinds: Mapping[tuple[str, bool], str]) -> Term:
        of = self._places.of(row) or ""
        return Term(
            of=of, office=kind_of_office(row.office, kinds, of_state=of in self.states),
            title=row.office,
            name=self._rows[row.actor_id][0].name, gender=row.gender, start=row.start,
            end=row.end, aliases=self._aliases(row.actor_id), holder=row.actor_id,
        )  # fmt: skip


def is_demonym(alias: str, name: str) -> bool:
    """Tell whether an alias of a state is the word for its people: "Arcadian" of "Arcadia"."""
    if " " in alias or alias == name or not alias.casefold().endswith(_DEMONYM_ENDINGS):
        return False
    stems = {word[:_STEM].casefold() for word in name.split() if len(word) > _STEM}
    return len(alias) > _STEM and fold(alias)[:_STEM].casefold() in set(map(fold, stems))


def _all(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for group in groups for word in group))


def _country(rows: Sequence[OwnRow]) -> str | None:
    return next((r.country for r in rows if r.country), None)


def _default_sectors(row: OwnRow, country: str | None) -> tuple[str, ...]:
    if row.kind == "organisation":
        return () if country else ("IGO",)
    return {"state": ("GOV",), "group": ("REB",), "person": ()}[row.kind]
