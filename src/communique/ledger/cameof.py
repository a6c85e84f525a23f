"""What came of sources: the document that each gave, or why it gave none."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, select

from communique.ledger import schema
from communique.ledger.conditions import in_prefix


class CameOf(NamedTuple):
    """A source by its address: ``document_id`` of the document that it gave, or the ``reason``."""

    uri: str
    document_id: str | None
    reason: str | None


def came_of(connection: Connection, beginning: str) -> list[CameOf]:
    """Return what came of all sources whose address begins so, in the order of addresses."""
    sources = schema.sources.c
    query = select(sources.uri, sources.document_id, sources.reason)
    met = query.where(in_prefix(sources.uri, beginning)).order_by(sources.uri)
    return [CameOf(*row) for row in connection.execute(met)]
