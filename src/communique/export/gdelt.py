"""GDELT 2.0: the 61 columns of Events and the 16 of Mentions, tab-separated, without a header.

Source: "The GDELT Event Database Data Format Codebook V2.0" (2015).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from communique.export.cameo import goldstein, quad_class
from communique.export.characters import tab_line
from communique.export.countries import country
from communique.export.files import made_folder, whole_text
from communique.export.intervals import Intervals
from communique.export.located import Located, located
from communique.export.numbers import row_number
from communique.export.told import (
    Pair,
    Telling,
    Told,
    address,
    known_day,
    pairs,
    published,
    same_party,
    told_events,
)
from communique.export.written import Tally, Written
from communique.ledger import Filters, Ledger
from communique.records import Party, When

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code",
    "Religion2Code", "Type1Code", "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
EVENT_COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{part}" for part in _ACTOR), *(f"Actor2{part}" for part in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"Actor1Geo_{part}" for part in _GEO), *(f"Actor2Geo_{part}" for part in _GEO),
    *(f"ActionGeo_{part}" for part in _GEO), "DATEADDED", "SOURCEURL",
)  # fmt: skip
MENTION_COLUMNS = (
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName",
    "MentionIdentifier", "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset",
    "InRawText", "Confidence", "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo",
    "Extras",
)  # fmt: skip

# PLOVER sectors by CAMEO's type codes, where both have one; CAMEO's MED are the media.
_TYPES = {sector: sector for sector in (
    "GOV", "MIL", "JUD", "LEG", "SPY", "COP", "ELI", "REB", "UAF", "CVL", "BUS", "LAB", "AGR",
    "EDU", "PTY", "OPP", "IGO", "NGO", "CRM", "REF",
)} | {"MED": "HLH", "JRN": "MED"}  # fmt: skip
_NO_PLACE = (0, *[None] * 7)
_WEB, _CITED = 1, 2


def export_gdelt(
    ledger: Ledger, folder: Path, chosen: Filters | None = None
) -> tuple[Written, ...]:
    """Write what happened as GDELT 2.0 does: one row for each pair of actors.

    Args:
        ledger: what to write.
        folder: made if it is not there; takes ``gdelt.export.CSV``, ``gdelt.mentions.CSV`` and
            ``gdelt-intervals.txt``.
        chosen: the events to write, with what belongs to them; everything if None.

    Returns:
        The counts of events and of their mentions; what did not happen has no place in the format.

    Raises:
        LedgerError: if the ledger cannot be read, or the folder not written.
    """
    events = Tally("events", "gdelt.export.CSV")
    mentions = Tally("event_mentions", "gdelt.mentions.CSV")
    with (
        made_folder(folder),
        whole_text(folder / "gdelt.export.CSV") as event_rows,
        whole_text(folder / "gdelt.mentions.CSV") as mention_rows,
        whole_text(folder / "gdelt-intervals.txt") as days,
    ):
        intervals = Intervals(days)
        for told in told_events(ledger, chosen):
            if told.event.status != "actual":
                _leave_out(told, events, mentions)
                continue
            rows = [(row_number(told.event, at), pair) for at, pair in enumerate(pairs(told.event))]
            for number, pair in rows:
                event_rows.write(tab_line(_event(told, number, pair)))
                intervals.write(told.event, number, told.first_reported)
                for telling in told.tellings:
                    mention_rows.write(tab_line(_mention(told, number, pair, telling)))
            events.keep(len(rows))
            for _ in told.tellings:
                mentions.keep(len(rows))
    held = ledger.count("event_mentions", Filters(of_events=chosen))
    mentions.leave_out("of no event", held - mentions.seen)
    return events.written(), mentions.written()


def _leave_out(told: Told, events: Tally, mentions: Tally) -> None:
    events.leave_out(told.event.status)
    mentions.leave_out(f"of an event that is {told.event.status}", len(told.tellings))


def _event(told: Told, number: int, pair: Pair) -> tuple[object, ...]:
    event, (source, target) = told.event, pair
    code = event.cameo or ""
    return (
        number, *_days(event.when), *_actor(source), *_actor(target), _in_lead(told), code,
        code[:3], code[:2], quad_class(event), goldstein(event), len(told.tellings),
        event.independent_sources, event.reports, None, *_NO_PLACE, *_NO_PLACE,
        *_place(located(event.place)), _moment(told.first_reported),
        address(told.first.document) if told.first else None,
    )  # fmt: skip


def _days(when: When | None) -> tuple[object, ...]:
    """Return day, month, year and fraction of the year, each only where it is known."""
    start, end = (when.start, when.end) if when else (None, None)
    if start is None or end is None:
        return (None,) * 4
    day = known_day(when)
    same_year = start.year == end.year
    month = f"{start:%Y%m}" if day or (same_year and start.month == end.month) else None
    return (
        f"{day:%Y%m%d}" if day else None,
        month,
        f"{start:%Y}" if day or same_year else None,
        f"{day.year + ((day.month - 1) * 30 + day.day) / 365:.4f}" if day else None,
    )


def _actor(party: Party | None) -> tuple[object, ...]:
    """Return the ten columns of an actor; groups, ethnicity and religion are not known."""
    if party is None:
        return (None,) * 10
    where = country(party.country)
    state, kind = where.cameo if where else "", _TYPES.get(party.sector or "", "")
    return (state + kind, party.name.upper(), state, None, None, None, None, kind, None, None)


def _in_lead(told: Told) -> int | None:
    """Return 1 if a report tells the event in its first paragraph, else 0."""
    if not told.tellings:
        return None
    return int(any(_is_lead(telling) for telling in told.tellings))


def _is_lead(telling: Telling) -> bool:
    return "\n\n" not in telling.document.text[: telling.mention.sentence.start].lstrip()


def _place(place: Located | None) -> tuple[object, ...]:
    if place is None:
        return _NO_PLACE
    fips = place.country.fips if place.country else ""
    whole = place.kind == "country"
    first_level = f"{fips}{place.region}" if fips and place.region else fips
    named = [place.name] if whole or not place.country else [place.name, place.country.name]
    return (
        _place_type(place), ", ".join(named), fips, first_level, None, place.lat, place.lon,
        fips if whole else None,
    )  # fmt: skip


def _place_type(place: Located) -> int:
    """Return GDELT's kind of place: 1 country, 2 US state, 3 US town, 4 town, 5 province."""
    american = place.country is not None and place.country.code == "USA"
    if place.kind in ("city", "capital", "district"):
        return 3 if american else 4
    if place.kind == "region":
        return 2 if american else 5
    return 1 if place.kind == "country" else 4


def _mention(told: Told, number: int, pair: Pair, telling: Telling) -> tuple[object, ...]:
    source, target = pair
    mention, document = telling.mention, telling.document
    where = address(document)
    found_at = _WEB if where.startswith(("http://", "https://")) else _CITED
    return (
        number, _moment(told.first_reported), _moment(published(document)), found_at,
        document.outlet, where, None, _offset(source, telling), _offset(target, telling),
        mention.trigger.start, None, round(mention.confidence * 100), len(document.text), None,
        None, None,
    )  # fmt: skip


def _offset(party: Party | None, telling: Telling) -> int | None:
    """Return where the report names a party, in code points from its beginning."""
    if party is None:
        return None
    for named in (*telling.mention.actors, *telling.mention.recipients):
        if named.span is not None and same_party(named, party):
            return named.span.start
    return None


def _moment(day: date | None) -> str | None:
    return f"{day:%Y%m%d}000000" if day else None
