"""What many tests share: the real parser, the real knowledge, and coding a text with both."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from communique.extract import extract
from communique.knowledge import Knowledge, load_knowledge
from communique.parse import SpacyParser
from communique.records import Document, Extraction, When, document_id

Code = Callable[..., Extraction]


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
