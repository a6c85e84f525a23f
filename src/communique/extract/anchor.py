"""When a report can have been written: its date, its dateline, the offices it names, its summit.

A report without a date is not given one; it is bounded by what must have been true. If its persons
bear the offices it gives them only between two days, it was written between these, and so it is if
it speaks of an anniversary; if it tells of a summit that met in one place once in that time, its
happenings are of those days.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from communique.extract.actors.resolve import DocumentParties
from communique.extract.times import find_times
from communique.extract.times.anniversaries import anniversary_bounds
from communique.knowledge.summits import Summit
from communique.records import Time, When

_SUMMIT = re.compile(
    r"\b(?:summit|meeting of the council of heads|leaders['’] meeting)\b", re.IGNORECASE
)
# A page that shows its own date was saved soon after the story; a summit further back is another.
_PAGE_REACH = timedelta(days=31)
_DATELINE = re.compile(r"\s*[A-Z][A-Z .,'’-]+[A-Za-z]*,?[^—–\n]{0,40}?(?:\([^)]*\))?\s*[—–-]")
_DATELINE_REACH = 200  # characters
# Reports on a summit appear within days of it.
_AFTER_SUMMIT = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Anchor:
    """What is known of a report's day.

    ``day`` is the day of publication if stated. ``bounds`` hold the possible days of publication;
    ``happening`` the days of the summit that an undated report tells of.
    """

    day: date | None
    bounds: When | None
    happening: When | None


def find_anchor(parties: DocumentParties) -> Anchor:
    """Return what the document says of its own day."""
    document = parties.context.document
    day = parties.context.day
    if day is not None:
        return Anchor(day, None, None)
    bounds = _both(_office_bounds(parties), anniversary_bounds(parties.parsed.text))
    page = document.page_date
    if page is not None and page.end is not None:
        end = min(page.end, bounds.end) if bounds and bounds.end else page.end
        bounds = When(start=bounds.start if bounds else None, end=end, basis="document")
    summit = _summit(parties, bounds, page)
    if summit is None:
        return Anchor(None, bounds, None)
    happening = When(
        start=summit.start,
        end=summit.end,
        precision="day" if summit.start == summit.end else "week",
        text=summit.name,
        basis="summit",
    )
    written = When(start=summit.start, end=summit.end + _AFTER_SUMMIT, basis="document")
    return Anchor(None, written, happening)


def anchored_times(parties: DocumentParties) -> tuple[Anchor, tuple[Time, ...]]:
    """Return what is known of a report's day, and its time expressions counted from that day.

    A dateline's full date counts as the day of a report that has no other. The persons of an
    undated report are then taken in the offices of the days on which it can have been written.
    """
    anchor = find_anchor(parties)
    times = find_times(parties.parsed, anchor.day, bounds=anchor.bounds)
    day = dateline_day(times, parties.context.document.text) if anchor.day is None else None
    if day is not None:
        anchor, times = Anchor(day, None, None), find_times(parties.parsed, day)
    bounds = When(start=day, end=day, basis="document") if day is not None else anchor.bounds
    if bounds is not None:
        parties.written_between(bounds)
    return anchor, times


def dateline_day(times: Sequence[Time], text: str) -> date | None:
    """Return the full date of a dateline ("BEIJING, March 10 (Xinhua)") once it is resolved."""
    head = _DATELINE.match(text[:_DATELINE_REACH])
    if head is None:
        return None
    for time in times:
        when = time.when
        if time.end <= head.end() and when and when.start and when.start == when.end:
            return when.start
    return None


def _office_bounds(parties: DocumentParties) -> When | None:
    """Intersect the terms of the offices that the document gives to known persons."""
    start: date | None = None
    end: date | None = None
    for actor_id, (title, _) in parties.titles.items():
        terms = [
            t for t in parties.context.knowledge.offices.of_person(actor_id)
            if title in (t.title, t.office.replace("_", " "))
        ]  # fmt: skip
        if not terms:
            continue
        first = (
            None if any(t.start is None for t in terms) else min(t.start for t in terms if t.start)
        )
        last = None if any(t.end is None for t in terms) else max(t.end for t in terms if t.end)
        start = max(filter(None, (start, first)), default=None)
        end = min(filter(None, (end, last)), default=None)
    if (start is None and end is None) or (start and end and end < start):
        return None
    return When(start=start, end=end, basis="document")


def _both(first: When | None, second: When | None) -> When | None:
    """Return the days inside two bounds; the first alone where they contradict each other."""
    if first is None or second is None:
        return first or second
    start = max(filter(None, (first.start, second.start)), default=None)
    end = min(filter(None, (first.end, second.end)), default=None)
    return first if start and end and end < start else When(start=start, end=end, basis="document")


def _summit(parties: DocumentParties, bounds: When | None, page: When | None) -> Summit | None:
    """Return the one summit that fits: its organisation or "summit" named, its place named."""
    text = parties.parsed.text
    if not _SUMMIT.search(text):
        return None
    named = {r.actor_id.removeprefix("organisation/") for r in parties.references.values()}
    fitting = [
        s for s in parties.context.knowledge.summits
        if re.search(rf"\b{re.escape(s.place)}\b", text)
        and s.organisation in named
        and _within(s, bounds)
    ]  # fmt: skip
    if page is not None and page.start is not None and len(fitting) > 1:
        fitting = [s for s in fitting if s.start <= page.start <= s.end + _PAGE_REACH]
    near = [s for s in fitting if _summit_at_place(text, s)]
    # A report on one summit may look ahead to another; its own is named most.
    named_most = Counter({s: len(re.findall(rf"\b{re.escape(s.place)}\b", text)) for s in near})
    ranked = named_most.most_common(2)
    clear = len(ranked) == 1 or (len(ranked) == 2 and ranked[0][1] > ranked[1][1])
    return ranked[0][0] if ranked and clear else None


def _summit_at_place(text: str, summit: Summit) -> bool:
    """Tell whether "summit" and the place stand close together somewhere."""
    place = re.escape(summit.place)
    return bool(
        re.search(
            rf"summit[^.\n]{{0,80}}\b{place}\b|\b{place}\b[^.\n]{{0,80}}summit", text, re.IGNORECASE
        )
    )


def _within(summit: Summit, bounds: When | None) -> bool:
    if bounds is None:
        return True
    after = bounds.start is None or summit.end >= bounds.start
    return after and (bounds.end is None or summit.start <= bounds.end)
