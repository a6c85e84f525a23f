"""iCalendar (RFC 5545): events as days of a calendar, due promises as things to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from communique.batches import batches
from communique.export.characters import one_line
from communique.export.files import made_folder, whole_file
from communique.export.labels import days_told, evidence, headline, promise
from communique.export.told import Told, address, published, told_events
from communique.export.version import CODER
from communique.export.written import Tally, Written
from communique.ledger import Filters, Ledger
from communique.records import Commitment, Document

if TYPE_CHECKING:
    from icalendar import Component

_STATUS = {"actual": "CONFIRMED", "cancelled": "CANCELLED", "denied": "CANCELLED"}
_STATE = {"fulfilled": "COMPLETED", "cancelled": "CANCELLED"}
_HEAD = (
    f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Communique//{CODER}//EN\r\nCALSCALE:GREGORIAN\r\n"
)
_DAY = timedelta(days=1)


def export_icalendar(
    ledger: Ledger, folder: Path, chosen: Filters | None = None
) -> tuple[Written, ...]:
    """Write events as all-day events, and promises with a due date as things to do.

    An event on one day takes that day; one of which only an interval is known takes all its days,
    and says so. Neither keeps its owner's time busy.

    Args:
        ledger: what to write.
        folder: made if it is not there; takes ``ledger.ics``.
        chosen: the events to write, with what belongs to them; everything if None.

    Returns:
        The counts of events and of commitments; left out is what no day is known of.

    Raises:
        LedgerError: if the ledger cannot be read, or the folder not written.
    """
    events, promises = Tally("events", "ledger.ics"), Tally("commitments", "ledger.ics")
    with made_folder(folder), _calendar(folder / "ledger.ics") as out:
        _write_events(told_events(ledger, chosen), out, events)
        _write_promises(_with_documents(ledger, Filters(of_events=chosen)), out, promises)
    return events.written(), promises.written()


def export_due(ledger: Ledger, folder: Path, promised: Filters) -> Written:
    """Write promises with a due date alone, as things to do.

    Args:
        ledger: what to write.
        folder: made if it is not there; takes ``ledger.ics``.
        promised: filters of commitments.

    Raises:
        LedgerError: if the ledger cannot be read, or the folder not written.
        QueryError: if a filter does not apply to commitments.
    """
    promises = Tally("commitments", "ledger.ics")
    with made_folder(folder), _calendar(folder / "ledger.ics") as out:
        _write_promises(_with_documents(ledger, promised), out, promises)
    return promises.written()


@contextmanager
def _calendar(file: Path) -> Iterator[IO[bytes]]:
    with whole_file(file) as unfinished, unfinished.open("wb") as out:
        out.write(_HEAD.encode())
        yield out
        out.write(b"END:VCALENDAR\r\n")


def _write_events(every: Iterable[Told], out: IO[bytes], tally: Tally) -> None:
    for told in every:
        when = told.event.when
        if when is None or when.start is None or when.end is None or when.end == date.max:
            tally.leave_out("no first or no last day")
            continue
        out.write(_event(told, when.start, when.end).to_ical())
        tally.keep()


def _event(told: Told, start: date, end: date) -> Component:
    from icalendar import Event  # noqa: PLC0415  # takes .2 s to load

    event, made = told.event, Event()
    made.add("uid", f"{event.event_id}@communique")
    made.add("dtstamp", _midnight(told.first_reported or start))
    made.add("dtstart", start)
    made.add("dtend", end + _DAY)  # the day after the last one
    made.add("summary", headline(event))
    made.add("status", _STATUS.get(event.status, "TENTATIVE"))
    made.add("transp", "TRANSPARENT")
    made.add("categories", [event.type, event.status])
    about = (days_told(event.when), evidence(told.first), _sources(told))
    made.add("description", "\n".join(filter(None, about)))
    if event.place is not None:
        made.add("location", one_line(event.place.name))
        if event.place.lat is not None and event.place.lon is not None:
            made.add("geo", (event.place.lat, event.place.lon))
    if told.first is not None and address(told.first.document).startswith("http"):
        made.add("url", one_line(address(told.first.document)))
    return made


def _sources(told: Told) -> str:
    count = told.event.independent_sources
    return f"{count} independent source{'s' if count != 1 else ''}" if count else ""


def _write_promises(
    every: Iterable[tuple[Commitment, Document]], out: IO[bytes], tally: Tally
) -> None:
    for commitment, document in every:
        if commitment.due is None or commitment.due.end is None:
            tally.leave_out("no due date")
            continue
        out.write(_promise(commitment, document, commitment.due.end).to_ical())
        tally.keep()


def _with_documents(
    ledger: Ledger, promised: Filters
) -> Iterator[tuple[Commitment, Document]]:
    for some in batches(ledger.commitments(promised)):
        reports = ledger.by_ids("documents", {one.document_id for one in some})
        for one in some:
            yield one, cast(Document, reports[one.document_id])


def _promise(commitment: Commitment, document: Document, due: date) -> Component:
    from icalendar import Todo  # noqa: PLC0415

    made, first = Todo(), commitment.due.start if commitment.due else None
    made.add("uid", f"{commitment.commitment_id}@communique")
    made.add("dtstamp", _midnight(published(document) or due))
    if first is not None and first < due:
        made.add("dtstart", first)
    made.add("due", due)
    made.add("summary", promise(commitment))
    made.add("status", _STATE.get(commitment.state, "NEEDS-ACTION"))
    made.add("categories", [commitment.kind, commitment.state])
    words = " … ".join(document.text[one.start : one.end] for one in commitment.evidence[:1])
    outlet = one_line(document.outlet) or "unknown outlet"
    made.add("description", f"“{one_line(words)}” — {outlet}" if words else outlet)
    return made


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
