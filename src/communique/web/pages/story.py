"""A story: its reports in the order of time, who copied whom, and its events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from communique.display.plain import days
from communique.records import CopyPassage, Document, Event, Story
from communique.web import addresses
from communique.web.draw.dependence import Arc, Node
from communique.web.finding import record_of
from communique.web.lines import EventLine, event_lines
from communique.web.page import Page
from communique.web.reports.accounts import Report, report_of
from communique.web.reports.folded import Source, sources_of_reports
from communique.web.reports.kinship import share_of
from communique.web.room import Visit

_REPORTS, _EVENTS = 80, 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt:
    """What one report of the story took over from another, by their places in its order."""

    copy: int
    original: int
    passages: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage:
    """A story as its reports tell it.

    Attributes:
        story: the record.
        reports: in the order of publication, those that are shown.
        sources: the same by the source on which they rest.
        debts: who copied whom.
        events: of the story, the earliest first.
        text: how each report begins, by its id.
    """

    story: Story
    reports: tuple[Report, ...]
    sources: tuple[Source, ...]
    debts: tuple[Debt, ...]
    events: tuple[EventLine, ...]
    text: Mapping[str, str]

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The reports as a drawing has them."""
        return tuple(
            Node(day=days(one.day), name=one.outlet, href=addresses.document(one.document_id))
            for one in self.reports
        )

    @property
    def arcs(self) -> tuple[Arc, ...]:
        """Who copied whom, as a drawing has it."""
        return tuple(Arc(copy=d.copy, original=d.original, share=d.share) for d in self.debts)


def story(visit: Visit) -> StoryPage:
    """Return the story of the address.

    Raises:
        UnknownRecordError: if the ledger has none of that id.
    """
    ledger = visit.ledger
    record = cast(Story, record_of(ledger, "stories", visit.parts["story_id"], "a story"))
    ids = record.documents[:_REPORTS]
    documents = cast("dict[str, Document]", ledger.by_ids("documents", ids))
    ordered = sorted((documents[name] for name in ids if name in documents), key=_published)
    names = record.events[:_EVENTS]
    events = cast("dict[str, Event]", ledger.by_ids("events", names))
    passages = cast("list[CopyPassage]", ledger.among("copy_passages", ids, by="document_id"))
    return StoryPage(
        story=record,
        reports=tuple(map(report_of, ordered)),
        sources=sources_of_reports(ledger, documents),
        debts=_debts(ordered, passages),
        events=event_lines(ledger, (events[name] for name in names if name in events)),
        text={d.document_id: d.text[:400] for d in ordered},
    )


def _published(document: Document) -> tuple[date, str]:
    when = document.published or document.page_date
    return (when.start if when is not None else None) or date.max, document.document_id


def _debts(ordered: Sequence[Document], passages: Iterable[CopyPassage]) -> tuple[Debt, ...]:
    place = {document.document_id: at for at, document in enumerate(ordered)}
    known = [p for p in passages if p.document_id in place and p.original in place]
    pairs = Counter((p.document_id, p.original) for p in known)
    return tuple(
        Debt(
            copy=place[copy],
            original=place[original],
            passages=number,
            share=share_of(
                ordered[place[copy]],
                (p.span for p in known if (p.document_id, p.original) == (copy, original)),
            ),
        )
        for (copy, original), number in sorted(pairs.items(), key=lambda pair: place[pair[0][0]])
    )


STORY = Page(
    path="/stories/{story_id}",
    summary="One story: its reports in the order of time, who copied whom, and its events.",
    view=story,
    template="story.html",
    asks=False,
)
