"""What happened between the two: counts, the timeline, and cooperation and conflict over time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from communique.analysis import SeriesRow, series
from communique.analysis.periods import Unit
from communique.brief.dates import month_words
from communique.brief.plain import in_words
from communique.display.plain import counted, days
from communique.ledger import Filters, Ledger
from communique.ledger.filters import first_day, last_day
from communique.records import Event
from communique.web import addresses
from communique.web.asked import query
from communique.web.draw.columns import Columns
from communique.web.draw.timeline import MOST, Happening, Timeline, Way, fits
from communique.web.lines import deeds
from communique.web.over_time import chart_of

_COOPERATION, _CONFLICT = (1, 2), (3, 4)
_MATERIAL = (2, 4)
_NUMBERED = 5
_MOST_COLUMNS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many events there are.

    Attributes:
        told: of any status.
        happened: actual ones among them.
        cooperation, conflict: of those that happened.
        undated: of any status, whose days have no beginning or no end.
        dated: of those that happened, whose days have both.
        first, last: the months from the first to the last of these, as their outer days.
        earliest, latest: all days of which anything is known, also of events without both days.
    """

    told: int
    happened: int
    cooperation: int
    conflict: int
    undated: int
    dated: int
    first: date | None
    last: date | None
    earliest: date | None
    latest: date | None

    @property
    def months(self) -> str:
        """From when to when, in words."""
        if self.first is None or self.last is None:
            return ""
        one, other = month_words(self.first), month_words(self.last)
        if one == other:
            return f"in {one}"
        same_year = self.first.year == self.last.year
        return f"between {f'{self.first:%B}' if same_year else one} and {other}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An event as a line of the table beside the timeline."""

    event: Event
    deed: str
    number: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OverTime:
    """Events by periods: the chart and its rows; the last row has none where days are unknown."""

    by: Unit
    chart: Columns
    rows: tuple[SeriesRow, ...]

    @property
    def filled(self) -> int:
        """How many periods hold events."""
        return sum(1 for row in self.rows if row.period and row.events)


def counts(ledger: Ledger, events: Filters) -> Counts:
    """Return how many events of each sort there are."""
    every = list(ledger.tallies(events, months=True))
    actual = every
    if events.status is None:
        actual = list(ledger.tallies(replace(events, status="actual"), months=True))
    elif events.status.lower() != "actual":
        actual = []
    dated = [one for one in actual if one.bounded] or [one for one in every if one.bounded]
    return Counts(
        told=sum(one.events for one in every),
        happened=sum(one.events for one in actual),
        cooperation=sum(one.verbal_cooperation + one.material_cooperation for one in actual),
        conflict=sum(one.verbal_conflict + one.material_conflict for one in actual),
        undated=sum(one.events for one in every if not one.bounded),
        dated=sum(one.events for one in actual if one.bounded),
        first=min((one.start for one in dated if one.start), default=None),
        last=max((one.end for one in dated if one.end), default=None),
        earliest=min((day for one in every for day in (one.start, one.end) if day), default=None),
        latest=max((day for one in every for day in (one.start, one.end) if day), default=None),
    )


def summary(seen: Counts, disputes: int, status: str | None = None) -> str:
    """Return in a few sentences how much the ledger holds, of what and of when.

    Args:
        seen: the events.
        disputes: about them.
        status: that alone was asked for.
    """
    told = []
    if seen.happened:
        when = f" {seen.months}" if seen.dated == seen.happened else ""
        told.append(f"{counted(seen.happened, 'events')} happened{when}{_sorts(seen)}.")
        if seen.dated < seen.happened:
            told.append(_dated_part(seen))
    others = seen.told - seen.happened
    if others:
        which = f"{others:,} more" if seen.happened else counted(others, "events")
        are = "is" if others == 1 else "are"
        told.append(f"{which} {are} told as {status or 'planned, possible, denied or called off'}.")
    if disputes:
        told.append(f"Reports disagree on {in_words(disputes, 'point')}.")
    return " ".join(told)


def _sorts(seen: Counts) -> str:
    parts = ((seen.cooperation, "cooperation"), (seen.conflict, "conflict"))
    some = [(count, name) for count, name in parts if count]
    if len(some) == 1 and some[0][0] == seen.happened:
        return f", {'all ' if seen.happened > 1 else 'one '}of {some[0][1]}"
    told = " and ".join(f"{count:,} of {name}" for count, name in some)
    return f": {told}" if told else ""


