"""The tables of a ledger.

Every record kind has a table of the same shape: the whole record as JSON in ``record``, beside it
the columns that queries filter and sort on. Who takes part stands in one side table, ``parties``.
Full-text search is SQLite's FTS5 or PostgreSQL's tsvector (:mod:`communique.ledger.tsvector`).
"""

from __future__ import annotations

from typing import Any, Literal

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnClause,
    Connection,
    Date,
    Engine,
    Float,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
)

from communique.ledger import tsvector

SCHEMA_VERSION = 3

FullText = Literal["fts5", "tsvector"]

metadata = MetaData()

# Both databases compare words by their code points, whatever the locale of a server.
Words = Text().with_variant(Text(collation="C"), "postgresql")
Number = Integer().with_variant(BigInteger(), "postgresql")

meta = Table(
    "meta",
    metadata,
    Column("key", Words, primary_key=True),
    Column("value", Words, nullable=False),
)


# What stands for the day of what has none: before every day in either database.
NO_DAY: ColumnClause[Any] = literal_column("'0001-01-01'")
_BY_DAY: ColumnClause[Any] = literal_column("coalesce(start, '0001-01-01')")
# Filters that no index is ordered by are met in the index of days, before any row is fetched.
_FILTERED = ("end", "type", "status", "place_country", "place_key", "outlet")


def _record_table(name: str, *more: Column[Any], filtered: tuple[str, ...] = ()) -> Table:
    """Make a record table: identity, the columns of filters, the record itself.

    ``filtered`` names those of ``more`` that a filter compares.
    """
    return Table(
        name,
        metadata,
        Column("seq", Number, primary_key=True),
        Column("id", Words, nullable=False, unique=True),
        Column("document_id", Words),
        Column("position", Integer),
        Column("type", Words),
        Column("status", Words),
        Column("start", Date),
        Column("end", Date),
        Column("place_country", Words),
        Column("place_key", Words),
        Column("outlet", Words),
        Column("words", Words),
        Column("record", Words, nullable=False),
        *more,
        Index(f"{name}_by_document", "document_id", "position", "id"),
        # Read backwards for the newest first.
        Index(f"{name}_by_day", _BY_DAY, "id", *_FILTERED, *filtered).ddl_if(dialect="sqlite"),
        Index(f"{name}_on_day", _BY_DAY, "id").ddl_if(dialect="postgresql"),
    )


def _coding_columns() -> tuple[Column[Any], ...]:
    """Make the columns of what PLOVER codes beside the type."""
    return Column("mode", Words), Column("quad", Integer), Column("intensity", Float)


documents = _record_table(
    "documents",
    Column("title", Words),
    Column("copy_group", Words, index=True),
    Column("story", Words, index=True),
)
captures = _record_table("captures")
codings = _record_table("codings")
mentions = _record_table("mentions")
event_mentions = _record_table("event_mentions", *_coding_columns(), filtered=("mode", "quad"))
statements = _record_table(
    "statements",
    Column("topics", Words),
    Column("event_mention_id", Words, index=True),
    filtered=("topics", "event_mention_id"),
)
commitments = _record_table("commitments", Column("merged", Words), Column("due", Date, index=True))
figures = _record_table("figures", Column("measure", Words), filtered=("measure",))
# ``bounded`` is 1 where both ends of an event's days are known: "until May" is no day in May.
events = _record_table(
    "events",
    *_coding_columns(),
    Column("sources", Integer),
    Column("bounded", Integer),
    filtered=("mode", "quad", "sources"),
)
disputes = _record_table("disputes", Column("event_id", Words, index=True))
stories = _record_table("stories")
copy_passages = _record_table("copy_passages", Column("original", Words, index=True))
actors = _record_table("actors")

extractions = Table(
    "extractions",
    metadata,
    Column("document_id", Words, primary_key=True),
    Column("record", Words, nullable=False),
)

parties = Table(
    "parties",
    metadata,
    Column("seq", Number, primary_key=True),
    Column("record_kind", Words, nullable=False),
    Column("record_id", Words, nullable=False),
    Column("role", Words, nullable=False),
    Column("actor_id", Words),
    Column("country", Words),
    Column("name", Words, nullable=False),
    Column("name_key", Words, nullable=False),
    Column("start", Date),
    Column("end", Date),
    Index("parties_by_record", "record_kind", "record_id"),
    Index("parties_by_country", "country", "record_kind", "record_id", "role"),
    Index("parties_by_actor", "actor_id", "record_kind", "record_id", "role"),
    Index("parties_by_name", "name_key", "record_kind", "record_id", "role"),
)

