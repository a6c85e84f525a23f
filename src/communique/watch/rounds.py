"""One round: the feeds that are due, what is new in them, and whom to tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from communique import pipeline
from communique.ledger import Ledger, Place
from communique.pipeline import BuildReport
from communique.settings import Settings
from communique.watch.clock import Clock
from communique.watch.feeds_file import Watch
from communique.watch.look import Look, look
from communique.watch.pages import NO_BODY, with_pages
from communique.watch.schedule import is_due, seconds_between
from communique.watch.state import FeedState, Memory
from communique.watch.tell import Teller
from communique.watch.visits import Visits


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What a round did.

    ``looks`` at feeds; ``report`` of the build, None if nothing new came; ``told`` counts notices;
    ``undelivered`` says what could not be posted; ``following`` is the moment, in seconds since
    1970, at which there is something to do again, None if never.
    """

    looks: tuple[Look, ...]
    report: BuildReport | None
    told: int
    undelivered: tuple[str, ...]
    following: float | None

    @property
    def is_whole(self) -> bool:
        """Whether all that was tried went well."""
        faults = [one for one in self.looks if one.failure or one.problems]
        return not (faults or self.undelivered or (self.report and self.report.problems))

    @property
    def is_failure(self) -> bool:
        """Whether feeds were looked at, and not one of them could be had."""
        return bool(self.looks) and all(one.failure for one in self.looks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watcher:
    """All that a round needs: what to watch, the ledger, and the world around.

    ``say`` takes lines for the person at the screen.
    """

    watch: Watch
    place: Place
    settings: Settings
    teller: Teller
    clock: Clock
    say: Callable[[str], None]

    def round(self, *, regardless: bool = False) -> Round:
        """Look at what is due, store what is new, tell it.

        What is known of a feed is kept after its reports are stored: a round that is broken off is
        done again, and the ledger knows what it has already.

        Args:
            regardless: look at all feeds, due or not; not at those that are gone.

        Raises:
            LedgerError: if the ledger cannot be read or written.
            QueryError: if it cannot answer the question of an alert.
        """
        with Ledger.open(self.place, create=True) as ledger:
            memory = Memory(ledger)
            self.teller.prepare(ledger, memory)
            looks = self._looks(memory, regardless)
            report = self._build(looks)
            for one in looks:
                memory.keep(one.feed.address, one.state)
            told, undelivered = self.teller.tell(ledger, memory)
            return Round(
                looks=tuple(looks), report=report, told=told, undelivered=undelivered,
                following=self._following(memory),
            )  # fmt: skip

    def _looks(self, memory: Memory, regardless: bool) -> list[Look]:
        visits = Visits(self.watch.fetch, memory, self.clock)
        looks = []
        for feed in self.watch.feeds:
            state = memory.recall(FeedState, feed.address) or FeedState()
            every, now = seconds_between(feed, self.watch), self.clock.now()
            if is_due(state, every, now) or (regardless and not state.is_gone):
                looks.append(look(feed, state, visits, self.settings.read, every=every, now=now))
                self.say(told_of(looks[-1]))
        return with_pages(looks, visits, self.settings.read, self.clock, self.say)

    def _build(self, looks: Sequence[Look]) -> BuildReport | None:
        sources = [source for one in looks for source in one.sources]
        if not sources:
            return None
        self.say(f"coding {len(sources):,} reports")
        report = pipeline.build(sources, self.place, settings=self.settings, few="watched")
        empty = {uri for uri, reason in report.problems if reason == NO_BODY}
        spares = [found for one in looks for uri, found in one.spares.items() if uri in empty]
        if not spares:
            return report
        instead = pipeline.build(spares, self.place, settings=self.settings, few="watched")
        return replace(instead, new=report.new + instead.new, problems=report.problems)

    def _following(self, memory: Memory) -> float | None:
        states = (memory.recall(FeedState, feed.address) for feed in self.watch.feeds)
        due = [state.due for state in states if state is not None and not state.is_gone]
        return min([*due, *self.teller.due(memory)], default=None)


def told_of(found: Look) -> str:
    """Return in a line what a look at a feed brought."""
    if found.failure:
        return f"{found.feed.address}: {found.failure}"
    if found.is_unchanged:
        said = "unchanged"
    else:
        said = f"{len(found.sources):,} new, {found.known:,} known"
    waiting = len(found.state.waiting)
    pages = f", {waiting:,} pages to fetch" if waiting else ""
    return f"{found.feed.address}: " + "; ".join((said + pages, *found.notes))
