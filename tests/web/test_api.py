"""The API keeps what its description promises, whatever is asked."""

from __future__ import annotations

from pathlib import Path

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings

from communique.web import make_app
from communique.web.app import Limits
from communique.web.pages import PAGES

_EXAMPLES = 12


@pytest.fixture(scope="module")
def described(demo_ledger: Path) -> schemathesis.BaseSchema:
    """The description of an API whose readers may ask as fast as they like."""
    app = make_app(demo_ledger, hosts=("testserver", "localhost"), limits=Limits(rate=0))
    return schemathesis.openapi.from_asgi("/openapi.json", app)


def test_nothing_that_is_asked_breaks_the_server(described: schemathesis.BaseSchema) -> None:
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) > len(PAGES)
    for operation in operations:
        _ask_all_sorts(operation)


def _ask_all_sorts(operation: schemathesis.APIOperation) -> None:
    @settings(
        max_examples=_EXAMPLES,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        database=None,
    )
    @given(case=operation.as_strategy())
    def ask(case: schemathesis.Case) -> None:
        answer = case.call()
        assert answer.status_code < 500, f"{case.as_curl_command()}\n{answer.text}"

    ask()


def test_every_page_is_described_as_data(room: TestClient) -> None:
    paths = room.get("/openapi.json").json()["paths"]
    for page in PAGES:
        plain = page.path.replace(":path", "")
        assert ("/index.json" if plain == "/" else f"{plain}.json") in paths


def test_the_description_is_openapi_3_1(room: TestClient) -> None:
    assert room.get("/openapi.json").json()["openapi"].startswith("3.1")


def test_the_api_is_told_on_a_page(room: TestClient) -> None:
    answer = room.get("/docs", headers={"accept": "text/html"})
    assert answer.status_code == 200
    assert "independent_sources" in answer.text
    assert "/events.geojson" in answer.text
