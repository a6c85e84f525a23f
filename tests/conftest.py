"""What many tests share: the real parser, the real knowledge, and coding a text with both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from communique.extract import extract
from communique.knowledge import Knowledge, load_knowledge
from communique.parse import SpacyParser
from communique.records import Document, Extraction, When, document_id
from postgres_server import PostgresServer, programs, running

Code = Callable[..., Extraction]
Places = Callable[[str], Path | str]


@pytest.fixture(scope="session")
def parser() -> SpacyParser:
    return SpacyParser()


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.fixture(scope="session")
def code(parser: SpacyParser, knowledge: Knowledge) -> Code:
    """Code one text as it would be in a report published on ``day``."""

    def code_text(text: str, day: date | None = None, title: str | None = None) -> Extraction:
        published = When(start=day, end=day, precision="day", basis="publication") if day else None
        document = Document(
            document_id=document_id(text), uri="test", text=text, title=title, published=published
        )
        return extract(document, next(iter(parser.parse([text]))), knowledge)

    return code_text


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server, which Debian's package ``postgresql`` brings."""
    found = programs()
    if found is None:
        why = "no PostgreSQL server is installed: apt-get install postgresql"
        pytest.skip(why)
    with running(found) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Places]:
    """Where a test may keep ledgers: by a name, a file or an empty database of its own."""
    if request.param == "sqlite":
        yield lambda name: tmp_path / f"{name}.db"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    made: dict[str, str] = {}

    def database(name: str) -> str:
        return made[name] if name in made else made.setdefault(name, server.new())

    yield database
    for address in made.values():
        server.drop(address)
