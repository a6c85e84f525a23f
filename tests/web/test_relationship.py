"""The page of a relationship, and the index of pairs, on the bundled reports."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

AS_PEOPLE = {"accept": "text/html"}


def _data(room: TestClient, path: str, **query: str) -> Any:
    answer = room.get(f"{path}.json", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def _page(room: TestClient, path: str, **query: str) -> str:
    answer = room.get(path, params=query, headers=AS_PEOPLE)
    assert answer.status_code == 200, answer.text
    return answer.text


def test_a_relationship_is_summed_up_in_sentences(room: TestClient) -> None:
    view = _data(room, "/between/KOR/PRK")
    assert view["title"] == "South Korea and North Korea"
    assert view["summary"] == (
        "9 events happened between April and December 2018, all of cooperation. "
        "1 more is told as planned, possible, denied or called off. "
        "Reports disagree on one point."
    )


def test_events_of_unknown_days_are_not_told_as_of_the_known_ones(room: TestClient) -> None:
    summary = _data(room, "/between/RUS/UKR")["summary"]
    assert "4 of them lie between July 2022 and September 2023" in summary
    assert "the days of the other are not known" in summary


def test_the_timeline_holds_every_event_of_known_days(room: TestClient) -> None:
    view = _data(room, "/between/CHN/USA")
    drawn = view["timeline"]["happenings"]
    assert len(drawn) == view["counts"]["told"] - view["counts"]["undated"]
    page = _page(room, "/between/CHN/USA")
    assert page.count('<a href="/events/') >= len(drawn)
    assert "Told by most independent sources" in page


def test_what_did_not_happen_is_drawn_hollow(room: TestClient) -> None:
    view = _data(room, "/between/CHN/USA", status="cancelled")
    assert view["counts"]["happened"] == 0
    assert all(not one["happened"] for one in view["timeline"]["happenings"])


def test_a_column_leads_to_its_period(room: TestClient) -> None:
    chart = _data(room, "/between/CHN/USA")["over_time"]["chart"]
    column = next(one for one in chart["columns"] if one["label"] == "2023-06")
    assert column["href"] == "?since=2023-06-01&until=2023-06-30"
    narrowed = _data(room, "/between/CHN/USA", since="2023-06-01", until="2023-06-30")
    assert narrowed["counts"]["happened"] == sum((*column["above"], *column["below"]))


def test_far_away_days_do_not_widen_the_chart(room: TestClient) -> None:
    near = _data(room, "/between/CHN/USA")["over_time"]["chart"]["columns"]
    wide = _data(room, "/between/CHN/USA", since="0001", until="9999")["over_time"]["chart"]
    assert [one["label"] for one in wide["columns"]] == [one["label"] for one in near]


def test_a_status_that_was_asked_for_is_named(room: TestClient) -> None:
    summary = _data(room, "/between/CHN/USA", status="planned")["summary"]
    assert summary == "2 events are told as planned."


def test_each_of_the_two_is_heard_on_the_other(room: TestClient) -> None:
    said = _data(room, "/between/CHN/USA")["said"]
    assert {_country(line) for line in said["one"]["lines"]} == {"CHN"}
    assert {_country(line) for line in said["other"]["lines"]} == {"USA"}


def test_others_are_neither_of_the_two(room: TestClient) -> None:
    others = _data(room, "/between/SWE/TUR")["said"]["others"]["lines"]
    assert {line["statement"]["speaker"]["name"] for line in others} == {"Jens Stoltenberg"}
    assert all({"SWE", "TUR"} <= set(line["statement"]["about"]) for line in others)


def test_what_both_say_together_is_told_once(room: TestClient) -> None:
    said = _data(room, "/between/FRA/USA")["said"]
    of_both = {line["statement"]["statement_id"] for line in said["together"]["lines"]}
    alone = {
        line["statement"]["statement_id"]
        for voice in ("one", "other")
        for line in said[voice]["lines"]
    }
    assert len(of_both) == 3
    assert not of_both & alone


def test_kept_promises_name_what_kept_them(room: TestClient) -> None:
    board = {pile["sort"]["name"]: pile for pile in _data(room, "/between/CHN/USA")["board"]}
    assert list(board) == ["Due", "Open", "Kept", "Came to nothing"]
    assert all(card["line"]["kept_by"] for card in board["Kept"]["cards"])
    assert not any(card["line"]["kept_by"] for card in board["Open"]["cards"])


def test_places_are_listed_and_drawn_but_states_are_no_places(room: TestClient) -> None:
    view = _data(room, "/between/CHN/USA")
    names = [place["name"] for place in view["places"]]
    assert "Beijing" in names
    assert "China" not in names
    assert "Beijing: 2 events" in _page(room, "/between/CHN/USA")


def test_disputes_of_the_two_show_both_sides(room: TestClient) -> None:
    assert "Where reports disagree" in _page(room, "/between/RUS/UKR")
    assert len(_data(room, "/between/RUS/UKR")["disputes"]["lines"][0]["sides"]) == 2


@pytest.mark.parametrize("side", ["rus", "Russia", "state:RUS", "RUS"])
def test_a_state_is_known_by_code_name_and_id(room: TestClient, side: str) -> None:
    assert _data(room, f"/between/{side}/UKR")["counts"]["told"] == 5


def test_persons_and_organisations_have_relationships(room: TestClient) -> None:
    view = _data(room, "/between/person:xi-jinping/USA")
    assert view["title"] == "Xi Jinping and the United States"
    assert view["counts"]["told"] > 0
    alliance = _data(room, "/between/FIN/NATO")
    assert alliance["title"] == "Finland and the North Atlantic Treaty Organization"
    assert alliance["counts"]["told"] == 1


def test_a_name_of_one_actor_means_that_actor(room: TestClient) -> None:
    view = _data(room, "/between/blinken/wang yi")
    assert view["title"] == "Antony Blinken and Wang Yi"
    assert view["counts"]["told"] > 0


def test_the_id_of_a_group_also_means_its_members(room: TestClient) -> None:
    assert _data(room, "/between/FIN/organisation:NATO")["counts"]["told"] == 2


def test_the_order_of_the_two_changes_nothing_but_the_order(room: TestClient) -> None:
    there, back = _data(room, "/between/CHN/USA"), _data(room, "/between/USA/CHN")
    assert back["title"] == "The United States and China"
    assert there["counts"] == back["counts"]
    assert there["said"]["one"] == back["said"]["other"]


def test_conditions_that_empty_a_relationship_are_named(room: TestClient) -> None:
    page = _page(room, "/between/CHN/USA", since="1999", until="1999")
    assert "under these conditions" in page or "without until" in page


def test_strangers_give_a_page_that_helps(room: TestClient) -> None:
    page = _page(room, "/between/XYZ/QQQ")
    assert "holds nothing that XYZ and QQQ did with one another" in page
    assert "No event of XYZ at all" in page


def test_conditions_of_events_alone_are_told(room: TestClient) -> None:
    page = _page(room, "/between/CHN/USA", type="CONSULT", min_sources="1")
    assert "Only events are asked for by type, min sources" in page


def test_hostile_names_are_escaped(room: TestClient) -> None:
    page = _page(room, "/between/%3Cscript%3Ealert(1)/USA")
    assert "<script>alert" not in page


def test_a_wrong_day_is_a_problem_that_names_it(room: TestClient) -> None:
    answer = room.get("/between/CHN/USA.json", params={"since": "last summer"})
    assert answer.status_code == 400
    assert "'last summer'" in answer.json()["detail"]


def test_pairs_are_listed_by_their_events(room: TestClient) -> None:
    pairs = _data(room, "/between")["pairs"]
    assert (pairs[0]["one"]["term"], pairs[0]["other"]["term"]) == ("CHN", "USA")
    assert pairs[0]["href"] == "/between/CHN/USA"
    assert [pair["events"] for pair in pairs] == sorted(
        (pair["events"] for pair in pairs), reverse=True
    )


@pytest.mark.parametrize(
    ("one", "other", "there"),
    [
        ("China", "United States", "/between/CHN/USA"),
        ("Xi Jinping", "usa", "/between/person:xi-jinping/USA"),
        ("nato", "Finland", "/between/NATO/FIN"),
    ],
)
def test_two_names_in_the_form_lead_to_their_page(
    room: TestClient, one: str, other: str, there: str
) -> None:
    answer = room.get("/between", params={"one": one, "other": other}, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(there)


def _country(line: Any) -> str | None:
    statement = line["statement"]
    country: str | None = (statement["speakers"] or [statement["speaker"]])[0]["country"]
    return country
