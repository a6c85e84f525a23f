"""The page of an actor."""

from __future__ import annotations

from datetime import date

from fastapi.testclient import TestClient

from communique.web.draw.offices import Span, offices

AS_PEOPLE = {"accept": "text/html"}


def test_a_state_shows_with_whom_it_deals_most(room: TestClient) -> None:
    shown = room.get("/actors/state/USA.json").json()
    assert shown["partners"][0]["name"] == "China"
    assert shown["partners"][0]["cooperative"] > shown["partners"][0]["conflictual"]


def test_a_code_alone_leads_to_the_same_actor(room: TestClient) -> None:
    assert room.get("/actors/USA.json").json()["actor"]["actor_id"] == "state/USA"


def test_what_others_say_of_a_state_is_not_what_its_own_people_say(room: TestClient) -> None:
    about = room.get("/actors/state/USA.json").json()["about"]
    assert about
    assert all(line["statement"]["speaker"]["country"] != "USA" for line in about)


def test_the_page_of_an_alliance_is_not_about_its_members(room: TestClient) -> None:
    shown = room.get("/actors/organisation/NATO.json").json()
    parties = [
        {p["actor_id"] for p in (*e["event"]["actors"], *e["event"]["recipients"])}
        for e in shown["events"]
    ]
    assert all("organisation/NATO" in named for named in parties)


def test_a_person_shows_offices_with_their_days(room: TestClient) -> None:
    terms = room.get("/actors/person/antony-blinken.json").json()["terms"]
    assert ("secretary of state", "2021-01-26") in [(t["title"], t["start"]) for t in terms]


def test_an_office_that_reports_taught_shows_their_words(room: TestClient) -> None:
    terms = room.get("/actors/person/oleksandr-kubrakov.json").json()["terms"]
    assert terms[0]["standing"] == "agreed"
    assert terms[0]["sources"] == ["Halyard News", "The Morning Tern"]
    page = room.get("/actors/person/oleksandr-kubrakov", headers=AS_PEOPLE).text
    assert "Known from the reports alone" in page


def test_a_persons_dealings_lead_to_relationships(room: TestClient) -> None:
    page = room.get("/actors/person/antony-blinken", headers=AS_PEOPLE).text
    assert 'href="/between/person:antony-blinken/CHN"' in page


def test_a_body_without_a_word_in_the_ledger_is_not_found(room: TestClient) -> None:
    answer = room.get("/actors/person/nobody-at-all", headers=AS_PEOPLE)
    assert answer.status_code == 404
    assert "search" in answer.text


def test_terms_are_drawn_over_the_years_and_told_in_words() -> None:
    drawn = offices(
        [
            Span(label="mayor, Arendal", start=date(2011, 3, 1), end=date(2015, 2, 28)),
            Span(label="envoy, Norway", start=date(2016, 1, 1), end=None, certain=False),
        ],
        "Offices",
        date(2020, 6, 1),
    )
    assert "mayor, Arendal, 2011-03-01 to 2015-02-28" in drawn
    assert "envoy, Norway, since 2016-01-01" in drawn
    assert 'class="term learned"' in drawn


def test_terms_without_any_day_are_not_drawn() -> None:
    assert offices([Span(label="x", start=None, end=None)], "Offices", date(2020, 1, 1)) == ""
