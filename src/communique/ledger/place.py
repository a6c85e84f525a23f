"""Where a ledger stands: in a file, or in a database of a PostgreSQL server."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from communique.errors import LedgerError

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_SERVERS = ("postgresql", "postgres")
_OPTIONS = frozenset({"host", "sslmode", "sslrootcert"})
_MEANT = "name a file, or a database as in postgresql://user@host/database"


@dataclass(frozen=True, slots=True)
class Server:
    """A database on a PostgreSQL server; as a string it is the address without the password."""

    url: URL

    def __str__(self) -> str:
        url = self.url
        bare = URL.create(
            url.drivername, url.username, None, url.host, url.port, url.database, url.query
        )
        return bare.render_as_string()

    @property
    def stem(self) -> str:
        """The name of the database, as a file's without its ending."""
        return self.url.database or ""

    def __repr__(self) -> str:
        return f"Server({str(self)!r})"


Place = Path | Server


def place_of(given: Path | Server | str) -> Place:
    """Return the place that a path or an address names.

    Args:
        given: a file, or an address such as ``postgresql://ana@db.example.org/ledger``.

    Raises:
        LedgerError: if it is an address of something else, or of no database.
    """
    if isinstance(given, Server | Path):
        return given
    scheme = _SCHEME.match(given)
    if scheme is None:
        return Path(given)
    # What cannot be read is not repeated: a password may stand in it.
    if scheme.group().removesuffix("://").lower() not in _SERVERS:
        raise LedgerError(f"{scheme.group()}…: no ledger stands there; {_MEANT}")
    try:
        url = make_url(given)
    except (ArgumentError, ValueError) as error:
        raise LedgerError(f"{scheme.group()}…: not an address of a database; {_MEANT}") from error
    unknown = sorted(set(url.query) - _OPTIONS)
    if unknown:
        raise LedgerError(
            f"{Server(url.set(query={}))}: unknown in the address: {', '.join(unknown)}; "
            f"give {', '.join(sorted(_OPTIONS))}"
        )
    if not url.database:
        raise LedgerError(f"{Server(url)}: the address names no database; {_MEANT}")
    return Server(url.set(drivername="postgresql"))
