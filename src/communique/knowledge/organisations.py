"""Organisations, groups and news agencies as actors and names, members with dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from communique.errors import KnowledgeError
from communique.knowledge.files import PACKAGE, partial_date, read_yaml_rows, words_of
from communique.knowledge.names import NameEntry
from communique.knowledge.sectors import NEWS_MEDIA
from communique.records import Actor

Kind = Literal["organisation", "group", "agency"]

# File, kind of its entries, and the PLOVER sector of those that state none.
_FILES: tuple[tuple[str, Kind, str], ...] = (
    ("organisations.yaml", "organisation", "IGO"),
    ("groups.yaml", "group", "REB"),
    ("agencies.yaml", "agency", NEWS_MEDIA),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A state's time as a member."""

    state: str
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """An organisation, group or agency with its names; ``country`` is alpha-3 where it has one."""

    actor_id: str
    name: str
    kind: Kind
    aliases: tuple[str, ...]
    metonyms: tuple[str, ...]
    adjectives: tuple[str, ...]
    ambiguous: frozenset[str]
    country: str | None
    sector: str
    members: tuple[Membership, ...] = ()

    def actor(self) -> Actor:
        """Return it as an actor."""
        return Actor(
            actor_id=self.actor_id,
            name=self.name,
            kind="group" if self.kind == "group" else "organisation",
            aliases=self.aliases,
            country=self.country,
            sectors=(self.sector,),
        )

    def names(self) -> Iterator[NameEntry]:
        """Yield every surface form that stands for it."""
        for surface in (self.name, *self.aliases):
            yield NameEntry(surface, self.actor_id, self.kind, "name", surface in self.ambiguous)
        for surface in self.metonyms:
            yield NameEntry(surface, self.actor_id, self.kind, "metonym", surface in self.ambiguous)
        for surface in self.adjectives:
            yield NameEntry(
                surface, self.actor_id, self.kind, "adjective", surface in self.ambiguous
            )

    def members_on(self, day: date) -> frozenset[str]:
        """Return the alpha-3 codes of the members on a day."""
        return frozenset(
            m.state
            for m in self.members
            if (m.start is None or m.start <= day) and (m.end is None or day <= m.end)
        )


def load_organisations(package: str = PACKAGE) -> dict[str, Organisation]:
    """Return organisations, groups and agencies by actor id.

    Args:
        package: the package whose ``data`` folder holds the files.

    Raises:
        KnowledgeError: if an entry is malformed or its id is given twice.
    """
    found: dict[str, Organisation] = {}
    for name, kind, sector in _FILES:
        for row in read_yaml_rows(package, name, ("id", "name")):
            organisation = _organisation(row, kind, sector, f"{name}: {row['id']}")
            if organisation.actor_id in found:
                raise KnowledgeError(f"{name}: the id {row['id']!r} is given twice")
            found[organisation.actor_id] = organisation
    return found


def _organisation(row: dict[str, Any], kind: Kind, sector: str, where: str) -> Organisation:
    return Organisation(
        actor_id=f"{'group' if kind == 'group' else 'organisation'}/{row['id']}",
        name=str(row["name"]),
        kind=kind,
        aliases=words_of(row, "aliases", where),
        metonyms=words_of(row, "metonyms", where),
        adjectives=words_of(row, "adjectives", where),
        ambiguous=frozenset(words_of(row, "ambiguous", where)),
        country=row.get("country"),
        sector=str(row.get("sector") or sector),
        members=tuple(_membership(member, where) for member in row.get("members") or ()),
    )


def _membership(row: Any, where: str) -> Membership:
    if not isinstance(row, dict) or not isinstance(row.get("state"), str):
        raise KnowledgeError(f"{where}: expected a member with its state, got {row!r:.120}")
    return Membership(
        state=row["state"],
        start=partial_date(row.get("start"), end=False, where=where),
        end=partial_date(row.get("end"), end=True, where=where),
    )
