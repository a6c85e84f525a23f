"""The room as a whole: every page answers, as a page and as data, safely."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from communique.web.pages import PAGES

PLAIN = [page.path for page in PAGES if "{" not in page.path]
AS_PEOPLE = {"accept": "text/html"}


@pytest.mark.parametrize("path", PLAIN)
def test_every_page_answers(room: TestClient, path: str) -> None:
    answer = room.get(path, headers=AS_PEOPLE)
    assert answer.status_code == 200
    assert answer.text.startswith("<!doctype html>")


@pytest.mark.parametrize("path", PLAIN)
def test_every_page_answers_as_data(room: TestClient, path: str) -> None:
    answer = room.get("/index.json" if path == "/" else f"{path}.json")
    assert answer.status_code == 200
    assert isinstance(answer.json(), dict)


def test_pages_load_nothing_from_elsewhere(room: TestClient) -> None:
    answer = room.get("/", headers=AS_PEOPLE)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "http://" not in answer.text.replace("http://www.w3.org", "")


def test_a_listing_goes_on_where_a_page_ended(room: TestClient) -> None:
    first = room.get("/events.json", params={"limit": 3}).json()
    second = room.get("/events.json", params={"limit": 3, "after": first["after"]}).json()
    ids = [line["event"]["event_id"] for line in (*first["lines"], *second["lines"])]
    assert len(set(ids)) == 6


def test_an_unknown_parameter_is_a_problem_that_names_it(room: TestClient) -> None:
    answer = room.get("/events.json", params={"betwen": "RUS"})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert "'betwen'" in answer.json()["detail"]


def test_an_unknown_event_is_not_found_without_telling_where_the_ledger_is(
    room: TestClient,
) -> None:
    answer = room.get("/events/event-0000000000.json")
    assert answer.status_code == 404
    assert ".db" not in answer.json()["detail"]


def test_an_empty_listing_tells_which_filter_to_give_up(room: TestClient) -> None:
    answer = room.get("/events", params={"type": "ASSAULT", "place": "Helsinki"}, headers=AS_PEOPLE)
    assert "without place" in answer.text


def test_another_name_is_refused(room: TestClient) -> None:
    assert room.get("/", headers={"host": "evil.example"}).status_code == 421


def test_a_figure_says_its_unit_once(room: TestClient) -> None:
    page = room.get("/figures", headers={"accept": "text/html"}).text
    assert '<strong class="number">287 votes</strong> for' in page
    assert "votes votes" not in page and "member member" not in page