# Events by the codes of one party, or of two in either order; ``other`` is empty for one alone.
# The order of the key answers "the newest of these two" without sorting; what follows the key is
# what series and networks count, so that they need not look at the events.
dealings = Table(
    "dealings",
    metadata,
    Column("one", Words, primary_key=True),
    Column("other", Words, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("seq", Number, primary_key=True),
    Column("last", Date, nullable=False),
    Column("bounded", Integer, nullable=False),
    Column("status", Words, nullable=False),
    Column("quad", Integer),
    Column("intensity", Float),
    Column("sources", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# The dealings added up by the months of their first and their last day, such as "2024-05": events,
# those of each quad class, those that have an intensity, the intensities above and below 0.
dealing_months = Table(
    "dealing_months",
    metadata,
    Column("one", Words, primary_key=True),
    Column("other", Words, primary_key=True),
    Column("first", Words, primary_key=True),
    Column("last", Words, primary_key=True),
    Column("bounded", Integer, primary_key=True),
    Column("status", Words, primary_key=True),
    Column("events", Integer, nullable=False),
    Column("verbal_cooperation", Integer, nullable=False),
    Column("material_cooperation", Integer, nullable=False),
    Column("verbal_conflict", Integer, nullable=False),
    Column("material_conflict", Integer, nullable=False),
    Column("rated", Integer, nullable=False),
    Column("cooperation", Float, nullable=False),
    Column("conflict", Float, nullable=False),
    Column("sources", Integer, nullable=False),
    sqlite_with_rowid=False,
)

event_links = Table(
    "event_links",
    metadata,
    Column("event_id", Words, primary_key=True),
    Column("event_mention_id", Words, primary_key=True, index=True),
)

sources = Table(
    "sources",
    metadata,
    Column("source_key", Words, primary_key=True),
    Column("uri", Words, nullable=False, index=True),
    Column("coder_id", Words, nullable=False, index=True),
    Column("document_id", Words),
    Column("status", Words, nullable=False),
    Column("reason", Words),
)

corrections = Table(
    "corrections",
    metadata,
    Column("seq", Number, primary_key=True),
    Column("id", Words, nullable=False),
    Column("document_id", Words, nullable=False, index=True),
    Column("record", Words, nullable=False),
    UniqueConstraint("id"),
)

# What reports taught beyond one document.
learned_offices = Table(
    "learned_offices",
    metadata,
    Column("id", Words, primary_key=True),
    Column("actor_id", Words, nullable=False, index=True),
    Column("standing", Words, nullable=False),
    Column("record", Words, nullable=False),
)

# Records with the parties that all documents together resolved; as coded they stand in their table.
resolved = Table(
    "resolved",
    metadata,
    Column("record_kind", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("record", Words, nullable=False),
)

# Records that a person rejects, out of their tables so that no reader meets them; as coded.
rejected = Table(
    "rejected",
    metadata,
    Column("record_kind", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    Column("document_id", Words, nullable=False, index=True),
    Column("correction_id", Words, nullable=False),
    Column("record", Words, nullable=False),
)

# Corrections that changed nothing in the last merge, or not all that they are about, and why.
reviews = Table(
    "reviews",
    metadata,
    Column("seq", Number, primary_key=True),
    Column("correction_id", Words, nullable=False),
    Column("record", Words, nullable=False),
)

# Searchable columns by table; the FTS5 table of ``documents`` is ``documents_words``.
SEARCHED: dict[str, tuple[str, ...]] = {
    "documents": ("title", "words"),
    "events": ("words",),
    "event_mentions": ("words",),
    "statements": ("words",),
    "commitments": ("words",),
    "figures": ("words",),
}


def has_full_text(engine: Engine | Connection) -> FullText:
    """Return what the database searches words with."""
    return "fts5" if engine.dialect.name == "sqlite" else "tsvector"


def create_schema(connection: Connection) -> None:
    """Create all tables and write the schema version."""
    metadata.create_all(connection)
    if has_full_text(connection) == "tsvector":
        connection.exec_driver_sql(tsvector.CONFIGURATION)
    made = _full_text_ddl if has_full_text(connection) == "fts5" else tsvector.index_ddl
    for table, columns in SEARCHED.items():
        for statement in made(table, columns):
            connection.exec_driver_sql(statement)
    connection.execute(
        meta.insert(),
        [
            {"key": "program", "value": "communique"},
            {"key": "schema", "value": str(SCHEMA_VERSION)},
        ],
    )


def _full_text_ddl(table: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    """An FTS5 index over ``table`` that keeps no copy of the words, and triggers that feed it."""
    listed = ", ".join(columns)
    old = ", ".join(f"old.{column}" for column in columns)
    new = ", ".join(f"new.{column}" for column in columns)
    remove = (
        f"INSERT INTO {table}_words ({table}_words, rowid, {listed}) "
        f"VALUES ('delete', old.seq, {old});"
    )
    insert = f"INSERT INTO {table}_words (rowid, {listed}) VALUES (new.seq, {new});"
    return (
        f"CREATE VIRTUAL TABLE {table}_words USING fts5({listed}, content='{table}', "
        "content_rowid='seq', tokenize='porter unicode61 remove_diacritics 2')",
        f"CREATE TRIGGER {table}_words_insert AFTER INSERT ON {table} BEGIN {insert} END",
        f"CREATE TRIGGER {table}_words_delete AFTER DELETE ON {table} BEGIN {remove} END",
        f"CREATE TRIGGER {table}_words_update AFTER UPDATE OF {listed} ON {table} "
        f"BEGIN {remove} {insert} END",
    )
