"""The seam through which the parts of resolution see one another."""

from __future__ import annotations

from typing import Protocol

from communique.extract.actors.roles import OfficeRole
from communique.extract.context import Context, Reference
from communique.records import Actor, Party
from communique.spans import Span
from communique.syntax import Parsed, Token


class Resolver(Protocol):
    """The names of a document by token, and whom its phrases stand for.

    ``references`` hold the names of actors, ``modifiers`` actor ids of adjectives and compounds.
    """

    context: Context
    parsed: Parsed
    references: dict[int, Reference]
    modifiers: dict[int, str]

    def actor(self, actor_id: str) -> Actor:
        """Return a known or learned actor."""
        ...

    def points(self, token: Token) -> bool:
        """Tell whether a word names an actor or points to one ("Russian diplomats")."""
        ...

    def party(self, token: Token) -> Party | None:
        """Return who the noun phrase headed by ``token`` stands for, or None."""
        ...

    def parties(self, token: Token) -> tuple[Party, ...]:
        """Return all parties of a phrase, its conjuncts and the members of a group."""
        ...

    def unnamed(
        self, token: Token, owner_id: str, sector: str = "GOV", role: OfficeRole | None = None
    ) -> Party:
        """Return a party that is only described, by the words of its phrase."""
        ...


def party_of(actor: Actor, span: Span) -> Party:
    """Return a state or organisation as a party, by the words in ``span``."""
    return Party(
        name=actor.name,
        actor_id=actor.actor_id,
        country=actor.country,
        sector=actor.sectors[0] if actor.sectors else None,
        span=span,
    )
