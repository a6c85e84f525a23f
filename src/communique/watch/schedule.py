"""When each feed is looked at next."""

from __future__ import annotations

from dataclasses import dataclass, replace

from communique.watch.feeds_file import Feed, Watch
from communique.watch.state import FeedState, Memory

_DAY = 86_400.0
_SLACK = 0.1  # of the time between two looks, for a clock such as cron's that is a bit early


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A feed and whether a look at it is due; ``due`` in seconds since 1970, None if never."""

    feed: Feed
    is_due: bool
    due: float | None
    failures: int = 0
    waiting: int = 0


def seconds_between(feed: Feed, watch: Watch) -> float:
    """Return the seconds between two looks at a feed."""
    return 60 * (feed.every_minutes or watch.every_minutes)


def is_due(state: FeedState, every: float, now: float) -> bool:
    """Tell whether a feed is to be looked at; one that is gone never is."""
    return not state.is_gone and now >= state.due - _SLACK * every


def answered(state: FeedState, every: float, now: float) -> FeedState:
    """Return the state after a look that went well."""
    return replace(state, asked=now, due=now + every, failures=0)


def failed(state: FeedState, every: float, now: float) -> FeedState:
    """Return the state after a look that failed: each time the pause doubles, up to a day."""
    pause = every * 2 ** min(state.failures + 1, 20)
    return replace(
        state, asked=now, due=now + min(pause, max(_DAY, every)), failures=state.failures + 1
    )


def planned(watch: Watch, memory: Memory | None, now: float) -> list[Planned]:
    """Return what the next round would look at.

    Args:
        watch: the file of feeds.
        memory: of the ledger; None if there is no ledger yet.
        now: in seconds since 1970.
    """
    return [_planned(feed, watch, memory, now) for feed in watch.feeds]


def _planned(feed: Feed, watch: Watch, memory: Memory | None, now: float) -> Planned:
    state = (memory.recall(FeedState, feed.address) if memory else None) or FeedState()
    return Planned(
        feed=feed,
        is_due=is_due(state, seconds_between(feed, watch), now),
        due=None if state.is_gone else state.due,
        failures=state.failures,
        waiting=len(state.waiting),
    )
