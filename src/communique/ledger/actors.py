"""Actors across documents: what several reports know of one actor, put together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from communique.records import Actor, from_json, to_json

_TRUST = {"user": 0, "curated": 1, "learned": 2}


@dataclass(frozen=True, slots=True)
class _ActorsOnly:
    """The part of a stored extraction that is read here."""

    actors: tuple[Actor, ...] = ()


class ActorRoll:
    """Gathers actors by id; the outcome does not depend on the order of documents.

    Args:
        renamed: ids under which other spellings of a name are known, and the one that counts.
    """

    def __init__(self, renamed: Mapping[str, str] | None = None) -> None:
        self._actors: dict[str, Actor] = {}
        self._renamed = renamed or {}

    def add(self, actor: Actor) -> None:
        """Take in what one source knows of an actor."""
        one = self._renamed.get(actor.actor_id)
        if one is not None:
            actor = replace(actor, actor_id=one)
        known = self._actors.get(actor.actor_id)
        self._actors[actor.actor_id] = actor if known is None else join(known, actor)

    def add_all(self, extraction: str) -> None:
        """Take in the actors of one extraction, given as JSON."""
        for actor in from_json(_ActorsOnly, extraction).actors:
            self.add(actor)

    def actors(self) -> Iterator[Actor]:
        """All actors by id."""
        for actor_id in sorted(self._actors):
            yield self._actors[actor_id]


def join(one: Actor, other: Actor) -> Actor:
    """Return what two accounts of one actor say together; the better-founded one leads.

    What a user entered comes before curated knowledge, and that before what a text taught.
    """
    if one == other:
        return one
    lead, more = sorted((one, other), key=_standing)
    other_name = {more.name} if more.name != lead.name and lead.basis == "learned" else set()
    return replace(
        lead,
        aliases=tuple(sorted({*lead.aliases, *more.aliases, *other_name} - {lead.name})),
        sectors=tuple(sorted({*lead.sectors, *more.sectors})),
        offices=tuple(sorted({*lead.offices, *more.offices}, key=to_json)),
    )


def _standing(actor: Actor) -> tuple[int, bool, bool, str, str, str]:
    return (
        _TRUST[actor.basis],
        not actor.offices,
        actor.country is None,
        actor.country or "",
        actor.name,
        actor.kind,
    )
