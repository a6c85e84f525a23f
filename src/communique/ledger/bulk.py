"""Writing many rows at once: in one statement where the database has a quicker way than rows.

PostgreSQL takes rows by COPY. What may be there already goes by a table of the transaction's own,
and from there over or beside the old rows.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Date,
    Dialect,
    MetaData,
    Table,
    bindparam,
    insert,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError

from communique.ledger.rows import Row

_STAGE = "incoming"
_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows that are not there yet; all have the columns of the first.

    Raises:
        sqlalchemy.exc.DBAPIError: if one is there; the transaction must then be rolled back.
    """
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        _copy(connection, connection.dialect.identifier_preparer.format_table(table), rows)
    else:
        into = _insert_into(table, tuple(rows[0]), connection.dialect)
        connection.exec_driver_sql(into.statement, list(map(into.values, rows)))


@dataclass(frozen=True, slots=True)
class _Insert:
    """An INSERT for a driver as it is: SQLAlchemy would look at every value of every row."""

    statement: str
    read: Callable[[Row], tuple[Any, ...]]
    days: tuple[int, ...]

    def values(self, row: Row) -> tuple[Any, ...]:
        """Return the values of a row in the order of the statement, days as text."""
        values = self.read(row)
        if not self.days:
            return values
        told = list(values)
        for at in self.days:
            if told[at] is not None:
                told[at] = told[at].isoformat()
        return tuple(told)


@lru_cache(maxsize=64)
def _insert_into(table: Table, names: tuple[str, ...], dialect: Dialect) -> _Insert:
    compiled = insert(table).compile(dialect=dialect, column_keys=names)
    order = compiled.positiontup or list(names)
    days = tuple(at for at, name in enumerate(order) if isinstance(table.c[name].type, Date))
    read = itemgetter(*order) if len(order) > 1 else lambda row: (row[order[0]],)
    return _Insert(str(compiled), read, days)


def upsert_rows(connection: Connection, table: Table, key: str, rows: Sequence[Row]) -> None:
    """Insert rows, each in place of the one with the same key, if there is one.

    Args:
        connection: in a transaction.
        table: of the rows.
        key: its primary key; no two of ``rows`` share it.
        rows: with the same columns.
    """
    if not rows:
        return
    others = [name for name in rows[0] if name != key]
    if connection.dialect.name != "postgresql":
        one = sqlite.insert(table)
        new = {name: one.excluded[name] for name in others}
        connection.execute(one.on_conflict_do_update(index_elements=[key], set_=new), rows)
        return
    stage = _staged(connection, table, rows)
    many = postgresql.insert(table).from_select(list(rows[0]), stage.select())
    new = {name: many.excluded[name] for name in others}
    connection.execute(many.on_conflict_do_update(index_elements=[key], set_=new))
    stage.drop(connection)


def update_rows(connection: Connection, table: Table, key: str, rows: Sequence[Row]) -> None:
    """Set the other columns of the rows that have the keys given.

    Args:
        connection: in a transaction.
        table: of the rows.
        key: name of the column that tells which row is meant.
        rows: key and new values.
    """
    if not rows:
        return
    others = [name for name in rows[0] if name != key]
    if connection.dialect.name != "postgresql":
        statement = update(table).where(table.c[key] == bindparam(f"of_{key}"))
        statement = statement.values({name: bindparam(f"new_{name}") for name in others})
        connection.execute(statement, [_named_anew(row, key) for row in rows])
        return
    stage = _staged(connection, table, rows)
    met = table.c[key] == stage.c[key]
    connection.execute(update(table).where(met).values({n: stage.c[n] for n in others}))
    stage.drop(connection)


def _named_anew(row: Row, key: str) -> Row:
    return {(f"of_{key}" if name == key else f"new_{name}"): row[name] for name in row}


def _staged(connection: Connection, table: Table, rows: Sequence[Row]) -> Table:
    """A table of this transaction that holds the rows."""
    columns = [Column(name, table.c[name].type) for name in rows[0]]
    stage = Table(_STAGE, MetaData(), *columns, prefixes=["TEMPORARY"])
    stage.create(connection, checkfirst=False)
    _copy(connection, _STAGE, rows)
    return stage


def _copy(connection: Connection, name: str, rows: Sequence[Row]) -> None:
    quote = connection.dialect.identifier_preparer.quote
    columns = ", ".join(quote(column) for column in rows[0])
    lines = io.BytesIO("".join(_lines(rows)).encode())
    cursor: Any = connection.connection.cursor()
    try:
        cursor.execute(f"COPY {name} ({columns}) FROM STDIN", stream=lines)
    except connection.dialect.loaded_dbapi.Error as error:
        raise DBAPIError(f"COPY {name}", None, error) from error
    finally:
        cursor.close()


def _lines(rows: Sequence[Row]) -> Iterator[str]:
    columns = list(rows[0])
    for row in rows:
        yield "\t".join(_field(row[column]) for column in columns) + "\n"


def _field(value: str | int | float | date | None) -> str:
    """A value in the text format of COPY."""
    if value is None:
        return "\\N"
    return str(value).translate(_ESCAPED)
