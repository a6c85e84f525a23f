"""The page of an event: fields with supporters and dissent, folded copies, why it is one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from communique import pipeline
from communique.ledger import Ledger
from communique.web import make_app

AS_PEOPLE = {"accept": "text/html"}
SIGNED = (
    "OSLO, June 3, 2024 (Tern) - Norway and Chile signed a fisheries agreement in Oslo on Monday, "
    "officials of both countries said. The agreement opens cold waters off two coasts to research "
    "ships and sets a limit on the catch of cod for the next four years."
)
REPORTS = (
    {
        "url": "https://tern.example/1", "outlet": "The Morning Tern", "date": "2024-06-03",
        "title": "Norway and Chile sign fisheries agreement in Oslo",
        "text": f"{SIGNED}\n\nNorwegian Prime Minister Jonas Gahr Store met Chilean President "
        "Gabriel Boric in Oslo on Monday before the ceremony.",
    },
    {
        "url": "https://fjord.example/2", "outlet": "Fjord Herald", "date": "2024-06-04",
        "title": "Fish deal signed", "text": SIGNED,
    },
    {
        "url": "https://bay.example/3", "outlet": "Bay Courier", "date": "2024-06-05",
        "title": "Chile and Norway agree on cod",
        "text": "Chile and Norway signed a fisheries agreement in Oslo on 3 June 2024, two years "
        "after they began to negotiate. Fishermen in Bergen were not pleased with it.",
    },
)  # fmt: skip


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three reports of one signing, of which one copies another."""
    folder = tmp_path_factory.mktemp("signing")
    reports = folder / "reports.jsonl"
    reports.write_text("\n".join(map(json.dumps, REPORTS)), encoding="utf-8")
    path = folder / "signing.db"
    pipeline.build([reports], path)
    return path


@pytest.fixture(scope="module")
def signing(ledger: Path) -> str:
    """The id of the event that all three tell."""
    with Ledger.open(ledger) as opened:
        return max(opened.events(), key=lambda event: event.reports).event_id


@pytest.fixture(scope="module")
def client(ledger: Path) -> TestClient:
    return TestClient(make_app(ledger, name="Signing"), base_url="http://localhost")


def test_copies_stand_with_their_original_and_count_once(client: TestClient, signing: str) -> None:
    view = client.get(f"/events/{signing}.json").json()
    sources = [
        [telling["report"]["outlet"] for telling in source["tellings"]]
        for source in view["sources"]
    ]
    assert view["line"]["event"]["reports"] == 3
    assert sources == [["The Morning Tern", "Fjord Herald"], ["Bay Courier"]]
    assert len(sources) == view["line"]["event"]["independent_sources"]


def test_a_folded_copy_tells_whom_it_copies(client: TestClient, signing: str) -> None:
    view = client.get(f"/events/{signing}.json").json()
    copy = view["sources"][0]["tellings"][1]
    assert copy["how"] == "shares 1 passage with The Morning Tern"
    page = client.get(f"/events/{signing}", headers=AS_PEOPLE).text
    assert "/copied-from/" in page


def test_each_party_is_told_by_the_accounts_that_name_it(client: TestClient, signing: str) -> None:
    view = client.get(f"/events/{signing}.json").json()
    who = next(field for field in view["fields"] if field["name"] == "actors")
    told = {value["text"]: [by["outlet"] for by in value["by"]] for value in who["values"]}
    every = ["The Morning Tern", "Fjord Herald", "Bay Courier"]
    assert told == {"Norway": every, "Chile": every}


def test_the_weakest_join_comes_first_and_is_told_in_words(
    client: TestClient, signing: str
) -> None:
    reasons = client.get(f"/events/{signing}.json").json()["reasons"]
    assert [reason["score"] for reason in reasons] == sorted(r["score"] for r in reasons)
    words = {part["field"]: part["words"] for part in reasons[0]["parts"]}
    assert words["who"] == "both name the same state"
    assert words["where"] == "the same city"


def test_a_value_leads_to_its_words(client: TestClient, signing: str) -> None:
    view = client.get(f"/events/{signing}.json").json()
    by = view["fields"][0]["values"][0]["by"][0]
    page = client.get(f"/events/{signing}", headers=AS_PEOPLE).text
    assert f'href="/documents/{by["document_id"]}#{by["event_mention_id"]}"' in page


def test_the_code_is_told_in_words(client: TestClient, signing: str) -> None:
    meaning = client.get(f"/events/{signing}.json").json()["meaning"]
    assert meaning["status"] == "told as having happened"
    assert meaning["quad"] == "material cooperation" or meaning["quad"] == "verbal cooperation"


def test_a_room_for_reading_has_no_form(client: TestClient, signing: str) -> None:
    page = client.get(f"/events/{signing}", headers=AS_PEOPLE).text
    assert "<form method" not in page


def test_a_dispute_is_shown_with_the_words_of_both_sides(room: TestClient) -> None:
    disputes = room.get("/disputes.json").json()["lines"]
    line = next(one for one in disputes if one["event"])
    page = room.get(f"/events/{line['event']['event']['event_id']}", headers=AS_PEOPLE).text
    assert 'id="disputes"' in page
    for side in line["sides"]:
        assert f'<p class="value">{side["value"]}</p>' in page


def test_the_story_of_the_event_is_linked(room: TestClient) -> None:
    [line, *_] = room.get("/events.json?min_sources=3").json()["lines"]
    event = line["event"]
    page = room.get(f"/events/{event['event_id']}", headers=AS_PEOPLE).text
    assert f'href="/stories/{event["story"]}"' in page


def test_what_is_no_event_is_not_found(room: TestClient) -> None:
    [document, *_] = room.get("/documents.json?limit=1").json()["lines"]
    answer = room.get(f"/events/{document['document_id']}", headers=AS_PEOPLE)
    assert answer.status_code == 404
    assert "expected the id of an event" in answer.text


def test_an_event_has_the_promises_that_it_kept(room: TestClient) -> None:
    kept = room.get("/commitments.json?state=fulfilled").json()["lines"]
    assert kept
    for line in kept:
        event = room.get(f"/events/{line['kept_by']['event']['event_id']}.json").json()
        ids = [one["commitment"]["commitment_id"] for one in event["around"]["kept"]]
        assert line["commitment"]["commitment_id"] in ids
