"""The first page: what is in the ledger, and where to begin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from communique.ledger import Filters
from communique.web.lines import EventLine, event_lines
from communique.web.page import Page
from communique.web.room import Visit

_NEWEST = 8
_COUNTED = ("documents", "events", "statements", "commitments", "figures", "disputes", "stories")


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What a ledger holds, and its newest events."""

    counts: Mapping[str, int]
    newest: tuple[EventLine, ...]


def overview(visit: Visit) -> Overview:
    """Return what a newcomer should see first."""
    ledger = visit.ledger
    newest = ledger.page("events", Filters(order="newest", limit=_NEWEST, status="actual"))
    return Overview(
        counts={kind: ledger.count(kind) for kind in _COUNTED},
        newest=event_lines(ledger, newest.records),  # type: ignore[arg-type]
    )


OVERVIEW = Page(
    path="/", summary="What is in the ledger.", view=overview, template="overview.html", asks=False
)
