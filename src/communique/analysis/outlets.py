"""Outlets: who tells how much, who is first, who is alone, and who copies or cites whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Unpack

from communique.analysis.reporting import Report, reports_of
from communique.analysis.rows import Rows
from communique.ledger import Filters, Ledger, Telling
from communique.ledger.filters import Asked, refined
from communique.records import CopyPassage


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletRow:
    """What one outlet brings.

    Attributes:
        outlet: its name.
        reports: of it, and their ``share`` of all, from 0 to 1.
        copies: reports that share their words with an earlier one of another outlet.
        copied: reports of it that other outlets copy.
        credits: reports that credit an agency or another outlet.
        events: that it tells.
        alone: of these, told by no other outlet, with their ids.
        first: of those that others tell too, told by it before any of them; a draw of one day
            counts for nobody.
    """

    outlet: str
    reports: int
    share: float
    copies: int
    copied: int
    credits: int
    events: int
    alone: int
    first: int
    alone_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyingRow:
    """What one outlet takes from another.

    Attributes:
        outlet: that takes over.
        origin: the outlet or agency from which it does.
        copies: reports that share their words with a report of the origin.
        characters: that these share.
        credits: reports that credit the origin as their source.
        documents: ids of all these reports.
    """

    outlet: str
    origin: str
    copies: int
    characters: int
    credits: int
    documents: tuple[str, ...]


def outlets(
    ledger: Ledger, filters: Filters | None = None, **given: Unpack[Asked]
) -> Rows[OutletRow]:
    """Return what each outlet brings, those of most reports first.

    Args:
        ledger: to read from.
        filters: conditions on events: the reports that tell them count. Without any, all reports.
        given: more conditions by name.

    Raises:
        QueryError: if a filter does not apply to events, or its value means nothing.
    """
    asked = refined(filters, given)
    found = reports_of(ledger, asked)
    copied: dict[str, set[str]] = defaultdict(set)
    copies: dict[str, set[str]] = defaultdict(set)
    for copy, original, _ in _copyings(ledger, found):
        copies[copy.outlet].add(copy.document_id)
        copied[original.outlet].add(original.document_id)
    told, alone, first = _of_events(ledger.tellings(asked), found)
    reports = Counter(report.outlet for report in found.values())
    crediting = Counter(r.outlet for r in found.values() if r.credited)
    rows = (
        OutletRow(
            outlet=outlet,
            reports=number,
            share=round(number / len(found), 4),
            copies=len(copies[outlet]),
            copied=len(copied[outlet]),
            credits=crediting[outlet],
            events=told[outlet],
            alone=len(alone[outlet]),
            first=first[outlet],
            alone_ids=tuple(sorted(alone[outlet])),
        )
        for outlet, number in reports.items()
    )
    return Rows(OutletRow, sorted(rows, key=lambda r: (-r.reports, r.outlet)))


def copying(
    ledger: Ledger, filters: Filters | None = None, **given: Unpack[Asked]
) -> Rows[CopyingRow]:
    """Return who copies or credits whom, those who take most first; see :func:`outlets`."""
    found = reports_of(ledger, refined(filters, given))
    copies: dict[tuple[str, str], set[str]] = defaultdict(set)
    crediting: dict[tuple[str, str], set[str]] = defaultdict(set)
    characters: Counter[tuple[str, str]] = Counter()
    for copy, original, passage in _copyings(ledger, found):
        pair = (copy.outlet, original.outlet)
        copies[pair].add(copy.document_id)
        characters[pair] += passage.span.end - passage.span.start
    for report in found.values():
        for origin in report.credited:
            crediting[report.outlet, origin].add(report.document_id)
    rows = (
        CopyingRow(
            outlet=pair[0],
            origin=pair[1],
            copies=len(copies[pair]),
            characters=characters[pair],
            credits=len(crediting[pair]),
            documents=tuple(sorted(copies[pair] | crediting[pair])),
        )
        for pair in {*copies, *crediting}
    )
    return Rows(
        CopyingRow, sorted(rows, key=lambda r: (-len(r.documents), -r.copies, r.outlet, r.origin))
    )


def _copyings(
    ledger: Ledger, found: Mapping[str, Report]
) -> Iterator[tuple[Report, Report, CopyPassage]]:
    """Passages that a report shares with an original of another outlet."""
    for passage in ledger.copy_passages():
        copy, original = found.get(passage.document_id), found.get(passage.original)
        if copy is not None and original is not None and copy.outlet != original.outlet:
            yield copy, original, passage


def _of_events(
    events: Iterable[Telling], found: Mapping[str, Report]
) -> tuple[Counter[str], Mapping[str, list[str]], Counter[str]]:
    """Count the events of each outlet; name those it alone tells; count those it tells first."""
    told: Counter[str] = Counter()
    first: Counter[str] = Counter()
    alone: dict[str, list[str]] = defaultdict(list)
    for event in events:
        reports = [found[name] for name in event.documents if name in found]
        by = {report.outlet for report in reports}
        told.update(by)
        if len(by) == 1:
            alone[by.pop()].append(event.event_id)
        elif (winner := _first(reports)) is not None:
            first[winner] += 1
    return told, alone, first


def _first(reports: list[Report]) -> str | None:
    """The outlet whose report was certainly out before that of any other."""
    latest: dict[str, date] = {}
    for report in reports:
        if report.end is not None:
            latest[report.outlet] = min(latest.get(report.outlet, date.max), report.end)
    if not latest:
        return None
    winner = min(latest, key=lambda outlet: (latest[outlet], outlet))
    others = [report for report in reports if report.outlet != winner]
    certain = all(r.start is not None and r.start > latest[winner] for r in others)
    return winner if certain else None
