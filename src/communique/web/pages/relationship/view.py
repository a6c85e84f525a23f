"""The page of a relationship."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from communique.brief.plain import capital
from communique.ledger import Filters, Ledger
from communique.records import Dispute, Event
from communique.web.draw.timeline import Timeline
from communique.web.lines import DisputeLine, EventLine, dispute_lines, event_lines
from communique.web.page import Page
from communique.web.pages.relationship.asked import Question, count_of, newest, of_events, question
from communique.web.pages.relationship.board import Pile, board
from communique.web.pages.relationship.happened import (
    Counts,
    OverTime,
    Told,
    counts,
    over_time,
    rows_of,
    summary,
    timeline_of,
    told_one_by_one,
)
from communique.web.pages.relationship.measured import Figures, figures
from communique.web.pages.relationship.said import Said, said
from communique.web.pages.relationship.sides import Side, sides
from communique.web.places import PlaceCount, places_of
from communique.web.room import Visit

_NEWEST = 8
_DISPUTES = 4
_PLACES = 12
_PLACED = 300  # of the newest events, for where they were


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputes:
    """The newest disputes, how many there are, and the filters that list them."""

    lines: tuple[DisputeLine, ...]
    count: int
    listing: Filters


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship:
    """What two parties did and said to one another.

    Attributes:
        one, other: the two.
        title: their names.
        summary: how much the ledger holds of the two, in a few sentences.
        events: the filters of the events; ``of_events_alone`` names those of them that nothing
            else on the page was asked for.
        counts: how many events, and when.
        timeline: each event on its days; None if they are too many, or none has known days.
        told: the events of the timeline; empty if they are too many.
        over_time: what happened by periods.
        newest: events, each with its words.
        said: statements.
        board: commitments by what became of them; ``promises`` are the filters of all of them.
        figures: numbers.
        places: where they met, but for whole countries, and of how many events that was looked up.
        disputes: where reports differ.
        without: where nothing is found, how many events there would be without each condition.
        alone: where nothing is found, how many events each of the two has with anybody.
    """

    one: Side
    other: Side
    title: str
    summary: str
    events: Filters
    of_events_alone: tuple[str, ...]
    counts: Counts
    timeline: Timeline | None
    told: tuple[Told, ...]
    over_time: OverTime | None
    newest: tuple[EventLine, ...]
    said: Said
    board: tuple[Pile, ...]
    promises: Filters
    figures: Figures
    places: tuple[PlaceCount, ...]
    places_of: int
    disputes: Disputes
    without: Mapping[str, int]
    alone: tuple[int, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether the ledger holds nothing of the two."""
        found = (self.counts.told, self.board, self.figures.count, self.disputes.count)
        return not any(found) and self.said.is_empty


def relationship(visit: Visit) -> Relationship:
    """Return what the two parties of the address did and said to one another.

    Raises:
        QueryError: if a condition means nothing.
    """
    ledger, asked = visit.ledger, question(visit)
    one, other = sides(ledger, (asked.one, asked.other))
    seen = counts(ledger, asked.events)
    events = told_one_by_one(ledger, asked.events, seen.told)
    told = rows_of(ledger, events)
    title = f"{capital(one.name)} and {other.name}"
    disputes = _disputes(ledger, asked)
    which = "events that happened" if asked.events.status is None else "events"
    placed = events or _newest(ledger, asked.events, _PLACED)
    return Relationship(
        one=one,
        other=other,
        title=title,
        summary=summary(seen, disputes.count, asked.events.status),
        events=asked.events,
        of_events_alone=asked.of_events_alone,
        counts=seen,
        timeline=timeline_of(f"{title}: events on their days", told),
        told=told,
        over_time=over_time(ledger, asked.events, seen, f"{title}: {which} over time"),
        newest=event_lines(ledger, placed[:_NEWEST]),
        said=said(ledger, asked),
        board=board(ledger, asked),
        promises=asked.of("commitments"),
        figures=figures(ledger, asked),
        places=_places(placed),
        places_of=len(placed),
        disputes=disputes,
        without={} if seen.told else _without(ledger, asked),
        alone=() if seen.told else _alone(ledger, asked),
    )


def _newest(ledger: Ledger, events: Filters, count: int) -> tuple[Event, ...]:
    page = ledger.page("events", replace(events, limit=count, order="newest"))
    return tuple(one for one in page.records if isinstance(one, Event))


def _places(events: Iterable[Event]) -> tuple[PlaceCount, ...]:
    found = places_of(event for event in events if event.status == "actual")
    return tuple(one for one in found if not one.is_country)[:_PLACES]


def _disputes(ledger: Ledger, asked: Question) -> Disputes:
    listing = asked.of("disputes")
    found = newest(ledger, "disputes", listing, _DISPUTES)
    disputes = [one for one in found.records if isinstance(one, Dispute)]
    count = count_of(ledger, "disputes", listing, found)
    return Disputes(lines=dispute_lines(ledger, disputes), count=count, listing=listing)


def _without(ledger: Ledger, asked: Question) -> dict[str, int]:
    """How many events there would be without each condition; the two themselves stay."""
    conditions = [name for name in asked.events.given() if name != "between"]
    counted = {name: ledger.count("events", asked.events.without(name)) for name in conditions}
    return {name: count for name, count in counted.items() if count}


def _alone(ledger: Ledger, asked: Question) -> tuple[int, ...]:
    return tuple(ledger.count("events", Filters(actor=term)) for term in (asked.one, asked.other))


RELATIONSHIP = Page(
    path="/between/{one}/{other}",
    summary="What two parties did and said to one another, told by whom, and where reports differ.",
    view=relationship,
    template="relationship.html",
    about=of_events,
)
