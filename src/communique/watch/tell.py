"""Telling the news of all alerts: as lines, as a file for feed readers, to webhooks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

from communique.export.atom import write_atom
from communique.export.files import made_folder
from communique.export.told import Told, with_reports
from communique.ledger import Ledger
from communique.records import Event
from communique.watch import alerts
from communique.watch.clock import Clock
from communique.watch.feeds_file import Alert, Watch
from communique.watch.notices import Notice, moment
from communique.watch.state import AlertState, Memory
from communique.watch.webhook import AT_ONCE, post, secret_of

_FEED_LENGTH = 100  # events in a file for feed readers, the last told


class Teller:
    """Tells each event to whom its alerts say.

    Lines and files come before it is noted that an event was told, posts after: when the program
    breaks off in between, an event is told again rather than never, with the same notice id.

    Args:
        watch: the file of feeds.
        emit: takes notices for standard output.
        clock: the time.

    Raises:
        SettingsError: if the secret of a webhook is missing.
    """

    def __init__(self, watch: Watch, emit: Callable[[Notice], None], clock: Clock) -> None:
        self._watch, self._emit, self._clock = watch, emit, clock
        self._secrets = {
            alert.name: secret_of(alert.webhook) for alert in watch.alerts if alert.webhook
        }

    def prepare(self, ledger: Ledger, memory: Memory) -> None:
        """Note for each new alert what met its question before, which is no news.

        Raises:
            QueryError: if the ledger cannot answer a question.
        """
        for alert in self._watch.alerts:
            alerts.prepared(alert, ledger, memory)

    def tell(self, ledger: Ledger, memory: Memory) -> tuple[int, tuple[str, ...]]:
        """Tell what is news; return how many notices there were, and what did not arrive."""
        told = 0
        undelivered: list[str] = []
        for alert in self._watch.alerts:
            state = alerts.prepared(alert, ledger, memory)
            held = alerts.held(ledger)
            if state.held != held:
                news = alerts.news(alert, state, ledger, self._clock.now())
                state = replace(self._told(alert, state, news, ledger), held=held)
                memory.keep(alert.name, state)
                told += len(news)
            undelivered += self._post(alert, state, memory)
        return told, tuple(undelivered)

    def due(self, memory: Memory) -> Iterator[float]:
        """Yield the moments at which something is to be posted again."""
        for alert in self._watch.alerts:
            state = memory.recall(AlertState, alert.name)
            if state is not None and alert.webhook:
                yield from (delivery.due for delivery in state.outbox)

    def _told(
        self, alert: Alert, state: AlertState, news: list[Notice], ledger: Ledger
    ) -> AlertState:
        if not news:
            return state
        if alert.lines:
            for notice in news:
                self._emit(notice)
        told = alerts.told(alert, state, news, self._clock.now())
        if alert.atom:
            _write_feed(self._watch.folder / alert.atom, alert, told, ledger)
        return told

    def _post(self, alert: Alert, state: AlertState, memory: Memory) -> tuple[str, ...]:
        if alert.webhook is None or not state.outbox:
            return ()
        left, arrived = state.outbox, AT_ONCE
        problems: tuple[str, ...] = ()
        while arrived == AT_ONCE:
            posted = post(alert.webhook, left, self._secrets[alert.name], self._clock)
            left, arrived, problems = posted.outbox, posted.arrived, posted.problems
            memory.keep(alert.name, replace(state, outbox=left))
        return problems


def _write_feed(path: Path, alert: Alert, state: AlertState, ledger: Ledger) -> None:
    """Write the events told last, the latest first."""
    moments = {key: telling.told for key, telling in state.told.items() if telling.told}
    latest = sorted(moments, key=lambda key: (-moments[key], key))[:_FEED_LENGTH]
    events = cast("dict[str, Event]", ledger.by_ids("events", latest))
    chosen = [events[key] for key in latest if key in events]
    entries: Iterator[tuple[Told, str]] = (
        (told, moment(moments[told.event.event_id])) for told in with_reports(ledger, chosen)
    )
    with made_folder(path.parent):
        write_atom(path, entries, title=alert.name, name=f"alert {alert.name}")
