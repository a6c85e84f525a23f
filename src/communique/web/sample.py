"""The newest events of a question: what maps and lists of places are counted from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

from communique.analysis.actual import of_status
from communique.ledger import Filters, Ledger
from communique.records import Event

MOST = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Events, the newest first; ``whole`` tells that there are no more of them."""

    events: tuple[Event, ...]
    whole: bool


def newest(ledger: Ledger, filters: Filters, *, most: int = MOST) -> Sample:
    """Return the newest events that meet the filters; actual ones unless a status is asked for."""
    asked = of_status(replace(filters, order="newest", limit=most, after=None))
    page = ledger.page("events", asked)
    return Sample(events=cast("tuple[Event, ...]", page.records), whole=page.after is None)
