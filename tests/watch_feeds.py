"""Feeds to watch in tests, on a site of this machine, at a time that the test sets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.watch_site import Site, running_site

from communique.ledger import Ledger
from communique.settings import ReadSettings
from communique.watch import Alert, Clock, Feed, FetchSettings, Watch
from communique.watch.feeds_file import Pages
from communique.watch.look import Look, look
from communique.watch.pages import with_pages
from communique.watch.state import FeedState, Memory
from communique.watch.visits import Visits

NOON = 1_793_448_000.0  # 2026-10-31 12:00 UTC
HERE = FetchSettings(
    allow_private=True, delay_seconds=0, silence_seconds=0.5, whole_seconds=1, most_bytes=2_000_000
)


@dataclass
class Hands:
    """The hands of a clock: nobody waits, the hour is set."""

    hour: float = NOON
    slept: list[float] = field(default_factory=list)

    def clock(self) -> Clock:
        return Clock(now=lambda: self.hour, sleep=self._sleep)

    def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.hour += seconds


@dataclass
class Desk:
    """Looks at feeds of a site, one after the other, remembering what came."""

    site: Site
    memory: Memory
    hands: Hands = field(default_factory=Hands)
    fetch: FetchSettings = HERE
    said: list[str] = field(default_factory=list)

    def look(
        self,
        path: str = "/feed",
        *,
        pages: bool = False,
        policy: Pages = "summaries",
        outlet: str | None = None,
        most_pages: int = 20,
    ) -> Look:
        """Look at a feed; with ``pages`` at what it leads to as well."""
        feed = Feed(address=self.site.at + path, pages=policy, outlet=outlet, most_pages=most_pages)
        state = self.memory.recall(FeedState, feed.address) or FeedState()
        visits = Visits(self.fetch, self.memory, self.hands.clock())
        read = ReadSettings()
        found = look(feed, state, visits, read, every=1800, now=self.hands.hour)
        if pages:
            [found] = self.pages([found], visits)
        self.memory.keep(feed.address, found.state)
        return found

    def pages(self, looks: list[Look], visits: Visits | None = None) -> list[Look]:
        """Fetch what the feeds led to."""
        visits = visits or Visits(self.fetch, self.memory, self.hands.clock())
        return with_pages(looks, visits, ReadSettings(), self.hands.clock(), self.said.append)


@pytest.fixture(scope="module")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Memory]:
    """One ledger for many tests: each has a site of its own, of which nothing is known yet."""
    with Ledger.open(tmp_path_factory.mktemp("watch") / "w.db", create=True) as ledger:
        yield Memory(ledger)


@pytest.fixture
def desk(memory: Memory) -> Iterator[Desk]:
    with running_site() as site:
        yield Desk(site, memory)


def watch_of(site: Site, *alerts: Alert, folder: Path, path: str = "/feed") -> Watch:
    """Return a file of feeds with one feed of a site."""
    feed = Feed(address=site.at + path, pages="never")
    chosen = alerts or (Alert(name="events"),)
    return Watch(feeds=(feed,), fetch=HERE, alerts=chosen, folder=folder)
