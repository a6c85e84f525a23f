"""The same address in other forms, read back with the form's own library."""

from __future__ import annotations

import csv
import io

import feedparser
import icalendar
from fastapi.testclient import TestClient

from communique.web.api import downloads

OF_TWO = {"between": ["USA", "CHN"]}


def test_csv_holds_all_records_of_a_listing(room: TestClient) -> None:
    answer = room.get("/events.csv", params=OF_TWO)
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert answer.headers["content-type"].startswith("text/csv")
    assert len(rows) == room.get("/events.json", params=OF_TWO).json()["count"]


def test_every_listing_has_csv(room: TestClient) -> None:
    for kind in ("statements", "commitments", "figures", "disputes", "documents", "actors"):
        answer = room.get(f"/{kind}.csv")
        rows = list(csv.DictReader(io.StringIO(answer.text)))
        assert len(rows) == room.get(f"/{kind}.json").json()["count"], kind


def test_geojson_holds_a_feature_for_each_event(room: TestClient) -> None:
    answer = room.get("/events.geojson", params=OF_TWO)
    assert answer.headers["content-type"] == "application/geo+json"
    assert (
        len(answer.json()["features"])
        == len(room.get("/events.csv", params=OF_TWO).text.splitlines()) - 1
    )


def test_a_calendar_of_events_can_be_subscribed_to(room: TestClient) -> None:
    calendar = icalendar.Calendar.from_ical(room.get("/events.ics", params=OF_TWO).content)
    assert len(list(calendar.walk("VEVENT"))) > 3


def test_due_commitments_make_a_calendar_of_their_own(room: TestClient) -> None:
    calendar = icalendar.Calendar.from_ical(room.get("/commitments.ics").content)
    assert list(calendar.walk("VTODO"))
    assert not list(calendar.walk("VEVENT"))


def test_a_feed_of_events_can_be_followed(room: TestClient) -> None:
    answer = room.get("/events.atom", params=OF_TWO)
    feed = feedparser.parse(answer.content)
    assert not feed.bozo
    assert len(feed.entries) == room.get("/events.json", params=OF_TWO).json()["count"]


def test_a_page_names_its_other_forms(room: TestClient) -> None:
    answer = room.get("/events?since=2023", headers={"accept": "text/html"})
    assert 'href="/events.geojson?since=2023"' in answer.text


def test_no_more_files_are_written_at_a_time_than_may(room: TestClient) -> None:
    taken = [downloads._free.acquire() for _ in range(downloads._AT_A_TIME)]
    downloads._WAIT_SECONDS, before = 0, downloads._WAIT_SECONDS
    try:
        answer = room.get("/events.csv")
    finally:
        downloads._WAIT_SECONDS = before
        for _ in taken:
            downloads._free.release()
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "60"
