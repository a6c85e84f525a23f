"""A first look at a ledger: what is in it, and where to look further."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import IO, TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from communique.cli.evidence import Reports, evidence_spans, in_context
from communique.cli.screen import console, trimmed
from communique.display.marks import narrowest
from communique.display.plain import counted, days, parties, place_name, plain_text, short_id
from communique.ledger import Filters
from communique.records import Commitment, Dispute, Event, EventMention, Party
from communique.spans import Span

if TYPE_CHECKING:
    from rich.console import Console

    from communique.ledger import Ledger

_COUNTED = (
    *("documents", "actors", "event_mentions", "events"),
    *("statements", "commitments", "figures", "disputes"),
)
_EVENTS_SHOWN = 5
_PAIRS_SHOWN = 5


def show_dossier(ledger: Ledger, output: IO[str]) -> None:
    """Write what a newcomer wants to see first, each fact with its words."""
    screen, reports = console(output), Reports(ledger)
    pairs = _busiest_pairs(ledger.events())
    best = sorted(ledger.events(Filters(status="actual")), key=_by_sources)[:_EVENTS_SHOWN]
    with trimmed(screen):
        _heading(screen, "In this ledger")
        screen.print(Text(", ".join(counted(ledger.count(kind), kind) for kind in _COUNTED)))
        _heading(screen, "Who deals with whom most")
        for (one, other), count in pairs:
            screen.print(Text(f"{counted(count, 'events'):>10}  {one} – {other}"))
        _heading(screen, "Told by the most independent sources")
        for event in best:
            _show_event(screen, ledger, reports, event)
        _show_dispute(screen, ledger, reports)
        _show_promises(screen, ledger, reports)
        _show_next(screen, ledger, best, pairs)


def _busiest_pairs(events: Iterable[Event]) -> list[tuple[tuple[str, str], int]]:
    """Pairs of states or organisations that share most events, by code."""
    counted: Counter[tuple[str, str]] = Counter()
    for event in events:
        sides = {_code(party) for party in (*event.actors, *event.recipients)} - {None}
        named = sorted(code for code in sides if code)
        counted.update((one, other) for one, other in combinations(named, 2))
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:_PAIRS_SHOWN]


def _code(party: Party) -> str | None:
    if party.country:
        return party.country
    kind, _, slug = (party.actor_id or "").partition("/")
    return slug if kind == "organisation" else None


def _by_sources(event: Event) -> tuple[int, int, str]:
    return -event.independent_sources, -event.reports, event.event_id


def _show_event(screen: Console, ledger: Ledger, reports: Reports, event: Event) -> None:
    sides = " → ".join(s for s in (parties(event.actors), parties(event.recipients)) if s)
    where = f", {place_name(event.place)}" if event.place else ""
    line = Text(f"{days(event.when)}  {event.type}  {sides}{where}", style="bold")
    line.append(
        f"  {event.independent_sources} independent of {event.reports} reports  "
        f"[{short_id(event.event_id)}]",
        style="not bold",
    )
    screen.print(line)
    told = max(_mentions(ledger, event), key=_wordiness, default=None)
    if told is not None:
        _show_words(screen, reports, told.document_id, evidence_spans(told))


def _wordiness(mention: EventMention) -> int:
    """How much of who, where and when its own sentence says."""
    return len(narrowest(evidence_spans(mention)))


def _mentions(ledger: Ledger, event: Event) -> Iterator[EventMention]:
    for mention_id in event.event_mentions:
        _, mention = ledger.record(mention_id)
        if isinstance(mention, EventMention) and mention.status == event.status:
            yield mention


def _show_dispute(screen: Console, ledger: Ledger, reports: Reports) -> None:
    found = sorted(ledger.disputes(), key=_clearest)
    if not found:
        return
    dispute = found[0]
    _heading(screen, "Where reports do not agree")
    about = plain_text(dispute.measure or dispute.field)
    screen.print(Text(f"{dispute.kind} on {about}  [{short_id(dispute.dispute_id)}]", "bold"))
    for value in dispute.values:
        _show_words(screen, reports, value.document_id, value.evidence, f"{value.value}: ")


def _clearest(dispute: Dispute) -> tuple[bool, bool, bool, str]:
    """A conflict between two reports, with the words of both, shows best."""
    told_by = {value.document_id for value in dispute.values}
    worded = all(value.evidence for value in dispute.values)
    return dispute.kind != "conflict", len(told_by) < 2, not worded, dispute.dispute_id


def _show_promises(screen: Console, ledger: Ledger, reports: Reports) -> None:
    every = list(ledger.commitments())
    kept = [promise for promise in every if promise.state == "fulfilled"]
    broken = [promise for promise in every if promise.state in ("lapsed", "cancelled")]
    waiting = [promise for promise in every if promise.state in ("open", "unknown")]
    for title, promises in (("A promise kept", kept), ("A promise not kept", broken or waiting)):
        if promises:
            _heading(screen, title)
            _show_promise(screen, reports, min(promises, key=_plainness))


def _plainness(promise: Commitment) -> tuple[bool, bool, bool, str]:
    """Put first what somebody known promised to somebody known by a day, then the rest."""
    known = [party for party in (*promise.by, *promise.to) if party.actor_id]
    promised = promise.kind in ("agreement", "pledge", "invitation", "acceptance")
    return not promised, len(known) < 2, promise.due is None, promise.commitment_id


def _show_promise(screen: Console, reports: Reports, promise: Commitment) -> None:
    sides = " → ".join(s for s in (parties(promise.by), parties(promise.to)) if s)
    due = f", due {days(promise.due)}" if promise.due else ""
    identity = f"[{short_id(promise.commitment_id)}]"
    screen.print(Text(f"{sides}: {promise.kind}, {promise.state}{due}  {identity}", "bold"))
    _show_words(screen, reports, promise.document_id, promise.evidence)
    if promise.fulfilled_by:
        screen.print(Padding(Text(f"came about: {short_id(promise.fulfilled_by)}"), (0, 0, 0, 4)))


def _show_words(
    screen: Console,
    reports: Reports,
    document_id: str,
    spans: tuple[Span, ...],
    before: str = "",
) -> None:
    told = Text(plain_text(before) + (" " if before else ""))
    if spans:
        marks = not screen.is_terminal
        told.append_text(in_context(reports.document(document_id), spans, marks=marks))
    told.append(f" — {reports.outlet(document_id)}", style="dim")
    screen.print(Padding(told, (0, 0, 0, 4)))


def _show_next(
    screen: Console,
    ledger: Ledger,
    events: list[Event],
    pairs: list[tuple[tuple[str, str], int]],
) -> None:
    at = f"--ledger {shlex.quote(str(ledger.path))}"
    one, other = pairs[0][0] if pairs else ("USA", "CHN")
    _heading(screen, "Look further")
    commands = [f"communique events {at} --between {one} {other}"]
    if events:
        commands.append(f"communique explain {short_id(events[0].event_id)} {at}")
    commands.append(f"communique commitments {at}")
    for line in commands:
        screen.print(Text(line), soft_wrap=True)


def _heading(screen: Console, words: str) -> None:
    screen.print()
    screen.print(Text(words, style="bold underline"))
    if not screen.is_terminal:
        screen.print(Text("-" * len(words)))
