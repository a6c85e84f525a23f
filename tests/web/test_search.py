"""Search: names first, then words; whatever is typed gets an answer."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient


def _found(room: TestClient, words: str) -> Any:
    return room.get("/search.json", params={"q": words}).json()


@pytest.mark.parametrize(
    "words",
    ["China and the United States", "USA, CHN", "us-china", "CHN USA", "United States China"],
)
def test_two_names_lead_to_what_they_did_with_one_another(room: TestClient, words: str) -> None:
    assert sorted(_found(room, words.replace("the ", ""))["pair_codes"]) == ["CHN", "USA"]


@pytest.mark.parametrize("words", ["North Korea", "trade talks", "Xi Jinping", "a b c d e f"])
def test_words_that_are_no_two_names_are_no_pair(room: TestClient, words: str) -> None:
    assert _found(room, words)["pair"] is None


def test_the_pair_is_a_link(room: TestClient) -> None:
    page = room.get("/search", params={"q": "China and USA"}, headers={"accept": "text/html"})
    assert 'href="/between/CHN/USA"' in page.text


@pytest.mark.parametrize("words", ["blinken", "Antony Blinken", "ANTONY"])
def test_a_person_is_found_by_a_part_of_the_name(room: TestClient, words: str) -> None:
    assert _found(room, words)["actors"][0]["actor_id"] == "person/antony-blinken"


@pytest.mark.parametrize("words", ["USA", "usa", "American", "Washington"])
def test_a_state_is_found_by_code_adjective_and_metonym(room: TestClient, words: str) -> None:
    assert _found(room, words)["actors"][0]["actor_id"] == "state/USA"


def test_places_and_outlets_are_found_by_name(room: TestClient) -> None:
    assert _found(room, "vilnius")["places"][0]["country"] == "LTU"
    assert _found(room, "halyard")["outlets"][0]["outlet"] == "Halyard News"


def test_words_are_marked_in_what_holds_them(room: TestClient) -> None:
    page = room.get("/search", params={"q": "grain deal"}, headers={"accept": "text/html"})
    assert '<mark class="hit">grain</mark>' in page.text
    assert 'value="grain deal"' in page.text


@pytest.mark.parametrize(
    "words", ["", "!!", '"', "a')(*", "NEAR(", "-", "xyzzy", "\u202etxt", "%_"]
)
def test_odd_words_get_a_helpful_page(room: TestClient, words: str) -> None:
    page = room.get("/search", params={"q": words}, headers={"accept": "text/html"})
    assert page.status_code == 200


def test_nothing_found_offers_searches_that_work(room: TestClient) -> None:
    page = room.get("/search", params={"q": "xyzzy"}, headers={"accept": "text/html"})
    assert "Some searches that work" in page.text
