"""A reading room of the bundled corpus, built once for all tests of the web."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from communique import pipeline
from communique.web import make_app
from communique.web.app import Limits


@pytest.fixture(scope="session")
def demo_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of the bundled reports."""
    path = tmp_path_factory.mktemp("web") / "demo.db"
    pipeline.build([pipeline.corpus_path()], path)
    return path


@pytest.fixture(scope="session")
def room(demo_ledger: Path) -> Iterator[TestClient]:
    """A client of a room that may not be written to, and that takes all tests for one reader."""
    app = make_app(demo_ledger, name="Demo", limits=Limits(rate=0))
    with TestClient(app, base_url="http://localhost") as client:
        yield client
