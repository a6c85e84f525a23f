"""Opening a ledger wherever it stands; each database sees to its own in a module of its own."""

from __future__ import annotations

from contextlib import AbstractContextManager

from sqlalchemy import Engine

from communique.ledger import connect as sqlite
from communique.ledger import postgres
from communique.ledger.place import Place, Server


def connect(place: Place, *, create: bool) -> Engine:
    """Check a ledger and return an engine on it; make it first if asked to.

    Raises:
        LedgerError: if it is missing, damaged, no ledger, or of another version. It is then as it
            was.
    """
    if isinstance(place, Server):
        return postgres.connect(place, create=create)
    return sqlite.connect(place, create=create)


def translated(place: Place) -> AbstractContextManager[None]:
    """Turn what the database raises into a LedgerError that names the place."""
    return postgres.translated(place) if isinstance(place, Server) else sqlite.translated(place)
