"""The pages of reports and stories: marked words, rows beside them, copies side by side."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from communique import pipeline
from communique.web import make_app

AS_PEOPLE = {"accept": "text/html"}


def outlets(room: TestClient) -> dict[str, str]:
    """The id of one report of each outlet."""
    lines = room.get("/documents.json?limit=100").json()["lines"]
    return {line["outlet"]: line["document_id"] for line in lines}


def view(room: TestClient, document_id: str, query: str = "") -> dict[str, Any]:
    found: dict[str, Any] = room.get(f"/documents/{document_id}.json{query}").json()
    return found


def test_the_text_is_whole_and_marks_are_the_words_of_records(room: TestClient) -> None:
    for document_id in outlets(room).values():
        page = view(room, document_id, "?show=events,statements,commitments,figures,names")
        text = page["document"]["text"]
        for paragraph in page["text"]:
            start, end = paragraph["span"]
            words = [segment for piece in paragraph["pieces"] for segment in piece["words"]]
            assert "".join(segment["text"] for segment in words) == text[start:end]
        shown = "\n".join(text[slice(*paragraph["span"])] for paragraph in page["text"])
        assert shown.split() == text.split()


def test_every_row_has_an_anchor_and_a_number_in_the_text(room: TestClient) -> None:
    document_id = outlets(room)["Ostermoor Post"]
    page = room.get(f"/documents/{document_id}", headers=AS_PEOPLE).text
    rows = [row for layer in view(room, document_id)["layers"][:4] for row in layer["rows"]]
    assert rows
    for row in rows:
        assert f'<li class="found" id="{row["record_id"]}"' in page
        assert f'<sup class="ref" id="at-{row["record_id"]}"><a href="#{row["record_id"]}"' in page


def test_a_quote_is_exactly_its_words(room: TestClient) -> None:
    page = view(room, outlets(room)["Halyard News"])
    text = page["document"]["text"]
    for layer in page["layers"][:4]:
        for row in layer["rows"]:
            words = " … ".join(" ".join(text[slice(*span)].split()) for span in row["spans"])
            assert row["quote"] == words


def test_layers_can_be_switched_off(room: TestClient) -> None:
    document_id = outlets(room)["Halyard News"]
    page = room.get(f"/documents/{document_id}?show=figures", headers=AS_PEOPLE).text
    assert "cq-trigger" not in page
    page = room.get(f"/documents/{document_id}?show=none", headers=AS_PEOPLE).text
    assert "<mark" not in page
    assert "choose above what to mark" in page


def test_an_unknown_layer_is_told(room: TestClient) -> None:
    answer = room.get(f"/documents/{outlets(room)['Halyard News']}.json?show=verbs")
    assert answer.status_code == 400
    assert "'verbs'" in answer.json()["detail"]


def test_furniture_is_struck_out_on_request(room: TestClient) -> None:
    document_id = outlets(room)["Halyard News"]
    cut = view(room, document_id, "?furniture=1")["furniture"]
    assert view(room, document_id)["furniture"] is None
    page = room.get(f"/documents/{document_id}?furniture=1", headers=AS_PEOPLE).text
    assert page.count("<del>") == len(cut) > 0


def test_the_beginning_of_an_id_is_enough(room: TestClient) -> None:
    document_id = outlets(room)["Halyard News"]
    assert view(room, document_id[:10])["document"]["document_id"] == document_id


def test_an_account_leads_to_its_event(room: TestClient) -> None:
    [row, *_] = view(room, outlets(room)["Ostermoor Post"])["layers"][0]["rows"]
    event = room.get(f"{row['href']}.json").json()
    assert row["record_id"] in event["line"]["event"]["event_mentions"]


def test_a_copy_is_shown_beside_its_original(room: TestClient) -> None:
    ids = outlets(room)
    copy, original = ids["Golden Cape Messenger"], ids["Halyard News"]
    [shared] = view(room, copy)["shared"]
    assert (shared["copied"], shared["report"]["outlet"]) == (True, "Halyard News")
    both = room.get(f"/documents/{copy}/copied-from/{original}.json").json()
    words = [marked_words(both[side]) for side in ("copy", "original")]
    assert len(words[0]) == both["passages"] == 3
    assert words[0] == words[1]


def test_copy_and_original_are_known_whichever_is_asked_first(room: TestClient) -> None:
    ids = outlets(room)
    copy, original = ids["Golden Cape Messenger"], ids["Halyard News"]
    turned = room.get(f"/documents/{original}/copied-from/{copy}.json").json()
    assert turned["copy"]["report"]["outlet"] == "Golden Cape Messenger"


def test_reports_without_common_words_are_said_to_have_none(room: TestClient) -> None:
    ids = outlets(room)
    one, other = ids["Ostermoor Post"], ids["Halyard News"]
    page = room.get(f"/documents/{one}/copied-from/{other}", headers=AS_PEOPLE)
    assert page.status_code == 200
    assert "No words in common" in page.text


def marked_words(sheet: dict[str, Any]) -> dict[str, str]:
    """The marked words of a report by passage, blanks as one."""
    found: dict[str, str] = {}
    for paragraph in sheet["text"]:
        for piece in paragraph["pieces"]:
            for segment in piece["words"]:
                for mark in segment["marks"]:
                    name = mark["record_id"]
                    found[name] = f"{found.get(name, '')} {segment['text']}"
    return {name: " ".join(words.split()) for name, words in found.items()}


def test_a_story_folds_copies_and_draws_who_copied_whom(room: TestClient) -> None:
    stories = room.get("/stories.json").json()["lines"]
    story = next(one for one in stories if one["title"].startswith("Grain deal"))
    page = room.get(f"/stories/{story['story_id']}.json").json()
    [debt] = page["debts"]
    named = [page["reports"][debt[side]]["outlet"] for side in ("copy", "original")]
    assert named == ["Golden Cape Messenger", "Halyard News"]
    assert len(page["sources"]) == page["story"]["independent_sources"]
    shown = room.get(f"/stories/{story['story_id']}", headers=AS_PEOPLE).text
    assert 'class="arc"' in shown
    assert "As a table" in shown


QUIET = "The river is wide here, the town is old and the bridge is closed in winter. " * 5
HOSTILE = "<script>alert(1)</script> \u202egnol\u202c \x07"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """Reports that want to deceive, and one as long as a book."""
    folder = tmp_path_factory.mktemp("hostile")
    met = "Peru and Ecuador signed a border agreement in Lima on 5 May 2024."
    rows = [
        {
            "url": "javascript:alert(1)", "outlet": f"Times {HOSTILE}", "date": "2024-05-06",
            "title": f"{HOSTILE} {'x' * 1_000_000}",
            "text": f"{met} {HOSTILE} said the mayor. \"><img src=x onerror=alert(1)>",
        },
        {
            "url": "https://long.example/", "outlet": "Long Letter", "date": "2024-05-06",
            "title": "A long report",
            "text": "\n\n".join(
                f"{met if n % 50 == 0 else ''} Paragraph {n} of many. {QUIET}" for n in range(160)
            ),
        },
    ]  # fmt: skip
    reports = folder / "reports.jsonl"
    reports.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    path = folder / "hostile.db"
    pipeline.build([reports], path)
    return TestClient(make_app(path), base_url="http://localhost")


def test_hostile_reports_are_shown_harmlessly(hostile: TestClient) -> None:
    lines = hostile.get("/documents.json").json()["lines"]
    bad = next(line for line in lines if line["outlet"].startswith("Times"))
    for query in ("", "?furniture=1", "?show=names"):
        page = hostile.get(f"/documents/{bad['document_id']}{query}", headers=AS_PEOPLE)
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
        assert "\u202e" not in page.text
        assert 'href="javascript:' not in page.text
        assert len(page.text) < 100_000


def test_a_long_text_comes_in_parts(hostile: TestClient) -> None:
    lines = hostile.get("/documents.json").json()["lines"]
    long = next(line for line in lines if line["outlet"] == "Long Letter")
    first = view(hostile, long["document_id"])
    assert first["part"]["count"] == 2
    last = view(hostile, long["document_id"], "?part=2")
    assert last["part"]["span"][1] == len(first["document"]["text"])
    whole = view(hostile, long["document_id"], "?part=all")
    assert len(whole["text"]) == 160


def test_a_part_is_found_by_a_record_in_it(hostile: TestClient) -> None:
    lines = hostile.get("/documents.json").json()["lines"]
    long = next(line for line in lines if line["outlet"] == "Long Letter")
    row = view(hostile, long["document_id"], "?part=2")["layers"][0]["rows"][0]
    found = view(hostile, long["document_id"], f"?record={row['record_id']}")
    assert found["part"]["number"] == 2
