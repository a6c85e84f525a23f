"""The reading room over a ledger on a PostgreSQL server: every page answers."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from communique import pipeline
from communique.ledger import Filters, Ledger
from communique.web import make_app
from communique.web.pages import PAGES
from postgres_server import PostgresServer

AS_PEOPLE = {"accept": "text/html"}


@pytest.fixture(scope="module")
def address(postgres: PostgresServer) -> Iterator[str]:
    """The address of the ledger of the bundled reports."""
    made = postgres.new()
    pipeline.build([pipeline.corpus_path()], made)
    yield made
    postgres.drop(made)


@pytest.fixture(scope="module")
def server_room(address: str) -> Iterator[TestClient]:
    with TestClient(make_app(address, name="Demo"), base_url="http://localhost") as client:
        yield client


@pytest.fixture(scope="module")
def parts(address: str) -> dict[str, str]:
    """What stands for each part of the address of a page."""
    with Ledger.open(address) as ledger:
        passage = next(iter(ledger.copy_passages()))
        event = next(iter(ledger.events(Filters(between=("USA", "CHN")))))
        story = next(iter(ledger.stories()))
        place = next(one.place for one in ledger.events() if one.place)
        outlet = ledger.census().outlets(most=1)[0].outlet
    return {
        "/events/{event_id}": f"/events/{event.event_id}",
        "/documents/{document_id}": f"/documents/{passage.document_id}",
        "/documents/{document_id}/copied-from/{other}": (
            f"/documents/{passage.document_id}/copied-from/{passage.original}"
        ),
        "/stories/{story_id}": f"/stories/{story.story_id}",
        "/between/{one}/{other}": "/between/USA/CHN",
        "/actors/{actor_id:path}": "/actors/state/CHN",
        "/places/{name:path}": f"/places/{quote(place.name)}",
        "/outlets/{name:path}": f"/outlets/{quote(outlet)}",
    }


@pytest.mark.parametrize("path", [page.path for page in PAGES])
def test_every_page_answers_from_a_server_as_from_a_file(
    server_room: TestClient, room: TestClient, parts: dict[str, str], path: str
) -> None:
    where = parts[path] if "{" in path else path
    as_data = "/index.json" if path == "/" else f"{where}.json"
    assert server_room.get(where, headers=AS_PEOPLE).status_code == 200
    answer = server_room.get(as_data)
    assert answer.status_code == 200
    assert answer.json() == room.get(as_data).json()


def test_words_are_marked_in_what_holds_them(server_room: TestClient) -> None:
    answer = server_room.get("/search", params={"q": "grain deal"}, headers=AS_PEOPLE)
    assert '<mark class="hit">grain</mark>' in answer.text
