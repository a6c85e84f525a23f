"""Listings: the records of a kind that meet the filters, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from communique.records import Actor, Document, Story
from communique.web.lines import (
    LINES,
    CommitmentLine,
    DisputeLine,
    EventLine,
    FigureLine,
    StatementLine,
)
from communique.web.page import Page
from communique.web.room import Visit

Line = TypeVar("Line")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Generic[Line]):
    """One page of records.

    Attributes:
        kind: of the records.
        lines: the records, each with its words.
        count: of all that meet the filters.
        after: the mark that asks for the next page; None on the last.
        without: where nothing is found, how much there would be without each filter.
    """

    kind: str
    lines: tuple[Line, ...]
    count: int
    after: str | None
    without: Mapping[str, int]


def listing(visit: Visit) -> Listing[Any]:
    """Return one page of the records that are asked for."""
    ledger, kind = visit.ledger, visit.kind
    page = ledger.page(kind, visit.filters)
    lines = LINES[kind](ledger, page.records) if kind in LINES else page.records
    return Listing(
        kind=kind,
        lines=lines,
        count=ledger.count(kind, visit.filters),
        after=page.after,
        without={} if lines else ledger.without_each(kind, visit.filters),
    )


def _page(kind: str, line: type, summary: str) -> Page:
    return Page(
        path=f"/{kind}",
        summary=summary,
        view=listing,
        template="listing.html",
        kind=kind,
        answer=Listing[line],  # type: ignore[valid-type]
    )


LISTINGS = (
    _page("events", EventLine, "What happened: when, who and whom, where, told by whom."),
    _page("statements", StatementLine, "Who said what, with the words."),
    _page("commitments", CommitmentLine, "What was promised, and whether it was kept."),
    _page("figures", FigureLine, "The numbers that reports give."),
    _page("disputes", DisputeLine, "Where reports do not agree, with the words of each side."),
    _page("documents", Document, "The reports, as they were read."),
    _page("stories", Story, "Reports of one happening, or of one chain of happenings."),
    _page("actors", Actor, "Persons, states and organisations."),
)
