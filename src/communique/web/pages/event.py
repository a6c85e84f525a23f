"""An event: its fields with their supporters, and the reports that tell it."""

from __future__ import annotations

from dataclasses import dataclass

from communique.display import View
from communique.errors import UnknownRecordError
from communique.records import Event
from communique.web.lines import EventLine, event_lines
from communique.web.page import Page
from communique.web.room import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """An event in a line, and everything behind it."""

    line: EventLine
    shown: View


def event(visit: Visit) -> EventPage:
    """Return the event of the address.

    Raises:
        UnknownRecordError: if the ledger has none of that id.
    """
    kind, record = visit.ledger.record(visit.parts["event_id"])
    if not isinstance(record, Event):
        raise UnknownRecordError(f"expected the id of an event, got one of {kind}")
    return EventPage(line=event_lines(visit.ledger, [record])[0], shown=visit.ledger.show(record))


EVENT = Page(
    path="/events/{event_id}",
    summary="One event: its fields, who supports each, and the reports that tell it.",
    view=event,
    template="event.html",
    asks=False,
)
