"""SQL over the records of a ledger, or over exported Parquet files, by DuckDB in memory."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from communique.errors import CommuniqueError, QueryError
from communique.ledger import KINDS, Ledger
from communique.ledger.frames import arrow_batches, arrow_schema

if TYPE_CHECKING:
    import pyarrow as pa

# In this order: the last one makes the others lasting.
_LOCKS = ("SET enable_external_access = false", "SET lock_configuration = true")


def scan(sql: str, source: Ledger | Path | str) -> pa.Table:
    """Answer one SELECT of DuckDB's SQL.

    Tables are named as the kinds of records (``events``, ``documents``, ...), columns as in CSV
    with ``_`` for ``.``: ``when_start``, ``actors_country``. Several parties are a list in each
    cell. The statement can read these tables and nothing else: no file, no address, no setting.

    Args:
        sql: one statement that reads.
        source: a ledger, of which the kinds that the statement names are read into memory, or a
            folder that :func:`communique.export.export_parquet` wrote, of which DuckDB reads the
            columns that it needs.

    Returns:
        The answer as an Arrow table.

    Raises:
        QueryError: if the statement is not one that reads, or DuckDB refuses it.
        CommuniqueError: if DuckDB is not installed, or the folder holds no export.
    """
    duckdb = _duckdb()
    try:
        sql.encode("utf-8")
        # Without replacements a statement cannot read this program's own variables.
        with duckdb.connect(":memory:", config={"python_enable_replacements": "false"}) as database:
            _check(database, sql, duckdb)
            if isinstance(source, Ledger):
                _load(database, source, database.get_table_names(sql))
            else:
                _lay_over(database, Path(source))
            for lock in _LOCKS:
                database.execute(lock)
            table: pa.Table = database.sql(sql).to_arrow_table()
            return table
    except (duckdb.Error, UnicodeError) as error:
        raise QueryError(f"expected one SELECT over {', '.join(KINDS)}: {error}") from error


def _check(database: Any, sql: str, duckdb: Any) -> None:
    statements = database.extract_statements(sql)
    if [statement.type for statement in statements] != [duckdb.StatementType.SELECT]:
        named = ", ".join(statement.type.name for statement in statements) or "none"
        raise QueryError(f"expected one statement that reads (SELECT, FROM, WITH), got: {named}")


def _load(database: Any, ledger: Ledger, named: set[str]) -> None:
    """Read the kinds that a statement names; the others are there, but empty."""
    import pyarrow as pa  # noqa: PLC0415  # takes .1 s to load

    wanted = {name.lower() for name in named}
    for kind, described in KINDS.items():
        columns = arrow_schema(described.record)
        records = ledger.query(kind) if kind in wanted else ()
        batches = arrow_batches(described.record, records)
        database.register("incoming", pa.RecordBatchReader.from_batches(columns, batches))
        database.execute(f"CREATE TABLE {kind} AS {_renamed(columns.names)} FROM incoming")
        database.unregister("incoming")


def _lay_over(database: Any, folder: Path) -> None:
    """Let each kind be read from its file; only these files stay open to the statement."""
    files = {kind: folder / f"{kind}.parquet" for kind in KINDS}
    there = {kind: file.absolute() for kind, file in files.items() if file.is_file()}
    if not there:
        raise CommuniqueError(
            f"{folder}: no Parquet files of a ledger there; "
            "make them with: communique export --format parquet"
        )
    for kind, file in there.items():
        path = str(file).replace("'", "''")
        described = database.execute(f"DESCRIBE FROM read_parquet('{path}')").fetchall()
        names = [row[0] for row in described]
        database.execute(f"CREATE VIEW {kind} AS {_renamed(names)} FROM read_parquet('{path}')")
    listed = ", ".join("'" + str(file).replace("'", "''") + "'" for file in there.values())
    database.execute(f"SET allowed_paths = [{listed}]")


def _renamed(names: list[str]) -> str:
    return "SELECT " + ", ".join(f'"{name}" AS {_quoted(name)}' for name in names)


def _quoted(name: str) -> str:
    return '"' + name.replace(".", "_") + '"'


def _duckdb() -> Any:
    try:
        import duckdb  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise CommuniqueError(
            'expected DuckDB for SQL over records; pip install "communique[scan]"'
        ) from error
    return duckdb
