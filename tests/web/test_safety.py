"""What keeps a room safe to have open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from communique.errors import SettingsError
from communique.web import Listening, make_app, run
from communique.web.app import Limits
from communique.web.safety.tokens import issue, read_tokens, revoke, token_of

AS_PEOPLE = {"accept": "text/html"}


@pytest.fixture
def tokens(tmp_path: Path) -> Path:
    return tmp_path / "tokens.json"


@pytest.fixture
def guarded(demo_ledger: Path, tokens: Path) -> Iterator[TestClient]:
    """A room that lets nobody in without a token."""
    app = make_app(demo_ledger, tokens=tokens)
    with TestClient(app, base_url="http://localhost", follow_redirects=False) as client:
        yield client


def bearer(secret: str) -> dict[str, str]:
    return {"authorization": f"Bearer {secret}"}


def test_a_token_is_kept_as_a_hash_that_its_owner_alone_can_read(tokens: Path) -> None:
    secret = issue(tokens, "ada", "read")
    assert secret not in tokens.read_text()
    assert tokens.stat().st_mode & 0o077 == 0
    assert [one.name for one in read_tokens(tokens)] == ["ada"]


def test_a_new_token_of_a_name_ends_the_old_one(tokens: Path) -> None:
    old = issue(tokens, "ada", "read")
    new = issue(tokens, "ada", "read")
    kept = read_tokens(tokens)
    assert token_of(old, kept) is None
    assert token_of(new, kept) is not None


def test_a_file_that_holds_no_tokens_is_named(tokens: Path) -> None:
    tokens.write_text("[{]")
    with pytest.raises(SettingsError, match=r"tokens\.json"):
        read_tokens(tokens)


def test_nobody_enters_without_a_token(guarded: TestClient) -> None:
    answer = guarded.get("/events.json")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_a_person_without_a_token_is_asked_for_it(guarded: TestClient) -> None:
    answer = guarded.get("/events?since=2024", headers=AS_PEOPLE)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/enter?to=%2Fevents%3Fsince%3D2024"


def test_a_token_lets_in_until_it_is_revoked(guarded: TestClient, tokens: Path) -> None:
    secret = issue(tokens, "ada", "read")
    assert guarded.get("/events.json", headers=bearer(secret)).status_code == 200
    assert revoke(tokens, "ada")
    assert guarded.get("/events.json", headers=bearer(secret)).status_code == 401


def test_a_token_for_reading_does_not_let_write(guarded: TestClient, tokens: Path) -> None:
    secret = issue(tokens, "ada", "read")
    answer = guarded.post("/corrections", headers=bearer(secret), data={"why": "x"})
    assert answer.status_code == 403
    assert "reading only" in answer.json()["detail"]


def test_the_entrance_keeps_the_token_where_no_script_reads_it(
    guarded: TestClient, tokens: Path
) -> None:
    secret = issue(tokens, "ada", "read")
    answer = guarded.post("/enter?to=/events", data={"token": secret})
    assert (answer.status_code, answer.headers["location"]) == (303, "/events")
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "SameSite=strict" in answer.headers["set-cookie"]
    assert guarded.get("/events.json").status_code == 200


def test_the_entrance_leads_nowhere_else(guarded: TestClient, tokens: Path) -> None:
    secret = issue(tokens, "ada", "read")
    for elsewhere in ("//evil.example", "https://evil.example/", "/\\evil.example"):
        answer = guarded.post("/enter", params={"to": elsewhere}, data={"token": secret})
        assert answer.status_code == 400, elsewhere


def test_a_wrong_token_is_told_so(guarded: TestClient) -> None:
    answer = guarded.post("/enter", data={"token": "cq_guess"}, headers=AS_PEOPLE)
    assert answer.status_code == 403
    assert "not known here" in answer.text


def test_a_room_that_others_can_reach_does_not_open_without_a_token(demo_ledger: Path) -> None:
    with pytest.raises(SettingsError, match="communique token add"):
        run(demo_ledger, Listening(port=0, host="0.0.0.0"))


def test_a_reader_who_asks_too_fast_is_told_to_wait(demo_ledger: Path) -> None:
    app = make_app(demo_ledger, limits=Limits(rate=0.01, burst=2))
    with TestClient(app, base_url="http://localhost") as client:
        answers = [client.get("/static/0/room.css") for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert int(answers[-1].headers["retry-after"]) == 100


def test_a_body_that_is_too_long_is_refused_whatever_its_header_says(demo_ledger: Path) -> None:
    app = make_app(demo_ledger, limits=Limits(bytes=1000))

    def endless() -> Iterator[bytes]:
        for _ in range(100):
            yield b"x" * 100

    with TestClient(app, base_url="http://localhost") as client:
        told = client.post("/enter", content=b"x" * 2000)
        untold = client.post("/enter", content=endless())
    assert told.status_code == 413
    assert untold.status_code in (404, 405, 413)


def test_a_ledger_is_not_written_by_a_room(demo_ledger: Path) -> None:
    room = make_app(demo_ledger).state.room
    with pytest.raises(Exception, match="cannot be written"):
        room.ledger.remember("key", "value")
