"""Opening a ledger in a database of a PostgreSQL server: checked before it is touched."""

from __future__ import annotations

import getpass
import os
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from communique.errors import LedgerError, TimeLimitError
from communique.ledger.connect import WRITING, writing
from communique.ledger.place import Server
from communique.ledger.schema import create_schema, meta
from communique.ledger.versions import check_version

_BUSY_SECONDS = 30
_CONNECT_SECONDS = 15
_OLDEST = (13,)
_PORT = 5432
# Writers of one database wait for one another; the number is "comm" in ASCII.
_ONE_WRITER = 0x636F6D6D

_ALREADY_THERE = "23505"
_TOO_LONG = "57014"
_EXPLAINED = {
    "28P01": "the server refuses the user or the password; set PGPASSWORD",
    "28000": "the server does not let this user in",
    "3D000": "there is no database of that name; make one with: createdb --encoding=UTF8 NAME",
    "42501": "this user may not do that; ask for the right, or read only",
    "25006": "the ledger cannot be written here; name the server that takes writes",
    _TOO_LONG: "the answer takes too long; ask for less, such as a shorter time",
    "53100": "the disk of the server is full; nothing of this step was written",
    "53300": "the server has no connection left; try again",
    "55P03": f"another program has been writing for {_BUSY_SECONDS} seconds; try again",
}


def connect(server: Server, *, create: bool) -> Engine:
    """Check the ledger of a database and return an engine on it; make its tables if asked to.

    Raises:
        LedgerError: if there is no such database, it holds no ledger, or one that is newer. It is
            then as it was.
    """
    engine = engine_of(server)
    try:
        if not _check(server, engine, create=create):
            with writing(engine) as connection:
                if not inspect(connection).get_table_names():
                    create_schema(connection)
    except BaseException:
        engine.dispose()
        raise
    return engine


def engine_of(server: Server) -> Engine:
    """Return an engine on a database, which is not looked at yet."""
    try:
        import pg8000  # noqa: F401, PLC0415  # an extra
    except ImportError as error:
        raise LedgerError(
            f"{server}: PostgreSQL needs a driver; install it: pip install 'communique[postgres]'"
        ) from error
    engine = create_engine(
        server.url.set(drivername="postgresql+pg8000", query={}),
        creator=lambda: _open(server),
        pool_pre_ping=True,
    )
    event.listen(engine, "begin", _begin)
    return engine


@contextmanager
def translated(server: Server) -> Iterator[None]:
    """Turn what the driver raises into a LedgerError that names the database.

    Raises:
        LedgerError: in place of any error of the driver; it never holds the password.
    """
    try:
        yield
    except DBAPIError as error:
        kind = TimeLimitError if _told(error.orig)[0] == _TOO_LONG else LedgerError
        raise kind(_explain(server, error.orig)) from error
    except PoolTimeoutError as error:
        raise LedgerError(f"{server}: too many readers at once in this program") from error


def _explain(server: Server, cause: BaseException | None) -> str:
    code, words = _told(cause)
    if code == _ALREADY_THERE:
        return f"{server}: two records share an id, nothing of this step was written: {words}"
    explained = _EXPLAINED.get(code)
    if explained is not None:
        return f"{server}: {explained} ({words})"
    advice = "set PGPASSWORD" if "password" in words else "try again, or ask its keeper"
    return f"{server}: the ledger cannot be read or written ({words}); {advice}"


def _told(cause: BaseException | None) -> tuple[str, str]:
    """Code and words of the server's message; what failed last may only follow from that."""
    at = cause
    while at is not None:
        if at.args and isinstance(at.args[0], dict):
            return str(at.args[0].get("C", "")), str(at.args[0].get("M", ""))
        at = at.__cause__ or at.__context__
    return "", str(cause)


def _check(server: Server, engine: Engine, *, create: bool) -> bool:
    """Tell whether the database holds a ledger; False if one is to be made in it."""
    with engine.connect() as connection:
        version = connection.dialect.server_version_info or ()
        if version < _OLDEST:
            raise LedgerError(f"{server}: the server is older than PostgreSQL {_OLDEST[0]}")
        tables = inspect(connection).get_table_names()
        if not tables and create:
            _check_encoding(server, connection)
            return False
        if not tables:
            raise LedgerError(f"{server}: no ledger there; make one with: communique build")
        check_version(server, entries(connection))
    return True


def entries(connection: Connection) -> dict[str, str]:
    """Return the ledger's own data; none if the database holds no ledger."""
    there = inspect(connection)
    if not there.has_table(meta.name):
        return {}
    if {"key", "value"} - {column["name"] for column in there.get_columns(meta.name)}:
        return {}
    return {row.key: row.value for row in connection.execute(select(meta))}


def _check_encoding(server: Server, connection: Connection) -> None:
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
    if encoding != "UTF8":
        raise LedgerError(
            f"{server}: the database is in {encoding}, a ledger needs UTF8; make it with: "
            f"createdb --template=template0 --encoding=UTF8 {server.url.database}"
        )


def _begin(connection: Connection) -> None:
    # A reader sees one state from its first row to its last; a writer waits for the one before.
    if not connection.get_execution_options().get(WRITING, False):
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        return
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_BUSY_SECONDS}s'")
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ONE_WRITER})")


def _open(server: Server) -> Any:
    import pg8000.dbapi  # noqa: PLC0415  # an extra

    url = server.url
    return pg8000.dbapi.connect(
        user=url.username or os.environ.get("PGUSER") or getpass.getuser(),
        password=url.password or os.environ.get("PGPASSWORD"),
        database=url.database,
        host=url.host or "localhost",
        sock=_socket(server),
        ssl_context=_encryption(server),
        application_name="communique",
    )


def _folder(server: Server) -> str | None:
    """The folder of the server's socket, if the address names one as libpq has it."""
    host = server.url.query.get("host")
    return host if isinstance(host, str) and host.startswith("/") else None


def _socket(server: Server) -> socket.socket:
    """A connected socket: only connecting has a time limit, a long question may take long."""
    folder, port = _folder(server), server.url.port or _PORT
    try:
        if folder is not None:
            made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            made.connect(f"{folder}/.s.PGSQL.{port}")
            return made
        made = socket.create_connection((server.url.host or "localhost", port), _CONNECT_SECONDS)
    except OSError as error:
        raise LedgerError(
            f"{server}: no server answers there ({error.strerror or error}); look at host and port"
        ) from error
    made.settimeout(None)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    return made


def _encryption(server: Server) -> Any:
    """What the driver is told of TLS: False never, None if the server has it, True always."""
    mode = server.url.query.get("sslmode", "prefer")
    if _folder(server) is not None or mode == "disable":
        return False
    if mode in ("verify-ca", "verify-full"):
        context = ssl.create_default_context(cafile=_certificate(server))
        context.check_hostname = mode == "verify-full"
        return context
    known = {"allow": None, "prefer": None, "require": True}
    if mode not in known:
        raise LedgerError(f"{server}: unknown sslmode; give prefer, require or verify-full")
    return known[str(mode)]


def _certificate(server: Server) -> str | None:
    given = server.url.query.get("sslrootcert")
    return given if isinstance(given, str) else None
