"""The first page, outlets, the calendar, listings."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from communique.ledger import Filters, Ledger
from communique.web import make_app
from communique.web.choices import chips_of, fields_of

AS_PEOPLE = {"accept": "text/html"}


def test_the_first_page_says_what_came_in(room: TestClient) -> None:
    page = room.get("/", headers=AS_PEOPLE).text
    assert '<a href="/documents">25 reports</a> of <a href="/outlets">15 outlets</a>' in page


def test_the_first_page_leads_to_the_busiest_pair(room: TestClient) -> None:
    page = room.get("/", headers=AS_PEOPLE).text
    assert '<a href="/between/CHN/USA">China and United States</a>' in page


def test_the_newest_events_happened(room: TestClient) -> None:
    shown = room.get("/index.json").json()
    assert {line["event"]["status"] for line in shown["newest"]} == {"actual"}


def test_what_most_tell_is_told_by_more_than_one(room: TestClient) -> None:
    told = [
        one["event"]["independent_sources"] for one in room.get("/index.json").json()["attested"]
    ]
    assert told == sorted(told, reverse=True)
    assert min(told) > 1


def test_outlets_show_who_takes_over_from_whom(room: TestClient) -> None:
    copied = room.get("/outlets.json").json()["copied"]
    assert ("Golden Cape Messenger", "Halyard News") in [(c["outlet"], c["origin"]) for c in copied]


def test_an_outlet_shows_its_reports_and_what_it_alone_tells(room: TestClient) -> None:
    page = room.get("/outlets/Halyard News", headers=AS_PEOPLE).text
    assert "2 reports in this ledger." in page
    assert "by nobody else" in page


def test_the_calendar_shows_a_promise_in_the_month_of_its_last_day(room: TestClient) -> None:
    months = room.get("/commitments/calendar.json", params={"year": "2023"}).json()["months"]
    assert {m["start"]: m["states"] for m in months if m["lines"]} == {
        "2023-02-01": {"cancelled": 1},
        "2023-08-01": {"lapsed": 2},
    }


@pytest.mark.parametrize("year", ["x", "20233", "0000", "-1"])
def test_a_year_that_is_none_is_a_problem(room: TestClient, year: str) -> None:
    assert room.get("/commitments/calendar.json", params={"year": year}).status_code == 400


def test_disputes_stand_under_their_kind(room: TestClient) -> None:
    page = room.get("/disputes", headers=AS_PEOPLE).text
    assert "Reports contradict one another" in page


def test_a_form_offers_types_in_words_and_keeps_what_is_set() -> None:
    fields = {field.name: field for field in fields_of("events", Filters(type="consult"))}
    assert fields["type"].value == "CONSULT"
    assert {choice.value for choice in fields["mode"].choices} == {
        "multilateral", "phone", "third-party", "visit",
    }  # fmt: skip


def test_a_value_of_somebodys_own_is_offered_too() -> None:
    fields = {field.name: field for field in fields_of("events", Filters(type="OUR-TYPE"))}
    assert fields["type"].choices[-1].value == "OUR-TYPE"


def test_each_filter_can_be_taken_away() -> None:
    chips = chips_of("events", Filters(between=("RUS", "CHN"), quad=3, order="newest"))
    assert [(chip.label, chip.value, chip.without) for chip in chips] == [
        ("Between", "RUS and CHN", "quad=3"),
        ("Class", "verbal conflict", "between=RUS&between=CHN"),
    ]


def test_a_listing_shows_its_filters_in_words(room: TestClient) -> None:
    page = room.get("/events", params={"type": "CONSULT", "since": "2022"}, headers=AS_PEOPLE).text
    assert "What: <strong>Consult</strong>" in page
    assert '<option value="CONSULT" selected>' in page


def test_what_was_refused_is_told(room: TestClient) -> None:
    assert "Everything that came in was read." in room.get("/refused", headers=AS_PEOPLE).text


def test_where_a_refused_file_lay_is_not_told(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "a.db", create=True) as ledger:
        ledger.write_refused("key", "/home/somebody/secret/page.html", "coder", "no words in it")
    with TestClient(make_app(tmp_path / "a.db"), base_url="http://localhost") as client:
        assert client.get("/refused.json").json()["reasons"] == [
            {"reason": "no words in it", "sources": 1, "example": "page.html"}
        ]


def test_an_empty_ledger_says_how_to_fill_it(tmp_path: Path) -> None:
    Ledger.open(tmp_path / "a.db", create=True).close()
    with TestClient(make_app(tmp_path / "a.db"), base_url="http://localhost") as client:
        assert "no report has been read into it yet" in client.get("/", headers=AS_PEOPLE).text
        for path in ("/map", "/network", "/places", "/outlets", "/commitments/calendar"):
            assert client.get(path, headers=AS_PEOPLE).status_code == 200
