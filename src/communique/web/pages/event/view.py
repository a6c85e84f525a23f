"""An event: its fields with their supporters, and the reports that tell it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from communique.records import Dispute, Event
from communique.web.finding import record_of
from communique.web.lines import DisputeLine, EventLine, dispute_lines, event_lines
from communique.web.page import Page
from communique.web.pages.corrections.changes import Change, changes_of
from communique.web.pages.corrections.coded import Meaning, meaning_of, ontology_of
from communique.web.pages.corrections.correcting import Form, form_of
from communique.web.pages.event.around import Around, around
from communique.web.pages.event.fields import Field, fields_of
from communique.web.pages.event.reasons import Reason, reasons_of
from communique.web.reports.accounts import SHOWN, accounts_of
from communique.web.reports.folded import Source, sources_of_event
from communique.web.room import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """An event in a line, and everything behind it.

    Attributes:
        line: the event in a sentence.
        meaning: of its codes.
        fields: with who supports each value, and who gives another.
        sources: on whose word it stands, each with its reports.
        shown: how many accounts ``sources`` hold; ``left_out`` how many there are beyond.
        disputes: on what its reports differ.
        reasons: why its accounts were taken for one event.
        around: what belongs to it.
        changes: corrections that people made.
        form: that corrects it, where that is allowed.
        done: id of a correction made just now.
    """

    line: EventLine
    meaning: Meaning
    fields: tuple[Field, ...]
    sources: tuple[Source, ...]
    shown: int
    left_out: int
    disputes: tuple[DisputeLine, ...]
    reasons: tuple[Reason, ...]
    around: Around
    changes: tuple[Change, ...]
    form: Form | None
    done: str | None


def event(visit: Visit) -> EventPage:
    """Return the event of the address.

    Raises:
        UnknownRecordError: if the ledger has none of that id.
    """
    ledger = visit.ledger
    record = cast(Event, record_of(ledger, "events", visit.parts["event_id"], "an event"))
    most = None if visit.options.get("accounts") == "all" else SHOWN
    accounts = accounts_of(ledger, record, most)
    disputes = ledger.by_ids("disputes", record.disputes)
    return EventPage(
        line=event_lines(ledger, [record])[0],
        meaning=meaning_of(
            record, (account.mention for account in accounts.told), ontology_of(ledger)
        ),
        fields=fields_of(record, accounts.told),
        sources=sources_of_event(ledger, accounts),
        shown=len(accounts.told),
        left_out=accounts.left_out,
        disputes=dispute_lines(ledger, cast("list[Dispute]", list(disputes.values()))),
        reasons=reasons_of(record, accounts.told),
        around=around(ledger, record, accounts),
        changes=changes_of(ledger, record, (account.mention for account in accounts.told)),
        form=form_of(ledger, record) if visit.room.may_write else None,
        done=visit.options.get("done"),
    )


EVENT = Page(
    path="/events/{event_id}",
    summary="One event: its fields, who supports each, and the reports that tell it.",
    view=event,
    template="event.html",
    options=("accounts", "done"),
    asks=False,
)
