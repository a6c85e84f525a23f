"""Everything that one document tells, in the order in which the parts need one another."""

from __future__ import annotations

from communique.extract.actors.resolve import DocumentParties
from communique.extract.anchor import Anchor, dateline_day, find_anchor
from communique.extract.commitments import find_commitments
from communique.extract.context import Context
from communique.extract.events import find_events
from communique.extract.figures import find_figures
from communique.extract.mentions import find_mentions
from communique.extract.places import DocumentPlaces
from communique.extract.statements import find_statements
from communique.extract.times import find_times
from communique.knowledge import Knowledge
from communique.records import Document, Extraction
from communique.syntax import Parsed


def extract(document: Document, parsed: Parsed, knowledge: Knowledge) -> Extraction:
    """Return all records that a document yields.

    Args:
        document: the cleaned report.
        parsed: its parse, over the same text.
        knowledge: the actors, offices, summits and places to resolve against.
    """
    parties = DocumentParties(Context(document, parsed, knowledge))
    anchor = find_anchor(parties)
    if anchor.bounds is not None:
        parties.written_between(anchor.bounds)
    times = find_times(parsed, anchor.day, bounds=anchor.bounds)
    if anchor.day is None:
        day = dateline_day(times, document.text)
        if day is not None:
            anchor = Anchor(day, None, None)
            times = find_times(parsed, day)
    places = DocumentPlaces(parties)
    events = find_events(parties, places, times, anchor)
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
        reasons=events.reasons,
    )
