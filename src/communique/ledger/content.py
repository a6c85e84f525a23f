"""What a ledger holds as one hash, by which two ledgers are compared."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, select

from communique.ledger import read, schema
from communique.ledger.across import offices_of
from communique.ledger.corrected import corrections_of, reviews_of
from communique.ledger.filters import Filters
from communique.ledger.kinds import KINDS
from communique.records import to_json


def content_hash(connection: Connection) -> str:
    """Return the SHA-256 of all that a ledger holds for its readers, in hexadecimal."""
    digest = hashlib.sha256()
    for name, lines in _parts(connection):
        digest.update(f"# {name}\n".encode())
        for line in lines:
            digest.update(line.encode("utf-8") + b"\n")
    return digest.hexdigest()


def _parts(connection: Connection) -> Iterator[tuple[str, Iterable[str]]]:
    for kind in KINDS.values():
        yield kind.name, map(to_json, read.stream(connection, kind, Filters()))
    yield "extractions", map(to_json, read.stream_extractions(connection))
    yield "learned_offices", map(to_json, offices_of(connection, None))
    yield "corrections", map(to_json, corrections_of(connection))
    yield "reviews", map(to_json, reviews_of(connection))
    yield "sources", _sources(connection)


def _sources(connection: Connection) -> Iterator[str]:
    table = schema.sources.c
    columns = (table.source_key, table.uri, table.coder_id, table.document_id, table.reason)
    for row in connection.execute(select(*columns).order_by(table.source_key)):
        yield "\t".join(str(value) for value in row)
