"""Reading within bounds, for programs that serve strangers: no writing, nothing for long."""

from __future__ import annotations

from contextlib import suppress
from time import monotonic
from typing import Any

from sqlalchemy import Connection, Engine, event

_STEPS = 10_000  # of SQLite's machine between two looks at the clock: about a millisecond


def bound(engine: Engine, seconds: float) -> None:
    """Make all further transactions of an engine read only, and end those that last too long.

    Args:
        engine: of a ledger in SQLite or PostgreSQL.
        seconds: that one transaction may take in SQLite, one statement in PostgreSQL; what takes
            longer raises, as any error of reading.
    """

    def begin(connection: Connection) -> None:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA query_only = ON")
            _watch_clock(connection, monotonic() + seconds)
        else:
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")
            milliseconds = max(1, round(seconds * 1000))  # 0 would be no limit
            connection.exec_driver_sql(f"SET LOCAL statement_timeout = {milliseconds}")

    event.listen(engine, "begin", begin)


def _watch_clock(connection: Connection, deadline: float) -> None:
    raw: Any = connection.connection.dbapi_connection
    with suppress(AttributeError):
        raw.set_progress_handler(lambda: int(monotonic() > deadline), _STEPS)
