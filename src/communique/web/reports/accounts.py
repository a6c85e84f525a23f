"""The accounts of an event: who tells it, in which report, in which words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from communique.display import Passage, passage_of
from communique.display.plain import plain_text
from communique.ledger import Ledger
from communique.records import Document, Event, EventMention, When

SHOWN = 60  # accounts of one event on a page


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report as pages name it.

    Attributes:
        document_id: of the report.
        outlet: that published it; the end of its address where that is not known.
        title: its headline, if it has one.
        day: of publication, else of its page.
        uri: where it was found.
        agency: that it credits, if any.
        copy_group: of the reports that share its words, if any.
    """

    document_id: str
    outlet: str
    title: str
    day: When | None
    uri: str
    agency: str | None
    copy_group: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One telling of an event; ``number`` is by the day of its report, 1 for the first."""

    number: int
    mention: EventMention
    report: Report
    words: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """The accounts of one event with the reports that they stand in, by id.

    ``left_out`` counts the accounts beyond those that a page shows.
    """

    told: tuple[Account, ...]
    documents: Mapping[str, Document]
    left_out: int


def report_of(document: Document) -> Report:
    """Return a report as pages name it."""
    return Report(
        document_id=document.document_id,
        outlet=plain_text(document.outlet or document.uri.rsplit("/", 1)[-1]),
        title=plain_text(document.title),
        day=document.published or document.page_date,
        uri=document.uri,
        agency=document.agency,
        copy_group=document.copy_group,
    )


def accounts_of(ledger: Ledger, event: Event, most: int | None = SHOWN) -> Accounts:
    """Return the accounts of an event, by the days of their reports.

    Args:
        ledger: that holds the event.
        event: whose accounts.
        most: at most so many; all if None.
    """
    names = event.event_mentions[:most]
    found = cast("dict[str, EventMention]", ledger.by_ids("event_mentions", names))
    ids = {mention.document_id for mention in found.values()}
    documents = cast("dict[str, Document]", ledger.by_ids("documents", ids))
    ordered = sorted(found.values(), key=lambda m: _order(m, documents[m.document_id]))
    return Accounts(
        told=tuple(
            Account(
                number=number,
                mention=mention,
                report=report_of(documents[mention.document_id]),
                words=passage_of(documents[mention.document_id], mention),
            )
            for number, mention in enumerate(ordered, 1)
        ),
        documents=documents,
        left_out=len(event.event_mentions) - len(names),
    )


def _order(mention: EventMention, document: Document) -> tuple[date, str, int, str]:
    when = document.published or document.page_date
    day = (when.start if when is not None else None) or date.max
    return day, document.document_id, mention.trigger.start, mention.event_mention_id
