"""Organisations, groups and news agencies as actors and names, members with dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from communique.knowledge.files import partial_date, read_yaml_rows
from communique.knowledge.names import NameEntry
from communique.records import Actor

_PACKAGE = "communique.knowledge"


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
    kind: Literal["organisation", "group", "agency"]
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


def load_organisations() -> dict[str, Organisation]:
    """Return organisations, groups and agencies by actor id."""
    found: dict[str, Organisation] = {}
    sources: tuple[tuple[str, Literal["organisation", "group", "agency"], str], ...] = (
        ("organisations.yaml", "organisation", "IGO"),
        ("groups.yaml", "group", "REB"),
        ("agencies.yaml", "agency", "MED"),
    )
    for name, kind, sector in sources:
        for row in read_yaml_rows(_PACKAGE, name, ("id", "name")):
            organisation = Organisation(
                actor_id=f"{'organisation' if kind != 'group' else 'group'}/{row['id']}",
                name=str(row["name"]),
                kind=kind,
                aliases=tuple(map(str, row.get("aliases") or ())),
                metonyms=tuple(map(str, row.get("metonyms") or ())),
                adjectives=tuple(map(str, row.get("adjectives") or ())),
                ambiguous=frozenset(map(str, row.get("ambiguous") or ())),
                country=row.get("country"),
                sector=str(row.get("sector") or sector),
                members=tuple(
                    Membership(
                        state=str(m["state"]),
                        start=partial_date(m.get("start"), end=False, where=f"{name} {row['id']}"),
                        end=partial_date(m.get("end"), end=True, where=f"{name} {row['id']}"),
                    )
                    for m in row.get("members") or ()
                ),
            )
            found.setdefault(organisation.actor_id, organisation)
    return found
