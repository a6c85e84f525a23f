"""The run that made a ledger: its settings, and its reports looked at again with these."""

from __future__ import annotations

from dataclasses import dataclass, replace

from communique.clean.metadata.outlets import outlet_table
from communique.errors import KnowledgeError
from communique.extract.events import Lexicon
from communique.knowledge import Knowledge, load_knowledge
from communique.ledger import Ledger
from communique.pipeline.coder import Coder
from communique.pipeline.why.second_look import SecondLook, look_again
from communique.records import Document, from_json
from communique.settings import Settings


@dataclass(frozen=True, slots=True)
class Run:
    """A ledger and the settings of the run that made it."""

    ledger: Ledger
    settings: Settings

    def look(self, document: Document) -> SecondLook:
        """Return what the extraction sees in a report."""
        return look_again(document, self.settings)

    @property
    def knowledge(self) -> Knowledge:
        """What is known, the own actors of the run included."""
        return load_knowledge(own=self.settings.knowledge.actors)

    @property
    def lexicon(self) -> Lexicon:
        """The event patterns and their ontology, the own types of the run included."""
        return Coder(self.settings).lexicon


def run_of(ledger: Ledger, remembered: str | None) -> tuple[Run, list[str]]:
    """Return the run of a ledger, and a line on files of its that are gone or broken, if any.

    Args:
        ledger: to explain.
        remembered: the settings as JSON; the defaults for a ledger that remembers none.
    """
    settings = from_json(Settings, remembered) if remembered else Settings()
    try:
        load_knowledge(own=settings.knowledge.actors)
        outlet_table(settings.clean.outlets)
        Coder(settings).lexicon  # noqa: B018  # reads the files of own event types
    except KnowledgeError as error:
        bare = replace(
            settings,
            knowledge=replace(settings.knowledge, actors=()),
            clean=replace(settings.clean, outlets=()),
            code=replace(settings.code, ontology=(), quads={}),
        )
        return Run(ledger, bare), [f"explained without the files of the run: {error}"]
    return Run(ledger, settings), []
