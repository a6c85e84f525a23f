"""Correcting from a page: what a form does, what it refuses, and that forged forms do nothing."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from communique import pipeline
from communique.ledger import Ledger
from communique.records import Event
from communique.web import make_app

AS_PEOPLE = {"accept": "text/html"}
REPORTS = (
    {
        "url": "https://tern.example/1", "outlet": "The Morning Tern", "date": "2024-06-03",
        "text": "Norway and Chile signed a fisheries agreement in Oslo on 3 June 2024.",
    },
    {
        "url": "https://bay.example/2", "outlet": "Bay Courier", "date": "2024-06-05",
        "text": "Chile and Norway signed an agreement on fisheries in Oslo on 3 June 2024.",
    },
    {
        "url": "https://bay.example/3", "outlet": "Bay Courier", "date": "2024-07-12",
        "text": "Portugal expelled two diplomats of Belarus on 11 July 2024.",
    },
)  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("correcting")
    reports = folder / "reports.jsonl"
    reports.write_text("\n".join(map(json.dumps, REPORTS)), encoding="utf-8")
    path = folder / "ledger.db"
    pipeline.build([reports], path)
    with Ledger.open(path):
        pass
    return path.read_bytes()


@pytest.fixture
def ledger(built: bytes, tmp_path: Path) -> Path:
    """A ledger of its own, to be written to."""
    path = tmp_path / "ledger.db"
    path.write_bytes(built)
    return path


@pytest.fixture
def client(ledger: Path) -> TestClient:
    app = make_app(ledger, name="Signing", may_write=True)
    return TestClient(app, base_url="http://localhost", follow_redirects=False)


def events(ledger: Path) -> list[Event]:
    with Ledger.open(ledger) as opened:
        return sorted(opened.events(), key=lambda event: -event.reports)


def corrections(ledger: Path) -> int:
    with Ledger.open(ledger) as opened:
        return len(opened.corrections())


def form(client: TestClient, event_id: str) -> dict[str, str]:
    """The form on the page of an event, as a browser would send it untouched."""
    page = client.get(f"/events/{event_id}", headers=AS_PEOPLE).text
    body = page[page.index('<form id="correct"') :]
    found = {}
    for field in re.findall(r"<input [^>]*>", body[: body.index("</form>")]):
        given = dict(re.findall(r'(\w+)="([^"]*)"', field.replace("was-", "was_")))
        if given.get("type") != "radio":
            found[given["name"].replace("was_", "was-")] = unescape(given.get("value", ""))
    chosen = re.findall(r'<option(?: value="([^"]*)")? selected>([^<]*)', body)
    (what, _), (_, status) = chosen
    return {**found, "what": what, "status": status, "by": "Ada", "why": "the report says so"}


def send(client: TestClient, fields: dict[str, str], **headers: str) -> Response:
    answer: Response = client.post("/corrections", data=fields, headers=AS_PEOPLE | headers)
    return answer


def test_a_field_is_given_another_value(client: TestClient, ledger: Path) -> None:
    signing = events(ledger)[0]
    sent = form(client, signing.event_id) | {"do": "recode", "when": "2024-06-04"}
    answer = send(client, sent)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"/events/{signing.event_id}?done=correction-")
    when = events(ledger)[0].when
    assert when is not None
    assert (str(when.start), str(when.end)) == ("2024-06-04", "2024-06-04")


def test_only_what_was_changed_is_corrected(client: TestClient, ledger: Path) -> None:
    sent = form(client, events(ledger)[0].event_id) | {"do": "recode", "place": "Bergen, NOR"}
    send(client, sent)
    with Ledger.open(ledger) as opened:
        [correction] = opened.corrections()
    assert list(correction.values) == ["place"]


def test_the_page_tells_what_was_done(client: TestClient, ledger: Path) -> None:
    sent = form(client, events(ledger)[0].event_id) | {"do": "recode", "status": "planned"}
    answer = send(client, sent)
    page = client.get(answer.headers["location"], headers=AS_PEOPLE).text
    assert "<strong>Done.</strong> Re-coded: 2 accounts" in page
    assert "by Ada" in page
    assert "the report says so" in page


def test_accounts_are_split_off(client: TestClient, ledger: Path) -> None:
    signing = events(ledger)[0]
    ticked = signing.event_mentions[0]
    answer = send(client, form(client, signing.event_id) | {"do": "split", "account": ticked})
    assert answer.status_code == 303
    assert [event.reports for event in events(ledger)] == [1, 1, 1]


def test_two_events_are_joined_by_the_address_of_the_other(
    client: TestClient, ledger: Path
) -> None:
    one, other = events(ledger)
    address = f"http://localhost/events/{other.event_id}?done=1"
    answer = send(client, form(client, one.event_id) | {"do": "join", "other": address})
    assert answer.status_code == 303
    assert [event.reports for event in events(ledger)] == [3]


def test_a_rejected_event_is_gone_and_can_be_brought_back(
    client: TestClient, ledger: Path
) -> None:
    expulsion = events(ledger)[1]
    answer = send(client, form(client, expulsion.event_id) | {"do": "reject"})
    told = answer.headers["location"]
    assert told.startswith("/corrections?done=")
    assert len(events(ledger)) == 1
    page = client.get(told, headers=AS_PEOPLE).text
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key is not None
    undo = {"key": key[1], "do": "undo", "correction": told.partition("=")[2]}
    answer = send(client, undo | {"by": "Ada", "why": "it did happen"})
    assert answer.headers["location"].startswith(f"/events/{expulsion.event_id}?")
    assert len(events(ledger)) == 2


def test_without_a_reason_nothing_is_corrected_and_the_form_comes_back(
    client: TestClient, ledger: Path
) -> None:
    sent = form(client, events(ledger)[0].event_id)
    answer = send(client, sent | {"do": "recode", "when": "2024-06-04", "why": " "})
    assert answer.status_code == 422
    assert "expected why" in answer.text
    assert 'value="2024-06-04"' in answer.text
    assert corrections(ledger) == 0


def test_a_value_that_is_none_is_refused_with_what_was_expected(
    client: TestClient, ledger: Path
) -> None:
    sent = form(client, events(ledger)[0].event_id) | {"do": "recode", "when": "next week"}
    answer = send(client, sent)
    assert answer.status_code == 422
    assert "2024-05-16..2024-05-18" in answer.text
    assert ".db" not in answer.text


def test_an_event_that_changed_meanwhile_is_not_corrected(
    client: TestClient, ledger: Path
) -> None:
    first = form(client, events(ledger)[0].event_id) | {"do": "recode", "when": "2024-06-04"}
    second = first | {"when": "2024-06-05"}
    assert send(client, first).status_code == 303
    answer = send(client, second)
    assert answer.status_code == 422
    assert "has changed since you opened its page" in answer.text
    assert corrections(ledger) == 1


def test_an_event_that_is_gone_is_told(client: TestClient, ledger: Path) -> None:
    sent = form(client, events(ledger)[1].event_id) | {"do": "reject"}
    assert send(client, sent).status_code == 303
    answer = send(client, sent)
    assert answer.status_code == 404
    assert "no longer in the ledger" in answer.text


@pytest.mark.parametrize(
    ("changed", "headers"),
    [
        ({"key": ""}, {}),
        ({"key": "forged"}, {}),
        ({"key": "ключ"}, {}),
        ({}, {"sec-fetch-site": "cross-site"}),
        ({}, {"sec-fetch-site": "same-site"}),
    ],
)
def test_a_forged_form_is_refused_and_nothing_is_written(
    client: TestClient, ledger: Path, changed: dict[str, str], headers: dict[str, str]
) -> None:
    before = ledger.read_bytes()
    sent = form(client, events(ledger)[1].event_id) | {"do": "reject"} | changed
    answer = send(client, sent, **headers)
    assert answer.status_code == 403
    assert corrections(ledger) == 0
    assert ledger.read_bytes() == before


def test_a_room_for_reading_corrects_nothing(ledger: Path) -> None:
    closed = TestClient(make_app(ledger), base_url="http://localhost")
    answer = closed.post("/corrections", data={"do": "reject", "by": "Ada", "why": "no"})
    assert answer.status_code == 403
    assert corrections(ledger) == 0


def test_a_form_that_is_too_large_is_not_read(client: TestClient) -> None:
    assert send(client, {"why": "x" * 300_000}).status_code == 413


def test_a_form_of_another_encoding_is_refused(client: TestClient) -> None:
    answer = client.post("/corrections", json={"do": "reject"})
    assert answer.status_code == 415


def test_what_a_person_writes_is_escaped(client: TestClient, ledger: Path) -> None:
    sent = form(client, events(ledger)[0].event_id) | {"do": "confirm"}
    answer = send(client, sent | {"by": "<script>alert(1)</script>", "why": "\u202edlo\u202c"})
    page = client.get(answer.headers["location"], headers=AS_PEOPLE).text
    assert "<script>alert" not in page
    assert "\u202e" not in page
