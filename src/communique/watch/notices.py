"""What is told of an event: to whom it may concern, as one object."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from communique.export.labels import headline
from communique.export.told import Told, address, with_reports
from communique.ledger import Ledger
from communique.records import Event, When, content_id
from communique.watch.state import Telling


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report that tells an event: where it is, and the sentence."""

    document_id: str
    uri: str
    outlet: str | None
    title: str | None
    published: When | None
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """An event that meets an alert, as one line of JSON or the body of a webhook.

    ``notice_id`` is the same if the same is told again after a breakdown. ``type`` is
    ``event.new``, or ``event.changed`` with the values before and now in ``changes``.
    """

    notice_id: str
    type: Literal["event.new", "event.changed"]
    timestamp: str
    alert: str
    changes: dict[str, tuple[str | int, str | int]] = field(default_factory=dict)
    headline: str
    event: Event
    reports: tuple[Report, ...]


def notices(
    ledger: Ledger, alert: str, events: Iterable[tuple[Event, Telling | None]], now: float
) -> Iterator[Notice]:
    """Yield a notice for each event.

    Args:
        ledger: that holds them.
        alert: the name of the one that they meet.
        events: each with how it was told last, None if it never was.
        now: in seconds since 1970.
    """
    before = {event.event_id: (event, telling) for event, telling in events}
    chosen = [event for event, _ in before.values()]
    for told in with_reports(ledger, chosen):
        yield _notice(told, alert, before[told.event.event_id][1], now)


def moment(seconds: float) -> str:
    """Return a moment in RFC 3339, to the second, in UTC."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _notice(told: Told, alert: str, before: Telling | None, now: float) -> Notice:
    event = told.event
    identity = (alert, event.event_id, event.status, event.independent_sources)
    return Notice(
        notice_id=content_id("notice", *identity),
        type="event.changed" if before else "event.new",
        timestamp=moment(now),
        alert=alert,
        changes=_changes(event, before) if before else {},
        headline=headline(event),
        event=event,
        reports=tuple(_reports(told)),
    )


def _changes(event: Event, before: Telling) -> dict[str, tuple[str | int, str | int]]:
    each: dict[str, tuple[str | int, str | int]] = {
        "status": (before.status, event.status),
        "independent_sources": (before.sources, event.independent_sources),
    }
    return {name: (then, now) for name, (then, now) in each.items() if then != now}


def _reports(told: Told) -> Iterator[Report]:
    for telling in told.tellings:
        document = telling.document
        yield Report(
            document_id=document.document_id,
            uri=address(document),
            outlet=document.outlet,
            title=document.title,
            published=document.published,
            quote=telling.words,
        )
