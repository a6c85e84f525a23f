"""What a relationship asks of each kind of record."""

from __future__ import annotations

from dataclasses import dataclass, replace

from communique.analysis.actual import ANY
from communique.ledger import APPLICABLE, Filters, Ledger, Record
from communique.ledger.filters import refined
from communique.web.addresses import side
from communique.web.asked import PAGE
from communique.web.pages.relationship.sides import found_term
from communique.web.room import Visit

# What these mean is the same for every kind; a type or a status is something else for each.
_COMMON = ("since", "until", "search", "outlet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The newest records that meet some filters, and whether there are more."""

    records: tuple[Record, ...]
    more: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Whose relationship, and the conditions on its events."""

    one: str
    other: str
    events: Filters

    def of(self, kind: str, **given: object) -> Filters:
        """Return the filters of another kind of record: the two, and conditions it shares."""
        shared = {
            name: getattr(self.events, name) for name in _COMMON if name in APPLICABLE[kind]
        }
        bare = Filters(between=(self.one, self.other), limit=PAGE, order="newest", **shared)
        return refined(bare, given)  # type: ignore[arg-type]

    def about(self, kind: str, **given: object) -> Filters:
        """Return the same without asking that both take part."""
        return replace(self.of(kind, **given), between=None)

    @property
    def of_events_alone(self) -> tuple[str, ...]:
        """The names of the conditions that only events are asked for."""
        return tuple(n for n in self.events.given() if n != "between" and n not in _COMMON)


def newest(ledger: Ledger, kind: str, wanted: Filters, length: int) -> Found:
    """Return the newest records, at most so many."""
    page = ledger.page(kind, replace(wanted, limit=length, order="newest"))
    return Found(records=page.records, more=page.after is not None)


def count_of(ledger: Ledger, kind: str, wanted: Filters, found: Found) -> int:
    """Return how many records there are, counted only where not all were found."""
    return ledger.count(kind, wanted) if found.more else len(found.records)


def question(visit: Visit) -> Question:
    """Return what the address of a relationship asks."""
    one, other = (found_term(visit.ledger, side(visit.parts[name])) for name in ("one", "other"))
    events = replace(visit.filters, between=(one, other), limit=PAGE, after=None, order="newest")
    if events.status is not None and events.status.lower() == ANY:
        events = events.without("status")
    return Question(one=one, other=other, events=events)


def of_events(visit: Visit) -> Filters:
    """Return the filters of the events of a relationship."""
    return question(visit).events
