"""Saved questions: which of the events that meet them are news."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from communique.ledger import Ledger
from communique.records import Event, content_id, to_json
from communique.watch.feeds_file import Again, Alert
from communique.watch.notices import Notice, notices
from communique.watch.state import AlertState, Delivery, Memory, Telling


def prepared(alert: Alert, ledger: Ledger, memory: Memory) -> AlertState:
    """Return the state of an alert; what met a new question before it was asked is no news.

    Raises:
        QueryError: if the ledger cannot answer the question.
    """
    question = content_id("question", to_json(alert.events))
    known = memory.recall(AlertState, alert.name)
    if known is not None and known.question == question:
        return known
    met = {event.event_id: _telling(event, 0) for event in ledger.events(alert.events)}
    before = known or AlertState()
    state = replace(before, question=question, told={**met, **before.told}, held=held(ledger))
    memory.keep(alert.name, state)
    return state


def news(alert: Alert, state: AlertState, ledger: Ledger, now: float) -> list[Notice]:
    """Return notices of the events that meet an alert and were not told, or not as they are now."""
    fresh: list[tuple[Event, Telling | None]] = []
    for event in ledger.events(alert.events):
        before = state.told.get(event.event_id)
        if before is None or _has_changed(event, before, alert.again):
            fresh.append((event, before))
    return list(notices(ledger, alert.name, fresh, now))


def told(alert: Alert, state: AlertState, told_now: Iterable[Notice], now: float) -> AlertState:
    """Return the state after notices were told, with what is still to be posted of them."""
    notices_told = list(told_now)
    tellings = {one.event.event_id: _telling(one.event, now) for one in notices_told}
    posts = [Delivery(notice_id=one.notice_id, body=to_json(one)) for one in notices_told]
    return replace(
        state,
        told=state.told | tellings,
        outbox=(*state.outbox, *posts) if alert.webhook else (),
    )


def held(ledger: Ledger) -> str:
    """Return what a ledger holds, in a few counts; as long as it is the same there is no news."""
    counts = [ledger.count(kind) for kind in ("documents", "captures", "events")]
    return " ".join(map(str, (*counts, len(ledger.corrections()))))


def _telling(event: Event, now: float) -> Telling:
    return Telling(status=event.status, sources=event.independent_sources, told=now)


def _has_changed(event: Event, before: Telling, again: tuple[Again, ...]) -> bool:
    """Sources only count if there are more: fewer come of a correction, and are no news."""
    return ("status" in again and event.status != before.status) or (
        "sources" in again and event.independent_sources > before.sources
    )
