"""What every extractor of one document shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from communique.knowledge import Knowledge
from communique.records import Document
from communique.syntax import Parsed


@dataclass(frozen=True, slots=True)
class Context:
    """One document, its parse, the world's knowledge, and the day it was published if known."""

    document: Document
    parsed: Parsed
    knowledge: Knowledge

    @property
    def day(self) -> date | None:
        """The publication day, or None; a page date says nothing of the happenings."""
        published = self.document.published
        return published.start if published else None


@dataclass(frozen=True, slots=True)
class Reference:
    """A name in the text with the actor it stands for and the tokens it covers."""

    actor_id: str
    start: int
    end: int
    form: str
    confidence: float = 1.0


References = Mapping[int, Reference]
