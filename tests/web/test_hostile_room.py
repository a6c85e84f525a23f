"""A room among enemies: hostile requests, hostile reports, readers who take more than theirs."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from communique.errors import SettingsError
from communique.ledger import Ledger
from communique.web import Listening, make_app, run
from communique.web.api import downloads
from communique.web.app import Limits
from communique.web.pages import PAGES
from communique.web.pages.add import Runs
from communique.web.safety.tokens import issue, read_tokens

HERE = "http://localhost"
AS_PEOPLE = {"accept": "text/html"}
FREE = Limits(rate=0)


@pytest.fixture
def path(demo_ledger: Path, tmp_path: Path) -> Path:
    """A copy of the ledger, to be written to."""
    return Path(shutil.copy(demo_ledger, tmp_path / "mine.db"))


@pytest.fixture
def open_room(path: Path) -> Iterator[TestClient]:
    """A room that may be written to."""
    app = make_app(path, may_write=True, limits=FREE)
    with TestClient(app, base_url=HERE, follow_redirects=False) as client:
        yield client


@pytest.fixture
def guarded(demo_ledger: Path, tmp_path: Path) -> Iterator[TestClient]:
    """A room that lets in who brings a token; it has the token of one reader."""
    tokens = tmp_path / "tokens.json"
    secret = issue(tokens, "ada", "read")
    app = make_app(demo_ledger, tokens=tokens, limits=FREE)
    with TestClient(app, base_url=HERE, follow_redirects=False) as client:
        client.headers["authorization"] = f"Bearer {secret}"
        yield client


def key_of(room: TestClient) -> str:
    key: Any = room.app.state.room.form_key  # type: ignore[attr-defined]
    return str(key)


# --- who may ask


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8040", "127.0.0.1:80", "[::1]:8040"])
def test_a_room_answers_under_its_names(room: TestClient, host: str) -> None:
    assert room.get("/index.json", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "localhost.evil.example", "localhost.", "evil@localhost", "localhost/../",
        "localhost:port", "localhost:80:80", "localhost#x", "localhost?x", "[::1", "",
    ],
)  # fmt: skip
def test_a_room_answers_under_no_other_name(room: TestClient, host: str) -> None:
    assert room.get("/index.json", headers={"host": host}).status_code == 421


@pytest.mark.parametrize(
    "sent",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://localhost:9"},
        {"sec-fetch-site": "cross-site", "origin": HERE},
        {"sec-fetch-site": "same-site"},
    ],
)
@pytest.mark.parametrize("address", ["/add", "/corrections"])
def test_a_form_of_another_site_is_refused_whatever_its_key(
    open_room: TestClient, address: str, sent: dict[str, str]
) -> None:
    form = {"key": key_of(open_room), "text": "They met.", "do": "undo"}
    assert open_room.post(address, data=form, headers=sent).status_code == 403


def test_another_site_cannot_enter_with_its_own_token(demo_ledger: Path, tmp_path: Path) -> None:
    secret = issue(tmp_path / "tokens.json", "eve", "write")
    app = make_app(demo_ledger, tokens=tmp_path / "tokens.json")
    with TestClient(app, base_url=HERE, follow_redirects=False) as client:
        forged = {"origin": "https://evil.example"}
        answer = client.post("/enter", data={"token": secret}, headers=forged)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_the_entrance_reads_no_long_forms(guarded: TestClient) -> None:
    assert guarded.post("/enter", data={"token": "x" * 10_000}).status_code == 413
    files = {"token": ("x", b"x")}
    assert guarded.post("/enter", files=files).status_code == 415


def test_a_room_with_a_name_for_others_does_not_open_without_a_token(demo_ledger: Path) -> None:
    with pytest.raises(SettingsError, match=r"ledger\.example"):
        run(demo_ledger, Listening(port=0, names=("ledger.example",)))


# --- what is kept, and what is told


@pytest.mark.parametrize("address", ["/", "/events.json", "/events.csv", "/nowhere", "/add"])
def test_nothing_behind_the_door_is_kept(guarded: TestClient, address: str) -> None:
    assert guarded.get(address, headers=AS_PEOPLE).headers["cache-control"] == "private, no-store"


def test_a_defect_is_answered_with_all_safe_headers_and_tells_nothing(
    demo_ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*given: object, **named: object) -> None:
        raise RuntimeError(f"secret {demo_ledger}")

    app = make_app(demo_ledger)
    monkeypatch.setattr(app.state.room.ledger, "count", fail)
    monkeypatch.setattr(app.state.room.ledger, "page", fail)
    with TestClient(app, base_url=HERE, raise_server_exceptions=False) as client:
        answer = client.get("/events", headers=AS_PEOPLE)
    assert answer.status_code == 500
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "secret" not in answer.text and str(demo_ledger) not in answer.text


def test_two_changes_of_the_tokens_do_not_undo_one_another(tmp_path: Path) -> None:
    tokens = tmp_path / "tokens.json"

    async def both() -> None:
        names = (f"reader-{number}" for number in range(8))
        await asyncio.gather(*(asyncio.to_thread(issue, tokens, name, "read") for name in names))

    asyncio.run(both())
    assert len(read_tokens(tokens)) == 8
    assert [one.name for one in tmp_path.iterdir()] == ["tokens.json"]


def test_tokens_are_not_written_where_somebody_laid_a_link(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("mine")
    (tmp_path / ".tokens.json.unfinished").symlink_to(elsewhere)
    issue(tmp_path / "tokens.json", "ada", "read")
    assert elsewhere.read_text() == "mine"


# --- readers who take more than their part


def left_behind() -> set[Path]:
    return set(Path(tempfile.gettempdir()).glob("communique-*"))


@pytest.mark.parametrize("asked", ["bytes=999999999999-", "bytes=5-2", "lines=1-2", "bytes=0-9"])
def test_a_download_leaves_no_file_behind_whatever_part_is_asked_for(
    room: TestClient, asked: str
) -> None:
    before = left_behind()
    room.get("/events.csv", headers={"range": asked})
    assert left_behind() <= before


def test_more_downloads_than_there_is_room_for_are_told_to_wait(
    room: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = [downloads._asked_for.acquire(blocking=False) for _ in range(16)]
    try:
        answer = room.get("/events.csv")
    finally:
        for _ in filter(None, taken):
            downloads._asked_for.release()
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
    assert room.get("/events.csv").status_code == 200


def test_more_uploads_than_there_is_room_for_are_told_to_wait(open_room: TestClient) -> None:
    runs: Any = open_room.app.state.runs  # type: ignore[attr-defined]
    assert isinstance(runs, Runs)
    while runs.take_place():
        pass
    form = {"key": key_of(open_room), "text": "They met."}
    answer = open_room.post("/add", data=form, files={})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")


def test_a_form_that_is_refused_gives_its_place_back(open_room: TestClient) -> None:
    before = left_behind()
    for _ in range(20):
        assert open_room.post("/add", data={"key": "guess", "text": "x"}).status_code == 403
        assert open_room.post("/add", data={"key": key_of(open_room)}).status_code == 400
    assert left_behind() <= before


def test_a_request_that_never_ends_is_ended(path: Path) -> None:
    app = make_app(path, may_write=True, limits=Limits(seconds=0.2))

    async def endless() -> AsyncIterator[bytes]:
        yield b"--a\r\n"
        await asyncio.sleep(3600)

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url=HERE) as client:
            kind = {"content-type": "multipart/form-data; boundary=a"}
            return await client.post("/add", content=endless(), headers=kind)

    answer = asyncio.run(asyncio.wait_for(ask(), 20))
    assert answer.status_code == 408


# --- hostile reports

MARK = "\"'><img src=x onerror=alert(1)><script>alert(2)</script>\u202e\u200f\u2066\x07"
_ACTIVE = re.compile(r"<img src=x|<script>alert|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\x07]")
# What is none of a report's words: ids, our own vocabulary, codes, days.
_OURS = re.compile(
    r".*_id|.*_ids|id|type|mode|status|kind|state|cameo|country|start|end|field|language|"
    r"event_mentions|undoes|digest|at|context|contexts|topics|certainty|grain|quad|standing|of|"
    r"story|copy_group|change|comparison|unit|role|do|about|fields|code|coder.*|polarity|basis|"
    r"retrieved|precision|person|qualifier|kept_by|events|documents|mentions|form|sha.*|hash.*"
)


def marked(value: Any, name: str = "") -> Any:
    """Return a record as data with the mark at the end of every text that is not ours."""
    if isinstance(value, dict):
        return {
            key: one if _OURS.fullmatch(key) else marked(one, key) for key, one in value.items()
        }
    if isinstance(value, list):
        return [marked(one, name) for one in value]
    is_words = isinstance(value, str) and not re.fullmatch(r"[-+\d.:TZ]*", value)
    return value + MARK if is_words else value


@pytest.fixture(scope="module")
def hostile(demo_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A room of a ledger with the mark in every text of its records."""
    path = Path(shutil.copy(demo_ledger, tmp_path_factory.mktemp("hostile") / "hostile.db"))
    with sqlite3.connect(path) as database:
        for table in TABLES:
            rows = database.execute(f"SELECT seq, record FROM {table}").fetchall()
            database.executemany(
                f"UPDATE {table} SET record = ? WHERE seq = ?",
                [(json.dumps(marked(json.loads(record))), seq) for seq, record in rows],
            )
    app = make_app(path, name=f"Room{MARK}", may_write=True, limits=FREE)
    with TestClient(app, base_url=HERE) as client:
        yield client


