"""Wikidata entities as rows of a user's own actors.

Ids are looked up among the entities of the same file, then in ``data/wikidata_ids.csv``; what
neither resolves is left out and counted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, product
from pathlib import Path
from string import ascii_uppercase

from communique.errors import KnowledgeError
from communique.knowledge.load import Knowledge
from communique.knowledge.names import fold
from communique.knowledge.own import OwnRow, name_problem, own_id, own_row
from communique.knowledge.wikidata import Claim, Entity, known_ids, read_entities

_GENDERS = {"Q6581097": "m", "Q6581072": "f", "Q2449503": "m", "Q1052281": "f"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """Rows from Wikidata; ``skipped`` counts what was left out by its reason."""

    rows: tuple[OwnRow, ...]
    entities_skipped: int
    skipped: Mapping[str, int]


def rows_of_wikidata(path: Path, knowledge: Knowledge) -> Converted:
    """Return the actors among the entities of a file.

    Raises:
        KnowledgeError: if the file cannot be read.
    """
    entities, unread = read_entities(path)
    converter = _Converter(entities, knowledge)
    rows = [row for entity in entities.values() for row in converter.rows(entity, str(path))]
    return Converted(
        rows=tuple(rows),
        entities_skipped=unread.total() + converter.left_out,
        skipped=unread + converter.skipped,  # a sum of counters drops zeros
    )


class _Converter:
    def __init__(self, entities: Mapping[str, Entity], knowledge: Knowledge) -> None:
        self._entities = entities
        self._knowledge = knowledge
        self._kinds = {e.entity_id: _kind(e) for e in entities.values()}
        self._codes = dict(known_ids("country")) | _codes(entities, self._kinds, knowledge)
        organisations = (i for i, (kind, _) in self._kinds.items() if kind == "organisation")
        self._bodies = self._codes | {i: entities[i].name for i in organisations}
        self._ids: set[str] = set()
        self.skipped: Counter[str] = Counter()
        self.left_out = 0

    def rows(self, entity: Entity, path: str) -> Iterator[OwnRow]:
        """Yield the rows of an entity, one for each office that can be named."""
        kind, sector = self._kinds[entity.entity_id]
        if kind == "office":
            return
        if not kind:
            self._leave_out("entity of no kind known here")
            return
        country = self._country(entity, kind)
        cells = {
            "id": self._id(entity, kind, country),
            "name": entity.name,
            "aliases": ";".join(self._usable(entity.aliases)),
            "demonyms": ";".join(self._usable(entity.values("P1549"))) if kind == "state" else "",
            "kind": kind,
            "country": country,
            "sectors": sector,
            "gender": next((_GENDERS.get(v, "") for v in entity.values("P21")), ""),
        }
        where = f"{path}: {entity.entity_id}"
        offices = list(self._offices(entity, country)) if kind == "person" else []
        for office in offices or [{}]:
            try:
                yield own_row(cells | office, where)
            except KnowledgeError:
                self._leave_out("entity whose name or dates do not serve")

    def _leave_out(self, reason: str) -> None:
        self.skipped[reason] += 1
        self.left_out += 1

    def _usable(self, names: Sequence[str]) -> list[str]:
        usable = [name for name in names if name_problem(name) is None]
        self.skipped["alias without a capital letter"] += len(names) - len(usable)
        return usable

    def _country(self, entity: Entity, kind: str) -> str:
        if kind == "state":
            return self._codes[entity.entity_id]
        ids = entity.values("P27" if kind == "person" else "P17")
        codes = [self._codes[i] for i in ids if i in self._codes]
        self.skipped["country that cannot be resolved offline"] += len(ids) - len(codes)
        return codes[0] if codes else ""

    def _id(self, entity: Entity, kind: str, country: str) -> str:
        """Return the id of the curated actor that this is, else a new one, given to none twice."""
        if kind == "state":
            return f"state/{country}"
        entries = self._knowledge.names.meanings.get(fold(entity.name), ())
        ids = {e.actor_id for e in entries if e.form == "name" and e.actor_id.startswith(kind)}
        known = self._knowledge.actors[next(iter(ids))] if len(ids) == 1 else None
        same = known is not None and (not country or known.country in (None, country))
        actor_id = known.actor_id if known is not None and same else own_id(kind, entity.name)
        if actor_id in self._ids or (known is not None and not same):
            actor_id += f"-{entity.entity_id.lower()}"
        self._ids.add(actor_id)
        return actor_id

    def _offices(self, person: Entity, country: str) -> Iterator[dict[str, str]]:
        for claim in person.claims.get("P39", ()):
            position = self._entities.get(claim.value)
            title = position.name if position else known_ids("title").get(claim.value)
            of = self._jurisdiction(claim, position) or country
            if not title or not of:
                self.skipped["office that cannot be resolved offline"] += 1
                continue
            yield {
                "office": self._title(title, of),
                "of": of,
                "start": claim.qualifiers.get("P580", ""),
                "end": claim.qualifiers.get("P582", ""),
            }

    def _jurisdiction(self, claim: Claim, position: Entity | None) -> str:
        """Return whose office it is: the code of a state, or the name of an organisation."""
        named = [claim.qualifiers.get("P642", "")]
        if position is not None:
            named += position.values("P1001") + position.values("P17")
        return next((self._bodies[i] for i in named if i in self._bodies), "")

    def _title(self, label: str, of: str) -> str:
        """Return a title without whose it is: "President of Arcadia" gives "president"."""
        words = [e.name for i, e in self._entities.items() if self._bodies.get(i) == of]
        state = self._knowledge.states.get(of)
        if state is not None:
            words += [state.name, *state.aliases]
        names = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
        if not names:
            return label.lower()
        return re.sub(rf"\s+(?:of|for)\s+(?:the\s+)?(?:{names})$", "", label).lower()


def _kind(entity: Entity) -> tuple[str, str]:
    """Return what an entity is, with its sector; both empty if nothing tells."""
    for value in entity.values("P31"):
        found = known_ids("kind").get(value)
        if found:
            kind, _, sector = found.partition(" ")
            return kind, sector
    if entity.values("P298"):
        return "state", ""
    return ("person", "") if entity.values("P27") or entity.values("P39") else ("", "")


def _codes(
    entities: Mapping[str, Entity], kinds: Mapping[str, tuple[str, str]], knowledge: Knowledge
) -> dict[str, str]:
    """Return the codes of the states of a file; one without takes a free user-assigned one."""
    states = [e for e in entities.values() if kinds[e.entity_id][0] == "state"]
    stated = {e.entity_id: e.values("P298")[0] for e in states if e.values("P298")}
    codes = stated | {e.entity_id: known_ids("country")[e.entity_id] for e in states
                      if e.entity_id in known_ids("country")}  # fmt: skip
    taken = {*knowledge.states, *codes.values()}
    for state in states:
        if state.entity_id not in codes:
            code = _own_code(state.name, knowledge) or _free_code(state.name, taken)
            codes[state.entity_id] = code
            taken.add(code)
    return codes


def _own_code(name: str, knowledge: Knowledge) -> str | None:
    """Return the code that a state of this name has among the user's own actors."""
    entries = knowledge.names.meanings.get(fold(name), ())
    own = (knowledge.actors[entry.actor_id] for entry in entries if entry.kind == "state")
    return next((actor.country for actor in own if actor.basis == "user"), None)


def _free_code(name: str, taken: set[str]) -> str:
    """Return a code from XAA to XZZ, which ISO 3166-1 leaves to users, like the name if it can."""
    letters = [c for c in fold(name).upper() if c in ascii_uppercase]
    wanted = chain(combinations(letters[:9], 2), product(ascii_uppercase, repeat=2))
    free = (code for a, b in wanted if (code := f"X{a}{b}") not in taken)
    code = next(free, "")
    if not code:
        raise KnowledgeError(f"expected at most 676 states without a code, got one more: {name}")
    return code
