"""ICEWS: its 20 columns, tab-separated, with the header of the files on Dataverse.

Source: Boschee and others, "ICEWS Coded Event Data" (doi:10.7910/DVN/28075) and its guide.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from communique.export.cameo import goldstein, name_of_code
from communique.export.characters import tab_line
from communique.export.countries import country
from communique.export.files import made_folder, whole_text
from communique.export.intervals import Intervals
from communique.export.located import located
from communique.export.numbers import row_number
from communique.export.told import Pair, Told, known_day, only_actual, pairs, told_events
from communique.export.written import Tally, Written
from communique.ledger import Filters, Ledger
from communique.records import Party

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text",
    "CAMEO Code", "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID",
    "Sentence Number", "Publisher", "City", "District", "Province", "Country", "Latitude",
    "Longitude",
)  # fmt: skip

# PLOVER sectors by the names that ICEWS has for them; the others keep PLOVER's code.
_SECTORS = {
    "GOV": "Government",
    "MIL": "Military,Government",
    "LEG": "Legislative / Parliamentary,Government",
    "JUD": "Judicial,Government",
    "COP": "Police,Government",
    "PTY": "Parties",
    "CVL": "General Population / Civilian / Social,Social",
    "UAF": "Unidentified Forces",
    "OPP": "Dissident",
}


def export_icews(
    ledger: Ledger, folder: Path, chosen: Filters | None = None
) -> tuple[Written, ...]:
    """Write what happened as ICEWS does: one row for each source and target.

    Args:
        ledger: what to write.
        folder: made if it is not there; takes ``icews.tab`` and ``icews-intervals.txt``.
        chosen: the events to write, with what belongs to them; everything if None.

    Returns:
        The counts of events; those that did not happen have no place in the format.

    Raises:
        LedgerError: if the ledger cannot be read, or the folder not written.
    """
    tally = Tally("events", "icews.tab")
    with (
        made_folder(folder),
        whole_text(folder / "icews.tab") as out,
        whole_text(folder / "icews-intervals.txt") as days,
    ):
        out.write(tab_line(COLUMNS))
        intervals = Intervals(days)
        for told in only_actual(told_events(ledger, chosen), tally):
            rows = list(_rows(told))
            for row in rows:
                out.write(tab_line(row))
                intervals.write(told.event, row[0], told.first_reported)
            tally.keep(len(rows))
    return (tally.written(),)


def _rows(told: Told) -> Iterator[tuple[object, ...]]:
    for at, pair in enumerate(pairs(told.event)):
        yield _row(told, row_number(told.event, at), pair)


def _row(told: Told, number: int, pair: Pair) -> tuple[object, ...]:
    event, (source, target) = told.event, pair
    story = told.first.document if told.first else None
    return (
        number, known_day(event.when), *_side(source), name_of_code(event), event.cameo,
        goldstein(event), *_side(target), story.document_id if story else None, None,
        story.outlet if story else None, *_place(told),
    )  # fmt: skip


def _side(party: Party | None) -> tuple[object, ...]:
    if party is None:
        return (None, None, None)
    where = country(party.country)
    sector = _SECTORS.get(party.sector or "", party.sector)
    return (party.name, sector, where.icews if where else None)


def _place(told: Told) -> tuple[object, ...]:
    place = located(told.event.place)
    if place is None:
        return (None,) * 6
    where = place.country.icews if place.country else None
    return (place.city, place.district, place.province, where, place.lat, place.lon)
