"""Exports for maps and calendars, read back by programs that draw them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from communique.export.geojson import export_geojson
from communique.export.icalendar import export_icalendar
from communique.ledger import Ledger
from export_records import ACCUSED, EVIL, HOSTILE, MET, NOWHERE, UNDATED, build_events


@pytest.fixture
def path(tmp_path: Path) -> Path:
    build_events(tmp_path / "a.db", ACCUSED, MET, UNDATED, EVIL, NOWHERE)
    return tmp_path / "a.db"


@pytest.fixture
def features(path: Path, tmp_path: Path) -> dict[str, Any]:
    with Ledger.open(path) as ledger:
        export_geojson(ledger, tmp_path)
    collection = json.loads((tmp_path / "events.geojson").read_text(encoding="utf-8"))
    assert set(collection) == {"type", "features"}
    assert collection["type"] == "FeatureCollection"
    return {feature["id"]: feature for feature in collection["features"]}


def test_geojson_has_every_event_with_longitude_first(features: dict[str, Any]) -> None:
    assert len(features) == 7
    assert features[MET.event_id]["geometry"] == {"type": "Point", "coordinates": [24.94, 60.17]}
    assert features[UNDATED.event_id]["geometry"] is None
    assert {feature["type"] for feature in features.values()} == {"Feature"}


def test_geojson_tells_status_days_and_words(features: dict[str, Any]) -> None:
    meeting = features["ev-0000000000000001"]["properties"]
    assert meeting["title"] == "Aino Aalto (FIN) → Bo Berg (SWE): consult, meet"
    assert (meeting["start"], meeting["precision"]) == ("2024-04-01", "day")
    assert meeting["quote"] == "Aino Aalto met Bo Berg in Helsinki on Monday."
    assert features["ev-0000000000000002"]["properties"]["status"] == "planned"
    assert features[EVIL.event_id]["properties"]["place"] == HOSTILE


@pytest.fixture
def calendar(path: Path, tmp_path: Path) -> Calendar:
    with Ledger.open(path) as ledger:
        events, promises = export_icalendar(ledger, tmp_path)
    assert (events.records, promises.records) == (6, 1)
    assert events.left_out == {"no first or no last day": 1}
    data = (tmp_path / "ledger.ics").read_bytes()
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    return Calendar.from_ical(data)  # type: ignore[return-value]


def test_an_event_on_one_day_takes_that_day(calendar: Calendar) -> None:
    event = next(e for e in calendar.walk("VEVENT") if e["UID"].startswith(MET.event_id))
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2024, 4, 1), date(2024, 4, 2))
    assert event["STATUS"] == "CONFIRMED"
    assert event["LOCATION"] == "Helsinki"
    assert event.get("TRANSP") == "TRANSPARENT"


def test_an_event_in_some_week_spans_it_and_says_so(calendar: Calendar) -> None:
    event = next(e for e in calendar.walk("VEVENT") if e["UID"].startswith(UNDATED.event_id))
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2024, 4, 1), date(2024, 4, 8))
    assert event["DESCRIPTION"] == "2024-04-01 to 2024-04-07, on a day that is not known\n" \
        "1 independent source"  # fmt: skip


def test_a_plan_is_tentative(calendar: Calendar) -> None:
    event = next(e for e in calendar.walk("VEVENT") if e["UID"].startswith("ev-0000000000000002"))
    assert event["STATUS"] == "TENTATIVE"
    assert str(event["SUMMARY"]).endswith("agree [planned]")


def test_a_due_promise_is_a_thing_to_do(calendar: Calendar) -> None:
    (promise,) = calendar.walk("VTODO")
    assert promise["DUE"].dt == date(2024, 5, 31)
    assert promise["STATUS"] == "COMPLETED"
    assert promise["DESCRIPTION"] == "“We will visit Stockholm in May” — The Tern"


def test_hostile_text_makes_no_property_of_its_own(calendar: Calendar) -> None:
    event = next(e for e in calendar.walk("VEVENT") if e["UID"].startswith(EVIL.event_id))
    assert str(event["LOCATION"]).startswith('Evil "Name" gnp.exe <b>&amp;]]></b>; =1+1,\\n')
    assert {component.name for component in calendar.subcomponents} == {"VEVENT", "VTODO"}
