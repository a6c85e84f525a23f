"""The reports that a question about outlets is about, and the events that they tell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from communique.ledger import Filters, Ledger
from communique.merge.tellers import teller_key
from communique.records import Document, Event

NO_OUTLET = "(not stated)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report: its outlet, the days on which it can have come out, whom it credits."""

    document_id: str
    outlet: str
    start: date | None
    end: date | None
    credited: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting:
    """Reports by document id, and the events that they tell."""

    reports: Mapping[str, Report]
    events: tuple[Event, ...]


def reporting(ledger: Ledger, filters: Filters) -> Reporting:
    """Return the reports that tell the events that meet the filters; all reports without any.

    An outlet has the name by which most reports call it, however the others write it.
    """
    events = tuple(ledger.events(filters))
    wanted = {name for event in events for name in event.documents} if filters.given() else None
    documents = [d for d in ledger.documents() if wanted is None or d.document_id in wanted]
    names = _names(documents)
    reports = {document.document_id: _report(document, names) for document in documents}
    return Reporting(reports=reports, events=events)


def _names(documents: Iterable[Document]) -> Mapping[str, str]:
    """The usual name of each teller, by its key; outlets are named by themselves if they are."""
    own: dict[str, Counter[str]] = defaultdict(Counter)
    credited: dict[str, Counter[str]] = defaultdict(Counter)
    for document in documents:
        if document.outlet:
            own[teller_key(document.outlet)][document.outlet] += 1
        for name in _credits(document):
            credited[teller_key(name)][name] += 1
    usual = {
        key: min(counted, key=lambda name: (-counted[name], name))
        for key, counted in {**credited, **own}.items()
    }
    # "(Halyard)" in a dateline is Halyard News, if that is an outlet.
    return usual | {key: usual[f"{key} news"] for key in usual if f"{key} news" in own}


def _credits(document: Document) -> tuple[str, ...]:
    return (*((document.agency,) if document.agency else ()), *document.via)


def _report(document: Document, names: Mapping[str, str]) -> Report:
    when = document.published or document.page_date
    outlet = names[teller_key(document.outlet)] if document.outlet else NO_OUTLET
    credited = dict.fromkeys(names[teller_key(name)] for name in _credits(document))
    credited.pop(outlet, None)
    return Report(
        document_id=document.document_id,
        outlet=outlet,
        start=when.start if when else None,
        end=when.end if when else None,
        credited=tuple(credited),
    )
