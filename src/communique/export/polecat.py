"""POLECAT: its 40 columns, tab-separated, as the weekly files on Dataverse have them.

Source: the header of the files at doi:10.7910/DVN/AJGVIT; Halterman and others, "PLOVER and
POLECAT: A New Political Event Ontology and Dataset" (2023).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from communique.export.characters import one_line, tab_line
from communique.export.countries import country
from communique.export.files import made_folder, whole_text
from communique.export.intervals import Intervals
from communique.export.located import Located, located
from communique.export.story import Story, story_reader
from communique.export.told import (
    Told,
    known_day,
    only_actual,
    published,
    same_party,
    told_events,
)
from communique.export.version import CODER
from communique.export.written import Tally, Written
from communique.ledger import Filters, Ledger
from communique.ontology import QUADS
from communique.records import Document, Party

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors",
    "Actor Title", "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID",
    "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations",
    "Language", "Version",
)  # fmt: skip
# What POLECAT writes for a party, a country or a place that an event does not have.
NONE = "None"


def export_polecat(
    ledger: Ledger, folder: Path, chosen: Filters | None = None
) -> tuple[Written, ...]:
    """Write what happened as POLECAT does: one row an event, several parties in one cell.

    Args:
        ledger: what to write.
        folder: made if it is not there; takes ``polecat.txt`` and ``polecat-intervals.txt``.
        chosen: the events to write, with what belongs to them; everything if None.

    Returns:
        The counts of events; those that did not happen have no place in the format.

    Raises:
        LedgerError: if the ledger cannot be read, or the folder not written.
    """
    tally = Tally("events", "polecat.txt")
    with (
        made_folder(folder),
        whole_text(folder / "polecat.txt") as out,
        whole_text(folder / "polecat-intervals.txt") as days,
    ):
        out.write(tab_line(COLUMNS))
        intervals, read = Intervals(days), story_reader(ledger)
        for told in only_actual(told_events(ledger, chosen), tally):
            out.write(tab_line(_row(told, read)))
            intervals.write(told.event, told.event.event_id, told.first_reported)
            tally.keep()
    return (tally.written(),)


def _row(told: Told, read: Callable[[Document], Story]) -> tuple[object, ...]:
    event = told.event
    quad = QUADS.get(event.quad or 0, "").upper()
    return (
        event.event_id, known_day(event.when), event.type, event.mode or NONE, event.intensity,
        quad, _listed(event.contexts),
        *_side(told, event.actors, "actors"), *_side(told, event.recipients, "recipients"),
        *_place(told), *_story(told, read),
    )  # fmt: skip


def _side(told: Told, parties: Iterable[Party], role: str) -> tuple[object, ...]:
    """Return the eight columns of the actors or of the recipients."""
    sides = tuple(parties)

    def each(part: Callable[[Party], str | None]) -> str:
        # A part for each party, so that the n-th country is that of the n-th name.
        return "; ".join(one_line(part(party)).replace(";", ",") or NONE for party in sides) or NONE

    return (
        each(lambda party: party.name),
        each(lambda party: party.country),
        each(_cow),
        each(lambda party: party.sector),
        each(lambda party: party.sector),
        each(lambda party: party.office),
        each(lambda party: _raw(told, role, party)),
        "",
    )


def _cow(party: Party) -> str | None:
    found = country(party.country)
    return found.cow if found else None


def _raw(told: Told, role: str, party: Party) -> str | None:
    """Return the words that name a party in the first report that does."""
    for telling in told.tellings:
        for named in getattr(telling.mention, role):
            if named.span is not None and same_party(named, party):
                return telling.document.text[named.span.start : named.span.end]
    return None


def _place(told: Told) -> tuple[object, ...]:
    place = located(told.event.place)
    if place is None:
        return (NONE,) * 5 + ("", "", "", NONE, NONE)
    where = place.country.code if place.country else NONE
    return (
        place.name, place.city or NONE, place.district or NONE, place.province or NONE, where,
        place.lat, place.lon, place.geonames_id, _raw_place(told, place), place.kind or NONE,
    )  # fmt: skip


def _raw_place(told: Told, place: Located) -> str:
    for telling in told.tellings:
        where = telling.mention.place
        if where is not None and where.span is not None and where.name == place.name:
            return telling.document.text[where.span.start : where.span.end]
    return NONE


def _story(told: Told, read: Callable[[Document], Story]) -> tuple[object, ...]:
    if told.first is None:
        return ("", "", NONE, NONE, NONE, "", CODER)
    document = told.first.document
    story = read(document)
    return (
        document.outlet, published(document), _listed(story.people), _listed(story.organizations),
        _listed(story.locations), document.language, CODER,
    )  # fmt: skip


def _listed(names: Iterable[str]) -> str:
    return "; ".join(one_line(name).replace(";", ",") for name in names) or NONE
