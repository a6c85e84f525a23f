"""The pages that are new by the sitemaps of a site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from communique.errors import SourceError
from communique.read.fetch import FetchError
from communique.records import content_id
from communique.settings import ReadSettings
from communique.watch.feeds_file import Feed
from communique.watch.listing import is_recent, page_key, read_listing
from communique.watch.sitemaps import Sitemap
from communique.watch.state import FeedState
from communique.watch.visits import Visits

_MOST_MAPS = 5  # of an index, read at one look


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site that is looked at: its feed, what is known of it, and how it is asked."""

    feed: Feed
    state: FeedState
    visits: Visits
    settings: ReadSettings
    now: float


@dataclass(slots=True)
class NewPages:
    """Addresses of new pages, the newest first, and the keys of all that were listed.

    ``maps`` holds the last change of each sitemap of an index, ``is_partial`` tells that some of
    them are left for the next look, ``passed_over`` counts pages of before the watch began.
    """

    pages: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    maps: dict[str, str] = field(default_factory=dict)
    problems: list[tuple[str, str]] = field(default_factory=list)
    passed_over: int = 0
    known: int = 0
    is_partial: bool = False


def new_pages(site: Site, sitemap: Sitemap) -> NewPages:
    """Return what is new in a sitemap, or in those of an index that changed.

    What is listed when a site is seen for the first time is new only if it changed in the last
    ``days`` of the feed: an archive is not fetched because a watch begins.
    """
    found = NewPages(maps=dict(site.state.maps))
    if sitemap.is_index:
        _take_index(site, sitemap, found)
    else:
        _take_pages(site, sitemap, found, is_first=not site.state.seen)
    found.problems += _faults(site.feed.address, sitemap)
    return found


def _take_index(site: Site, index: Sitemap, found: NewPages) -> None:
    changed = [*_changed(site, index, found)]
    if len(changed) > _MOST_MAPS:
        found.is_partial = True
    for address, day in changed[:_MOST_MAPS]:
        marker = content_id("map", address)
        was_listed = not site.state.maps or address in site.state.maps
        try:
            sitemap = _map(site, address)
        except SourceError as error:
            found.problems.append((address, str(error)))
            found.is_partial = True
            continue
        found.maps[address] = day
        found.keys.append(marker)
        found.problems += _faults(address, sitemap)
        is_first = was_listed and marker not in site.state.seen
        _take_pages(site, sitemap, found, is_first=is_first)


def _changed(site: Site, index: Sitemap, found: NewPages) -> Iterator[tuple[str, str]]:
    """Yield the sitemaps that are to be read, the newest first; those without a day last."""
    known = site.state.maps
    for address, day in sorted(index.entries, key=lambda one: one[1], reverse=True):
        if not known and day and not is_recent(day, site.feed.days, site.now):
            found.maps[address] = day
        elif not day or day != known.get(address):
            yield address, day


def _map(site: Site, address: str) -> Sitemap:
    answer = site.visits.get(address)
    if answer.status != 200:
        raise FetchError(f"HTTP {answer.status}")
    sitemap = read_listing(answer, replace(site.feed, address=address), site.settings).sitemap
    if sitemap is None or sitemap.is_index:
        raise FetchError("no sitemap, where an index names one")
    return sitemap


def _take_pages(site: Site, sitemap: Sitemap, found: NewPages, *, is_first: bool) -> None:
    seen = {*site.state.seen, *found.keys}
    for address, changed in sorted(sitemap.entries, key=lambda one: one[1], reverse=True):
        key = page_key(address)
        found.keys.append(key)
        if key in seen:
            found.known += 1
        elif is_first and not is_recent(changed, site.feed.days, site.now):
            found.passed_over += 1
        else:
            found.pages.append(address)


def _faults(address: str, sitemap: Sitemap) -> Iterator[tuple[str, str]]:
    if not sitemap.is_whole:
        yield address, "the sitemap breaks off, or is longer than 50,000 addresses"
    if sitemap.strangers:
        yield address, f"{sitemap.strangers:,} addresses of other hosts left out"
