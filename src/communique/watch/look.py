"""One look at a feed: what is new in it, and what to remember."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from communique.errors import SourceError
from communique.read.fetch import Answer, FetchError
from communique.records import Source
from communique.settings import ReadSettings
from communique.watch import schedule
from communique.watch.feeds_file import Feed
from communique.watch.listing import Listing, read_listing
from communique.watch.new_pages import NewPages, Site, new_pages
from communique.watch.state import FeedState, Waiting
from communique.watch.visits import Visits

_REMEMBERED = 2_000  # keys of what has left a feed, in case it comes back
_REMEMBERED_PAGES = 50_000  # and of a sitemap, of which only parts are read at a time
_MOST_WAITING = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a look at a feed brought.

    ``state`` is what to remember of the feed once ``sources`` are stored; ``spares`` what to store
    in place of a source of that address that turns out to be empty; ``failure`` why the feed
    itself could not be had, ``problems`` what of it gave nothing or not all, ``notes`` what a
    person who keeps the file of feeds should know.
    """

    feed: Feed
    state: FeedState
    sources: tuple[Source, ...] = ()
    spares: dict[str, Source] = field(default_factory=dict)
    known: int = 0
    is_unchanged: bool = False
    failure: str | None = None
    problems: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


def look(
    feed: Feed,
    state: FeedState,
    visits: Visits,
    settings: ReadSettings,
    *,
    every: float,
    now: float,
) -> Look:
    """Look at a feed.

    Args:
        feed: to be asked.
        state: what is known of it.
        visits: asks.
        settings: of reading.
        every: seconds between two looks.
        now: in seconds since 1970.
    """
    conditions = _conditions(state)
    try:
        answer = visits.get(feed.address, conditions)
        if answer.status == 304 and conditions:
            rested = schedule.answered(state, every, now)
            return Look(feed=feed, state=rested, is_unchanged=True)
        if answer.status == 410:
            gone = replace(state, is_gone=True, asked=now)
            return Look(feed=feed, state=gone, failure="gone (HTTP 410); it is not asked again")
        if answer.status != 200:
            raise FetchError(f"HTTP {answer.status}")
        listing = read_listing(answer, feed, settings)
    except SourceError as error:
        return Look(feed=feed, state=schedule.failed(state, every, now), failure=str(error))
    known = schedule.answered(state, every, now)
    is_whole = not listing.problems  # what broke off is asked for again, changed or not
    known = replace(
        known,
        etag=answer.headers.get("etag") if is_whole else None,
        last_modified=answer.headers.get("last-modified") if is_whole else None,
    )
    if listing.sitemap is not None:
        site = Site(feed=feed, state=state, visits=visits, settings=settings, now=now)
        found = _of_sitemap(new_pages(site, listing.sitemap), feed, known)
    else:
        found = _of_feed(feed, known, listing)
    return replace(found, notes=(*found.notes, *_moved(answer)))


def _conditions(state: FeedState) -> dict[str, str]:
    named = {"If-None-Match": state.etag, "If-Modified-Since": state.last_modified}
    return {name: value for name, value in named.items() if value}


def _moved(answer: Answer) -> tuple[str, ...]:
    return (f"moved for good to {answer.address}",) if answer.is_moved else ()


def _of_feed(feed: Feed, state: FeedState, listing: Listing) -> Look:
    seen = {*state.seen}
    fresh = [entry for entry in listing.entries if entry.key not in seen]
    pages = [Waiting(address=one.page, entry=one.source) for one in fresh if one.page]
    keys = [entry.key for entry in listing.entries]
    return Look(
        feed=feed,
        state=replace(
            state, seen=remembered(keys, state.seen, _REMEMBERED),
            waiting=(*state.waiting, *pages),
        ),
        sources=tuple(one.source for one in fresh if not one.page),
        known=len(listing.entries) - len(fresh),
        problems=listing.problems,
    )  # fmt: skip


def _of_sitemap(found: NewPages, feed: Feed, state: FeedState) -> Look:
    waiting = [*state.waiting, *(Waiting(address=page) for page in found.pages)]
    problems = list(found.problems)
    if len(waiting) > _MOST_WAITING:
        over = len(waiting) - _MOST_WAITING
        problems.append((feed.address, f"{over:,} pages too many, left out"))
    notes = (f"{found.passed_over:,} older pages passed over",) if found.passed_over else ()
    seen = remembered(found.keys, state.seen, _REMEMBERED_PAGES)
    state = replace(state, seen=seen, waiting=tuple(waiting[:_MOST_WAITING]), maps=found.maps)
    if found.is_partial:  # the rest is to be had without a change of the index
        state = replace(state, etag=None, last_modified=None)
    return Look(
        feed=feed,
        state=state,
        known=found.known,
        problems=tuple(problems),
        notes=notes,
    )


def remembered(keys: Sequence[str], before: Sequence[str], most: int) -> tuple[str, ...]:
    """Return the keys of now, and so many of before that are not among them."""
    now = dict.fromkeys(keys)
    return (*now, *[key for key in before if key not in now][:most])
