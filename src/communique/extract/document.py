"""Everything that one document tells, in the order in which the parts need one another."""

from __future__ import annotations

from communique.extract.actors.resolve import DocumentParties
from communique.extract.anchor import Anchor, anchored_times
from communique.extract.commitments import find_commitments
from communique.extract.context import Context
from communique.extract.events import Lexicon, find_events
from communique.extract.figures import find_figures
from communique.extract.mentions import find_mentions
from communique.extract.places import DocumentPlaces
from communique.extract.statements import find_statements
from communique.knowledge import Knowledge
from communique.records import Document, Extraction, When
from communique.syntax import Parsed


def extract(
    document: Document,
    parsed: Parsed,
    knowledge: Knowledge,
    lexicon: Lexicon | None = None,
    *,
    home: str | None = None,
) -> Extraction:
    """Return all records that a document yields.

    Args:
        document: the cleaned report.
        parsed: its parse, over the same text.
        knowledge: the actors, offices, summits and places to resolve against.
        lexicon: the event patterns with their ontology; the packaged ones if None.
        home: alpha-3 code of the outlet's country, where it is known; of towns that share a name
            its own are likelier.
    """
    parties = DocumentParties(Context(document, parsed, knowledge))
    anchor, times = anchored_times(parties)
    places = DocumentPlaces(parties, home)
    events = find_events(parties, places, times, anchor, lexicon)
    return Extraction(
        document_id=document.document_id,
        times=times,
        places=places.mentions(),
        mentions=find_mentions(parties, places),
        event_mentions=events.event_mentions,
        statements=find_statements(document, parsed, parties, events.event_mentions),
        commitments=find_commitments(document, parsed, parties, times),
        figures=find_figures(document, parsed, parties, times),
        actors=tuple(parties.learned.values()),
        office_sightings=parties.sightings(_written(anchor)),
        reasons=events.reasons,
    )


def _written(anchor: Anchor) -> When | None:
    """Return the days on which the report can have been written."""
    return When(start=anchor.day, end=anchor.day) if anchor.day is not None else anchor.bounds