TABLES = (
    "documents", "captures", "event_mentions", "events", "statements", "commitments", "figures",
    "disputes", "stories", "actors",
)  # fmt: skip


class Links(HTMLParser):
    """The addresses of a page, and its attributes that would run something."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.running: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in ("href", "src", "action")]
        self.running += [name for name, _ in attrs if name.startswith("on") or name == "srcdoc"]


def addresses(room: TestClient) -> list[str]:
    """Addresses of every page: those without parts, and one or two of each with parts."""
    with Ledger.open(room.app.state.room.place) as ledger:  # type: ignore[attr-defined]
        ids = {kind: [str(getattr(one, f"{name}_id")) for one in ledger.query(kind)]
               for kind, name in (("events", "event"), ("documents", "document"),
                                  ("stories", "story"), ("actors", "actor"))}  # fmt: skip
    filled = {
        "/events/{": ids["events"], "/documents/{": ids["documents"],
        "/stories/{": ids["stories"], "/actors/{": ids["actors"],
    }  # fmt: skip
    plain = [page.path for page in PAGES if "{" not in page.path]
    parted = [f"{at[:-1]}{one}" for at, several in filled.items() for one in several[:12]]
    named = ["/between/USA/CHN", "/between/RUS/UKR", f"/outlets/{'%2F..%2F'}x%3Cscript%3E"]
    return [*plain, *parted, *named, "/search?q=minister", "/add", "/nowhere%3Cscript%3Ealert(2)"]


def test_hostile_words_are_shown_as_words_on_every_page(hostile: TestClient) -> None:
    seen = 0
    for address in addresses(hostile):
        answer = hostile.get(address, headers=AS_PEOPLE)
        assert answer.status_code in (200, 404), (address, answer.text[-700:])
        found = _ACTIVE.search(answer.text)
        near = found and answer.text[max(0, found.start() - 200) : found.end() + 40]
        assert not found, (address, near)
        links = Links()
        links.feed(answer.text)
        assert not links.running, address
        assert all(re.match(r"https?://|/(?!/)|[#?]|$", link) for link in links.found), address
        seen += "onerror" in answer.text
    assert seen > 40


@pytest.mark.parametrize("scheme", ["javascript:alert(1)//", "data:text/html,", "file:///etc/"])
def test_an_address_that_is_none_of_the_web_is_no_link(path: Path, scheme: str) -> None:
    with sqlite3.connect(path) as database:
        [(seq, record)] = database.execute("SELECT seq, record FROM documents LIMIT 1")
        told = json.loads(record)
        told |= {"canonical_url": scheme + "x", "uri": "http://a.example/" + scheme}
        database.execute("UPDATE documents SET record = ? WHERE seq = ?", (json.dumps(told), seq))
    with TestClient(make_app(path, limits=FREE), base_url=HERE) as client:
        page = client.get(f"/documents/{told['document_id']}", headers=AS_PEOPLE).text
    assert f'href="{scheme}' not in page


def test_a_title_of_a_megabyte_makes_no_page_of_a_megabyte(path: Path) -> None:
    with sqlite3.connect(path) as database:
        [(seq, record)] = database.execute("SELECT seq, record FROM documents LIMIT 1")
        told = json.loads(record) | {"title": "<b>" * 350_000}
        database.execute("UPDATE documents SET record = ? WHERE seq = ?", (json.dumps(told), seq))
    with TestClient(make_app(path, limits=FREE), base_url=HERE) as client:
        for address in ("/documents", f"/documents/{told['document_id']}", "/events", "/"):
            page = client.get(address, headers=AS_PEOPLE).text
            assert len(page) < 600_000, address
            assert "<b><b>" not in page