def _dated_part(seen: Counts) -> str:
    if not seen.dated:
        return "No report tells on which days."
    left = seen.happened - seen.dated
    lie, rest = ("lies" if seen.dated == 1 else "lie"), ("other" if left == 1 else "others")
    return f"{seen.dated:,} of them {lie} {seen.months}; the days of the {rest} are not known."


def told_one_by_one(ledger: Ledger, events: Filters, told: int) -> tuple[Event, ...]:
    """Return all events, newest first, as long as they are few enough to be drawn."""
    if told > MOST:
        return ()
    page = ledger.page("events", replace(events, limit=MOST, order="newest"))
    return tuple(one for one in page.records if isinstance(one, Event))


def rows_of(ledger: Ledger, events: Sequence[Event]) -> tuple[Told, ...]:
    """Return events with their deeds; those that most independent sources tell have numbers."""
    ranked = sorted(
        (one for one in events if one.independent_sources > 1 and _dated(one)),
        key=lambda one: -one.independent_sources,
    )
    several = ranked[:_NUMBERED]
    by_day = sorted(several, key=lambda one: (one.when.start, one.event_id) if one.when else ())
    numbers = {one.event_id: number for number, one in enumerate(by_day, start=1)}
    told = zip(events, deeds(ledger, events), strict=True)
    return tuple(Told(event=e, deed=d, number=numbers.get(e.event_id)) for e, d in told)


def timeline_of(title: str, told: Iterable[Told]) -> Timeline | None:
    """Return the timeline of events of known days, None if it would be too crowded to read."""
    drawn = Timeline(title=title, happenings=tuple(_mark(one) for one in told if _dated(one.event)))
    return drawn if fits(drawn) else None


def over_time(ledger: Ledger, events: Filters, seen: Counts, title: str) -> OverTime | None:
    """Return what happened by month, quarter or year, in as many columns as can be read.

    Each column leads to the same page about its period alone.
    """
    if seen.first is None or seen.last is None:
        return None
    by = unit_of(seen.first, seen.last)
    rows = tuple(
        row
        for row in series(ledger, _within(events, seen), by=by)
        if row.start is None or row.events or seen.first <= row.start <= seen.last
    )
    alone = replace(events, between=None)
    chart = chart_of(rows, title, lambda days_of: f"?{query(alone, **days_of)}")
    return OverTime(by=by, chart=chart, rows=rows)


def _within(events: Filters, seen: Counts) -> Filters:
    """The same events, asked for by no more days than they have: a year 1 would fill the chart."""
    since, until = events.since, events.until
    if since is not None and seen.earliest is not None:
        since = max(first_day(since), seen.earliest).isoformat()
    if until is not None and seen.latest is not None:
        until = min(last_day(until), seen.latest).isoformat()
    return replace(events, since=since, until=until)


def unit_of(first: date, last: date) -> Unit:
    """Return the shortest of month, quarter and year that gives no more columns than are read."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months <= _MOST_COLUMNS:
        return "month"
    return "quarter" if months <= 3 * _MOST_COLUMNS else "year"


def way_of(event: Event) -> Way:
    """Return whether an event is cooperation or conflict."""
    if event.quad in _COOPERATION:
        return "cooperation"
    return "conflict" if event.quad in _CONFLICT else "neither"


def _dated(event: Event) -> bool:
    when = event.when
    return when is not None and when.start is not None and when.end is not None


def _mark(told: Told) -> Happening:
    event = told.event
    when = event.when
    if when is None or when.start is None or when.end is None:
        raise ValueError(f"expected an event of known days, got {event.event_id}")
    status = "" if event.status == "actual" else f" ({event.status})"
    sources = counted(event.independent_sources, "independent sources")
    return Happening(
        start=when.start,
        end=when.end,
        way=way_of(event),
        material=event.quad in _MATERIAL,
        happened=event.status == "actual",
        sources=event.independent_sources,
        title=f"{days(when)}: {told.deed}{status}; {sources}",
        href=addresses.event(event.event_id),
        number=told.number,
    )
