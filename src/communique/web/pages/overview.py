"""The first page: what is in the ledger, and where to begin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from communique.ledger import Filters, Ledger, PairCount
from communique.records import Commitment, Dispute, Event
from communique.web.draw.columns import Columns
from communique.web.lines import (
    CommitmentLine,
    DisputeLine,
    EventLine,
    commitment_lines,
    dispute_lines,
    event_lines,
)
from communique.web.named import names_of
from communique.web.over_time import over_time, spark_of
from communique.web.page import Page
from communique.web.places import PlaceCount, places_of
from communique.web.room import Visit
from communique.web.sample import Sample, newest

_NEWEST, _ATTESTED, _PAIRS, _DISPUTES, _DUE, _PLACES = 5, 3, 8, 2, 3, 60
_COUNTED = ("documents", "events", "statements", "commitments", "figures", "disputes", "stories")
_REASONS = 1000
_HAPPENED = Filters(status="actual")


@dataclass(frozen=True, slots=True, kw_only=True)
class BusyPair:
    """Two that deal with one another much: their codes, names, events, and these over time."""

    one: str
    other: str
    names: tuple[str, str]
    events: int
    chart: Columns | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What a ledger holds, and what in it to begin with.

    Attributes:
        counts: of records by kind.
        outlets: that the reports are of.
        days: of the first and the last report; None if none has a day.
        refused: sources that gave no report.
        pairs: the busiest first.
        attested: events that most independent sources tell, among the newest ``looked_at``.
        coming: open commitments that fall due from the day of the last report on.
        lapsed: commitments whose day went by.
        places: of the newest ``looked_at`` events that happened.
        whole: whether these are all.
    """

    counts: Mapping[str, int]
    outlets: int
    days: tuple[date, date] | None
    refused: int
    pairs: tuple[BusyPair, ...]
    chart: Columns | None
    newest: tuple[EventLine, ...]
    attested: tuple[EventLine, ...]
    disputes: tuple[DisputeLine, ...]
    coming: tuple[CommitmentLine, ...]
    lapsed: tuple[CommitmentLine, ...]
    places: tuple[PlaceCount, ...]
    looked_at: int
    whole: bool


def overview(visit: Visit) -> Overview:
    """Return what a newcomer should see first."""
    ledger = visit.ledger
    census = ledger.census()
    days = census.days()
    sample = newest(ledger, Filters())
    return Overview(
        counts={kind: ledger.count(kind) for kind in _COUNTED},
        outlets=census.outlet_count(),
        days=days,
        refused=sum(one.sources for one in census.refusals(most=_REASONS)),
        pairs=_pairs(ledger),
        chart=over_time(ledger, _HAPPENED, "Cooperation and conflict over time"),
        newest=event_lines(ledger, sample.events[:_NEWEST]),
        attested=event_lines(ledger, _attested(sample)),
        disputes=dispute_lines(ledger, cast("tuple[Dispute, ...]", _first(ledger, "disputes"))),
        coming=_coming(ledger, days),
        lapsed=_lapsed(ledger),
        places=places_of(sample.events)[:_PLACES],
        looked_at=len(sample.events),
        whole=sample.whole,
    )


def _first(ledger: Ledger, kind: str) -> tuple[object, ...]:
    return ledger.page(kind, Filters(order="newest", limit=_DISPUTES)).records


def _attested(sample: Sample) -> tuple[Event, ...]:
    told = [event for event in sample.events if event.independent_sources > 1]
    return tuple(sorted(told, key=lambda event: -event.independent_sources)[:_ATTESTED])


def _pairs(ledger: Ledger) -> tuple[BusyPair, ...]:
    busiest = ledger.census().pairs(_HAPPENED, most=_PAIRS)
    days = ledger.census().event_days()
    names = names_of(ledger, {code for pair in busiest for code in (pair.one, pair.other)})
    return tuple(
        BusyPair(
            one=pair.one,
            other=pair.other,
            names=(names[pair.one], names[pair.other]),
            events=pair.events,
            chart=_spark(ledger, pair, days),
        )
        for pair in busiest
    )


def _spark(ledger: Ledger, pair: PairCount, days: tuple[date, date] | None) -> Columns | None:
    if days is None or days[0].year == days[1].year:
        return None
    events = Filters(between=(pair.one, pair.other), status="actual")
    return spark_of(ledger, events, *days, f"{pair.one} and {pair.other} over time")


def _coming(ledger: Ledger, days: tuple[date, date] | None) -> tuple[CommitmentLine, ...]:
    if days is None:
        return ()
    ids = ledger.census().due(days[1], most=_DUE, state="open")
    made = cast("dict[str, Commitment]", ledger.by_ids("commitments", ids))
    return commitment_lines(ledger, (made[one] for one in ids if one in made))


def _lapsed(ledger: Ledger) -> tuple[CommitmentLine, ...]:
    page = ledger.page("commitments", Filters(state="lapsed", order="newest", limit=_DUE))
    return commitment_lines(ledger, cast("tuple[Commitment, ...]", page.records))


OVERVIEW = Page(
    path="/",
    summary="What is in the ledger, and where to begin.",
    view=overview,
    template="overview.html",
    asks=False,
)
