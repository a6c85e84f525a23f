"""Atom (RFC 4287): events as entries of a feed."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from lxml import etree

from communique.export.characters import one_line
from communique.export.files import made_folder, whole_file
from communique.export.labels import days_told, evidence, headline
from communique.export.told import Told, address, published, told_events
from communique.export.version import CODER
from communique.export.written import Tally, Written
from communique.ledger import Filters, Ledger

_NAMESPACE = "http://www.w3.org/2005/Atom"
_IDS = uuid.uuid5(uuid.NAMESPACE_URL, "communique")
_NEVER = date(1970, 1, 1)  # an entry must have a day of change, even if no report is dated


def export_atom(
    ledger: Ledger, folder: Path, chosen: Filters | None = None
) -> tuple[Written, ...]:
    """Write all events as a feed; an entry changes when another report of its event comes in.

    Args:
        ledger: what to write.
        folder: made if it is not there; takes ``events.atom``.
        chosen: the events to write, with what belongs to them; everything if None.

    Returns:
        The counts of events; none is left out.

    Raises:
        LedgerError: if the ledger cannot be read, or the folder not written.
    """
    tally = Tally("events", "events.atom")
    changes = _changes(told_events(ledger, chosen), tally)
    with made_folder(folder):
        write_atom(folder / "events.atom", changes, title="Events", name=ledger.path.stem)
    return (tally.written(),)


def write_atom(path: Path, entries: Iterable[tuple[Told, str]], *, title: str, name: str) -> None:
    """Write events as a feed.

    Args:
        path: of the file; replaced when the new one is whole.
        entries: events, each with the moment of its last change in RFC 3339.
        title: of the feed.
        name: by which its id is made; the same for the same feed.
    """
    with (
        whole_file(path) as unfinished,
        etree.xmlfile(str(unfinished), encoding="utf-8") as file,
    ):
        file.write_declaration()
        with file.element("feed", nsmap={None: _NAMESPACE}):
            file.write(_text("id", uuid.uuid5(_IDS, name).urn), _text("title", one_line(title)))
            file.write(_text("generator", CODER), _inside("author", _text("name", "Communiqué")))
            last = _moment(_NEVER)
            for told, changed in entries:
                last = max(last, changed)
                file.write(_entry(told, changed), "\n")
            # The order of a feed's elements has no meaning, so its day of change may come last.
            file.write(_text("updated", last))


def _changes(every: Iterable[Told], tally: Tally) -> Iterator[tuple[Told, str]]:
    for told in every:
        yield told, _moment(_changed(told))
        tally.keep()


def _entry(told: Told, changed: str) -> Any:
    event, reported = told.event, told.first_reported
    entry = etree.Element("entry")
    entry.append(_text("id", uuid.uuid5(_IDS, event.event_id).urn))
    entry.append(_text("title", headline(event)))
    entry.append(_text("updated", changed))
    if reported is not None:
        entry.append(_text("published", _moment(reported)))
    for label, term in (("type", event.type), ("status", event.status), ("id", event.event_id)):
        etree.SubElement(entry, "category", term=term, label=label)
    lines = (days_told(event.when), evidence(told.first) or headline(event))
    entry.append(_text("content", "\n".join(filter(None, lines)), type="text"))
    for where in _addresses(told):
        etree.SubElement(entry, "link", rel="related", href=where)
    return entry


def _addresses(told: Told) -> list[str]:
    found = (one_line(address(telling.document)) for telling in told.tellings)
    return list(dict.fromkeys(one for one in found if one.startswith(("http://", "https://"))))


def _changed(told: Told) -> date:
    """Return the day of the latest report; without one, the last day that the event can have."""
    days = [day for day in (published(one.document) for one in told.tellings) if day]
    when = told.event.when
    return max(days, default=(when.end if when and when.end else None) or _NEVER)


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _text(name: str, words: str, **attributes: str) -> Any:
    element = etree.Element(name, attributes)
    element.text = words
    return element


def _inside(name: str, child: Any) -> Any:
    element = etree.Element(name)
    element.append(child)
    return element
