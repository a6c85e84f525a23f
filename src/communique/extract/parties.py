"""Who a noun phrase stands for: the seam between actor resolution and all that uses it."""

from __future__ import annotations

from typing import Protocol

from communique.records import Party
from communique.spans import Span
from communique.syntax import Token


class Parties(Protocol):
    """Resolves noun phrases of one parsed document to parties."""

    def party(self, token: Token) -> Party | None:
        """Return who the noun phrase headed by ``token`` stands for.

        Names, titles, metonyms, descriptions ("a Saudi official", "the Iranian foreign ministry")
        and safe pronouns resolve; ``actor_id`` is None where the phrase names no one we know.
        Returns None for phrases that stand for no actor.
        """
        ...

    def parties(self, token: Token) -> tuple[Party, ...]:
        """Return all parties of a phrase: its conjuncts, and the members of "the two leaders"."""
        ...

    def within(self, span: Span) -> tuple[Party, ...]:
        """Return the named parties mentioned inside ``span``, in text order, none twice."""
        ...
