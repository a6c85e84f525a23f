"""Opening a ledger file: checked before it is touched, then connected for reading or writing."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.pool import QueuePool

from communique.errors import LedgerError, TimeLimitError
from communique.ledger.schema import create_schema
from communique.ledger.versions import check_version

_BUSY_SECONDS = 30
# KiB of pages in memory. Rows come in the order of texts, and indexes in that of hashes: what one
# transaction touches must fit, or the same pages are written over and over.
_READING_CACHE = 16_384
_WRITING_CACHE = 65_536
_REWRITING_CACHE = 262_144
# As many readers at a time as a web server has threads; connections beyond eight are not kept.
_POOL: dict[str, Any] = {"pool_size": 8, "max_overflow": 56}
WRITING = "communique_writing"


def connect(path: Path, *, create: bool) -> Engine:
    """Check a ledger file and return an engine on it; make the file first if asked to.

    Raises:
        LedgerError: if the file is missing, damaged, no ledger, or written by a newer version.
            The file is then as it was.
    """
    if create and not path.parent.is_dir():
        raise LedgerError(f"{path}: the folder {path.parent} is not there; make it first")
    fresh = create and _is_blank(path)
    if not fresh:
        check_version(path, entries(path))
    engine = engine_of(path)
    if fresh:
        with translated(path), writing(engine) as connection:
            if not _holds_tables(connection):
                create_schema(connection)
    return engine


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what the database raises into a LedgerError that names the file.

    Raises:
        LedgerError: in place of any error of the database driver.
    """
    try:
        yield
    except IntegrityError as error:
        raise LedgerError(
            f"{path}: two records share an id, nothing of this step was written: {error.orig}"
        ) from error
    except (DBAPIError, sqlite3.Error) as error:
        kind = TimeLimitError if "interrupted" in str(error) else LedgerError
        raise kind(_explain(path, error)) from error


@contextmanager
def writing(engine: Engine, *, much: bool = False) -> Iterator[Connection]:
    """One transaction that takes the write lock at once and commits at its end, or not at all.

    Args:
        engine: of the ledger.
        much: it touches much of the ledger, and gets the memory for that.
    """
    cache = _REWRITING_CACHE if much else _WRITING_CACHE
    with engine.connect().execution_options(**{WRITING: cache}) as connection, connection.begin():
        yield connection


def _explain(path: Path, error: Exception) -> str:
    cause = str(getattr(error, "orig", error))
    if "locked" in cause:
        return f"{path}: another program has been writing for {_BUSY_SECONDS} seconds; try again"
    if "readonly" in cause or "read-only" in cause:
        return f"{path}: the ledger cannot be written here; copy it to a folder you may write to"
    if "interrupted" in cause:
        return f"{path}: the answer takes too long; ask for less, such as a shorter time"
    if "disk is full" in cause:
        return f"{path}: the disk is full; nothing of this step was written"
    return f"{path}: the ledger cannot be read ({cause}); restore a copy or build it again"


def _is_blank(path: Path) -> bool:
    """Tell whether a new ledger may be made at ``path``: nothing there, or a file without tables.

    A build killed in its first instant leaves a file without tables.
    """
    if not path.exists() or (path.is_file() and path.stat().st_size == 0):
        return True
    with closing(_inspect(path)) as connection:
        try:
            return not connection.execute("SELECT 1 FROM sqlite_master").fetchall()
        except sqlite3.Error:
            return False


def entries(path: Path) -> dict[str, str]:
    """Return the ledger's own data, read without changing the file; none if it is no ledger.

    Raises:
        LedgerError: if there is no file, or it cannot be read.
    """
    if not path.is_file():
        raise LedgerError(f"{path}: no ledger there; make one with: communique build")
    with closing(_inspect(path)) as connection:
        try:
            return dict(connection.execute("SELECT key, value FROM meta").fetchall())
        except sqlite3.OperationalError as error:
            if "no such" not in str(error):
                raise LedgerError(_explain(path, error)) from error
            return {}
        except sqlite3.Error as error:
            raise LedgerError(
                f"{path}: not a ledger, or damaged ({error}); restore a copy or build it again"
            ) from error


def _inspect(path: Path) -> sqlite3.Connection:
    """Open for reading; leaves no file beside a ledger that nobody is writing."""
    journal = path.with_name(path.name + "-wal")
    options = "mode=ro" if journal.exists() else "immutable=1"
    return sqlite3.connect(_uri(path, options), uri=True, check_same_thread=False)


def _uri(path: Path, options: str) -> str:
    return f"file:{quote(str(path.absolute()))}?{options}"


def engine_of(path: Path) -> Engine:
    """Return an engine on a file, which is not looked at yet."""
    writable = os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))

    def open_file() -> sqlite3.Connection:
        if not writable:
            return _inspect(path)
        return sqlite3.connect(
            _uri(path, "mode=rwc"), uri=True, timeout=_BUSY_SECONDS, check_same_thread=False
        )

    engine = create_engine("sqlite://", creator=open_file, poolclass=QueuePool, **_POOL)
    event.listen(engine, "connect", _set_up if writable else _set_up_read_only)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: Any, _record: object) -> None:
    # Transactions are begun by us: the driver would begin them too late for DDL and for reading.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{_READING_CACHE}")


def _set_up_read_only(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    connection.execute(f"PRAGMA cache_size = -{_READING_CACHE}")


def _begin(connection: Connection) -> None:
    # A writer that begins by reading would be refused, not queued, when another one writes.
    cache = connection.get_execution_options().get(WRITING, 0)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if cache else "BEGIN")
    if cache:
        connection.exec_driver_sql(f"PRAGMA cache_size = -{cache}")


def _holds_tables(connection: Connection) -> bool:
    return bool(connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar())
