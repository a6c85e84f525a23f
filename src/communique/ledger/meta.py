"""The ledger's own data: what it is, who merged it, what a build learned."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert

from communique.ledger import schema

MERGED = "merged"


def set_meta(connection: Connection, key: str, value: str) -> None:
    """Set one entry of the ledger's own data."""
    connection.execute(delete(schema.meta).where(schema.meta.c.key == key))
    connection.execute(insert(schema.meta), {"key": key, "value": value})
