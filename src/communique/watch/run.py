"""Round after round, until there is nothing left to watch or somebody stops it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from communique.ledger import Ledger, Place, place_of
from communique.settings import Settings
from communique.watch.clock import Clock
from communique.watch.feeds_file import Watch
from communique.watch.notices import Notice
from communique.watch.rounds import Round, Watcher
from communique.watch.schedule import Planned, planned
from communique.watch.state import Memory
from communique.watch.tell import Teller

_LONGEST_SLEEP = 60.0  # seconds; a machine that was asleep itself is not waited for
_SHORTEST_SLEEP = 1.0


def watch(
    feeds: Watch,
    ledger: Place | str,
    *,
    emit: Callable[[Notice], None],
    say: Callable[[str], None] | None = None,
    settings: Settings | None = None,
    once: bool = False,
    regardless: bool = False,
    clock: Clock | None = None,
) -> Iterator[Round]:
    """Watch feeds; yield each round when it is done.

    It may be stopped at any moment and begun again: what was stored is kept, and what was told is
    not told again.

    Args:
        feeds: what to watch; see :func:`load_feeds`.
        ledger: its file or address, made if it is not there.
        emit: takes the notices of alerts with ``lines``.
        say: takes lines on what is being done.
        settings: of reading and coding.
        once: end after the first round.
        regardless: look in the first round at all feeds, due or not.
        clock: the time.

    Raises:
        SettingsError: if the secret of a webhook is missing.
        LedgerError: if the ledger cannot be read or written.
        QueryError: if it cannot answer the question of an alert.
    """
    clock = clock or Clock()
    watcher = Watcher(
        watch=feeds, place=place_of(ledger), settings=settings or Settings(),
        teller=Teller(feeds, emit, clock), clock=clock, say=say or (lambda line: None),
    )  # fmt: skip
    done = watcher.round(regardless=regardless)
    yield done
    while not once and done.following is not None:
        _wait_until(done.following, clock)
        done = watcher.round()
        yield done


def dry_run(feeds: Watch, ledger: Place | str, now: float) -> list[Planned]:
    """Return what the next round would look at; nothing is asked, and nothing written.

    Raises:
        LedgerError: if there is a ledger and it cannot be read.
    """
    place = place_of(ledger)
    if isinstance(place, Path) and not place.exists():
        return planned(feeds, None, now)
    with Ledger.open(place) as opened:
        return planned(feeds, Memory(opened), now)


def _wait_until(moment: float, clock: Clock) -> None:
    clock.sleep(_SHORTEST_SLEEP)
    while (wait := moment - clock.now()) > 0:
        clock.sleep(min(wait, _LONGEST_SLEEP))
