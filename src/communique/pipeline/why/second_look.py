"""What the extraction sees when it goes over one stored report again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from communique.extract import Context, DocumentParties
from communique.extract.anchor import Anchor, anchored_times
from communique.extract.places import DocumentPlaces
from communique.extract.places.resolved import ResolvedToponyms
from communique.knowledge import Knowledge
from communique.pipeline.coder import Coder
from communique.records import Document, Time, from_json, to_json
from communique.settings import Settings
from communique.spans import Span
from communique.syntax import Parsed, Token

_HELD = 8  # reports; the mentions of one event often share them


@dataclass(frozen=True, slots=True, eq=False)
class SecondLook:
    """A report parsed again, with its parties, places and times before any event is coded."""

    document: Document
    parties: DocumentParties
    places: DocumentPlaces
    toponyms: ResolvedToponyms
    anchor: Anchor
    times: tuple[Time, ...]

    @property
    def text(self) -> str:
        """The clean text as far as it was parsed."""
        return self.parsed.text

    @property
    def parsed(self) -> Parsed:
        """The parse."""
        return self.parties.parsed

    @property
    def knowledge(self) -> Knowledge:
        """The actors, offices, summits and places that were resolved against."""
        return self.parties.context.knowledge

    def knows(self, actor_id: str) -> bool:
        """Tell whether the report or the knowledge has an actor; others are from other reports."""
        return actor_id in self.parties.learned or actor_id in self.knowledge.actors

    def tokens_in(self, span: Span) -> list[Token]:
        """Return the words of a span; none where the gate kept a paragraph from the parser."""
        return list(self.parsed.tokens_in(span))

    def mentions_of(self, actor_id: str) -> Iterator[Span]:
        """Yield each name of an actor in the text, once."""
        found = {
            (r.start, r.end)
            for r in self.parties.references.values()
            if r.actor_id == actor_id
        }  # fmt: skip
        for start, end in sorted(found):
            yield self.parsed.span_of(self.parsed.tokens[start:end])


@lru_cache(maxsize=1)
def _coder(settings: str) -> Coder:
    """Loading the model costs most of the time of an explanation."""
    return Coder(from_json(Settings, settings))


def look_again(document: Document, settings: Settings) -> SecondLook:
    """Return what the extraction sees in a stored report.

    Args:
        document: as the ledger holds it; its text is parsed as far as texts are coded.
        settings: of the run that coded it.

    Raises:
        KnowledgeError: if a file of own actors that the settings name cannot be read any more.
    """
    return _look(document, to_json(settings))


@lru_cache(maxsize=_HELD)
def _look(document: Document, settings: str) -> SecondLook:
    coder = _coder(settings)
    text = document.text[: coder.settings.parse.maximum_document_characters]
    (parsed,) = coder.parser.parse([text])
    parties = DocumentParties(Context(replace(document, text=text), parsed, coder.knowledge))
    anchor, times = anchored_times(parties)
    home = coder.home_of(document)
    return SecondLook(
        document=document,
        parties=parties,
        places=DocumentPlaces(parties, home),
        toponyms=ResolvedToponyms(parsed, coder.knowledge.gazetteer, home),
        anchor=anchor,
        times=times,
    )
