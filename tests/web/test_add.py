"""Bring your own: reports go from a form into the ledger, and what is refused is named."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from communique.ledger import Ledger
from communique.web import make_app
from communique.web.app import Limits

MET = (
    "NAIROBI, 4 June 2024 - Kenyan President William Ruto met Ethiopian Prime Minister Abiy Ahmed "
    "in Mombasa on Monday, the two governments said.\n\nThe talks lasted two hours."
)


@pytest.fixture
def path(demo_ledger: Path, tmp_path: Path) -> Path:
    """A copy of the ledger, to be written to."""
    return Path(shutil.copy(demo_ledger, tmp_path / "mine.db"))


@pytest.fixture
def room(path: Path) -> Iterator[TestClient]:
    app = make_app(path, may_write=True, limits=Limits(rate=0))
    with TestClient(app, base_url="http://localhost") as client:
        yield client


def key_of(room: TestClient) -> str:
    key: Any = room.app.state.room.form_key  # type: ignore[attr-defined]
    return str(key)


def finished(room: TestClient, address: str) -> str:
    """Follow the steps of a run to their end; return its page."""
    with room.stream("GET", f"{address}/steps") as told:
        steps = [json.loads(line[6:]) for line in told.iter_lines() if line.startswith("data: ")]
    assert steps[-1]["state"] == "done", steps
    return room.get(address, headers={"accept": "text/html"}).text


def test_a_pasted_text_is_read_coded_and_merged(room: TestClient, path: Path) -> None:
    sent = {"key": key_of(room), "text": MET, "published": "2024-06-04", "outlet": "Nation"}
    answer = room.post("/add", data=sent, files={}, follow_redirects=False)
    assert answer.status_code == 303
    page = finished(room, answer.headers["location"])
    assert "1 report came in" in page
    assert "William Ruto" in page
    with Ledger.open(path) as ledger:
        [event] = ledger.events(between=("KEN", "ETH"))
    assert event.place is not None and event.place.name == "Mombasa"


def test_files_come_in_and_what_is_none_is_named(room: TestClient, path: Path) -> None:
    files = [
        ("files", ("../../etc/met.txt", MET.encode(), "text/plain")),
        ("files", ("program.exe", b"MZ\x90\x00" + bytes(range(256)) * 20, "text/html")),
    ]
    answer = room.post("/add", data={"key": key_of(room)}, files=files, follow_redirects=False)
    page = finished(room, answer.headers["location"])
    assert "1 report came in" in page
    assert "program.exe" in page.split("Refused")[1]
    with Ledger.open(path) as ledger:
        uris = [one.uri for one in ledger.came_of("added/")]
    assert not any(".." in uri or "/tmp" in uri for uri in uris)


def test_hostile_reports_are_shown_as_text(room: TestClient) -> None:
    text = MET.replace("Mombasa", "<script>alert(1)</script> Mombasa")
    sent = {"key": key_of(room), "text": text, "title": '"><img src=x onerror=alert(1)>\u202e'}
    answer = room.post("/add", data=sent, files={}, follow_redirects=False)
    page = finished(room, answer.headers["location"])
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "\u202e" not in page


def test_a_form_of_another_site_brings_nothing(room: TestClient, path: Path) -> None:
    forged = room.post("/add", data={"key": "guess", "text": MET}, files={})
    elsewhere = room.post(
        "/add", data={"key": key_of(room), "text": MET}, headers={"sec-fetch-site": "cross-site"}
    )
    assert (forged.status_code, elsewhere.status_code) == (403, 403)
    with Ledger.open(path) as ledger:
        assert ledger.came_of("added/") == []


def test_an_empty_form_is_told_what_it_lacks(room: TestClient) -> None:
    answer = room.post("/add", data={"key": key_of(room), "text": " "})
    assert answer.status_code == 400
    assert "Choose a file" in answer.json()["detail"]


def test_a_room_for_reading_takes_nothing(demo_ledger: Path) -> None:
    with TestClient(make_app(demo_ledger), base_url="http://localhost") as room:
        assert room.get("/add").status_code == 403
        assert room.post("/add", data={"text": MET}).status_code == 403


def test_too_many_bytes_are_refused(path: Path) -> None:
    app = make_app(path, may_write=True, limits=Limits(bytes=10_000))
    with TestClient(app, base_url="http://localhost") as room:
        files = {"files": ("long.txt", b"x" * 20_000)}
        assert room.post("/add", data={"key": key_of(room)}, files=files).status_code == 413
