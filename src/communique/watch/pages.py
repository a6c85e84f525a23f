"""The pages that entries lead to, fetched in the order in which their hosts can be asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from communique.errors import SourceError
from communique.read.fetch import FetchError
from communique.records import Source
from communique.settings import ReadSettings
from communique.watch.clock import Clock
from communique.watch.feeds_file import Feed
from communique.watch.listing import read_page
from communique.watch.look import Look
from communique.watch.state import Waiting
from communique.watch.visits import PutOffError, Visits

NO_BODY = "no body text found"  # as a build says it
_MOST_ATTEMPTS = 3
_PAUSE = 900.0  # seconds after the first attempt; it doubles
_MAY_PASS = frozenset((408, 425, 500, 502, 503, 504))


@dataclass(frozen=True, slots=True)
class _Wanted:
    place: int  # of its look
    feed: Feed
    page: Waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fetched:
    """What became of a page: a report, or another attempt later, or a reason for neither."""

    source: Source | None = None
    later: Waiting | None = None
    reason: str | None = None


def with_pages(
    looks: Sequence[Look],
    visits: Visits,
    settings: ReadSettings,
    clock: Clock,
    tell: Callable[[str], None],
) -> list[Look]:
    """Return the looks with the reports on the pages that they found.

    A page that cannot be had is tried again at later looks; if it never comes, what the feed
    itself gave of it is taken in its place, with a note.

    Args:
        looks: at the feeds of one round.
        visits: asks.
        settings: of reading.
        clock: the time.
        tell: called with a line before each page.
    """
    now = clock.now()
    wanted = [one for place, look in enumerate(looks) for one in _wanted(place, look, now)]
    asked = {(one.place, one.page.address) for one in wanted}
    done = [_without(look, place, asked) for place, look in enumerate(looks)]
    had: set[str] = set()  # several feeds of a site list the same page
    for number, one in enumerate(_in_turn(wanted, visits), start=1):
        if one.page.address in had:
            continue
        tell(f"page {number} of {len(wanted)}: {one.page.address}")
        fetched = _fetched(one, visits, settings, clock.now())
        done[one.place] = _with(done[one.place], one, fetched)
        if fetched.source and not fetched.reason:
            had.add(one.page.address)
    return done


def _wanted(place: int, look: Look, now: float) -> list[_Wanted]:
    due = [page for page in look.state.waiting if page.due <= now]
    if look.state.is_gone:
        return []
    return [_Wanted(place, look.feed, page) for page in due[: look.feed.most_pages]]


def _without(look: Look, place: int, asked: set[tuple[int, str]]) -> Look:
    rest = tuple(page for page in look.state.waiting if (place, page.address) not in asked)
    return replace(look, state=replace(look.state, waiting=rest))


def _in_turn(wanted: Sequence[_Wanted], visits: Visits) -> Iterator[_Wanted]:
    left = list(wanted)
    while left:
        following = min(left, key=lambda one: visits.ready_at(one.page.address))
        left.remove(following)
        yield following


def _fetched(one: _Wanted, visits: Visits, settings: ReadSettings, now: float) -> _Fetched:
    try:
        answer = visits.get(one.page.address)
        if answer.status != 200:
            raise FetchError(f"HTTP {answer.status}", may_pass=answer.status in _MAY_PASS)
        return _Fetched(source=read_page(answer, one.page.entry, one.feed, settings))
    except PutOffError as error:
        return _Fetched(later=one.page, reason=str(error))
    except SourceError as error:
        attempts = one.page.attempts + 1
        if isinstance(error, FetchError) and error.may_pass and attempts < _MOST_ATTEMPTS:
            due = now + _PAUSE * 2**one.page.attempts
            return _Fetched(later=replace(one.page, attempts=attempts, due=due), reason=str(error))
        return _Fetched(source=_in_place(one.page, str(error)), reason=str(error))


def _in_place(page: Waiting, reason: str) -> Source | None:
    entry = page.entry
    return replace(entry, notes=(*entry.notes, f"its page: {reason}")) if entry else None


def _spare(page: Waiting, fetched: _Fetched) -> dict[str, Source]:
    entry = _in_place(page, NO_BODY) if fetched.source and not fetched.reason else None
    return {fetched.source.uri: entry} if fetched.source and entry else {}


def _with(look: Look, one: _Wanted, fetched: _Fetched) -> Look:
    waiting = (*look.state.waiting, fetched.later) if fetched.later else look.state.waiting
    sources = (*look.sources, fetched.source) if fetched.source else look.sources
    problem = ((one.page.address, fetched.reason),) if fetched.reason else ()
    return replace(
        look,
        state=replace(look.state, waiting=waiting),
        sources=sources,
        spares=look.spares | _spare(one.page, fetched),
        problems=(*look.problems, *problem),
    )
