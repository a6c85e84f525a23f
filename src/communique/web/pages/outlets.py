"""Outlets: who tells how much, who is first, who copies whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from communique.analysis import CopyingRow, OutletRow, copying, outlets
from communique.ledger import Filters, Ledger, OutletCount
from communique.records import Document
from communique.web.lines import EventLine, event_lines
from communique.web.page import Page
from communique.web.places import PlaceCount, places_of
from communique.web.room import Visit
from communique.web.sample import newest

_COMPARED = 3000  # reports at most whose words are compared on a page
_LISTED, _COPIED, _EVENTS, _REPORTS = 200, 40, 8, 12
_LOOKED_AT = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlets:
    """The outlets of a ledger.

    Attributes:
        listed: with their reports and days, those of most reports first.
        compared: what each brings; empty where there are too many reports to compare.
        copied: who copies or credits whom, as far as they were compared.
        reports: in the ledger.
        too_many: where reports were not compared, how many would be the most.
    """

    listed: tuple[OutletCount, ...]
    compared: tuple[OutletRow, ...]
    copied: tuple[CopyingRow, ...]
    reports: int
    too_many: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletPage:
    """One outlet: its reports, what it tells, where; whom it copies and who copies it."""

    name: str
    reports: int
    newest: tuple[Document, ...]
    brings: OutletRow | None
    copied: tuple[CopyingRow, ...]
    events: tuple[EventLine, ...]
    places: tuple[PlaceCount, ...]


def all_outlets(visit: Visit) -> Outlets:
    """Return the outlets; of a large ledger those of the reports of the events asked for."""
    ledger = visit.ledger
    reports = ledger.count("documents")
    compared, copied = _compared(ledger, visit.filters)
    return Outlets(
        listed=tuple(ledger.census().outlets(most=_LISTED)),
        compared=tuple(compared),
        copied=tuple(copied)[:_COPIED],
        reports=reports,
        too_many=None if reports <= _COMPARED else _COMPARED,
    )


def outlet(visit: Visit) -> OutletPage:
    """Return the outlet of the address."""
    ledger, name = visit.ledger, visit.parts["name"]
    asked = Filters(outlet=name, order="newest", limit=_REPORTS)
    compared, copied = _compared(ledger, Filters())
    sample = newest(ledger, _about(visit), most=_LOOKED_AT)
    return OutletPage(
        name=name,
        reports=ledger.count("documents", Filters(outlet=name)),
        newest=cast("tuple[Document, ...]", ledger.page("documents", asked).records),
        brings=next((row for row in compared if row.outlet == name), None),
        copied=tuple(row for row in copied if name in (row.outlet, row.origin)),
        events=event_lines(ledger, sample.events[:_EVENTS]),
        places=places_of(sample.events),
    )


def _about(visit: Visit) -> Filters:
    return replace(visit.filters, outlet=visit.parts["name"])


def _compared(ledger: Ledger, asked: Filters) -> tuple[Sequence[OutletRow], Sequence[CopyingRow]]:
    if ledger.count("documents") > _COMPARED:
        return (), ()
    wanted = replace(asked, limit=None, after=None, order="document")
    return outlets(ledger, wanted), copying(ledger, wanted)


OUTLETS = Page(
    path="/outlets",
    summary="Who tells how much, who tells it first or alone, and who copies whom.",
    view=all_outlets,
    template="outlets.html",
)
OUTLET = Page(
    path="/outlets/{name:path}",
    summary="One outlet: its reports, what it tells, whom it copies.",
    view=outlet,
    template="outlet.html",
    about=_about,
)
