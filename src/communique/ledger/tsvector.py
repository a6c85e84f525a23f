"""Full text on PostgreSQL: a column of stems beside the words, which the server keeps up to date.

Words are compared as in SQLite's FTS5: English stems, no stop words, no diacritics, and whatever
is neither letter nor digit parts words. Needs PostgreSQL 13 and a database in UTF-8.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, literal_column, text
from sqlalchemy.dialects.postgresql import REGCONFIG

Condition = ColumnElement[bool]

COLUMN = "stems"
_NAME = "communique"
# A tsvector holds 1 MiB at most; so much text fits in any script.
_LONGEST = 250_000
_MARKS = "[\\u0300-\\u036f]"  # left of letters with diacritics once these are taken apart
_NO_WORD = "[\\u0001-/:-@[-`{-\\u00bf\\u2000-\\u2bff\\u3000-\\u303f]+"

# As the server's own configuration for English, less its stop words.
CONFIGURATION = f"""
CREATE TEXT SEARCH DICTIONARY {_NAME}_stem (TEMPLATE = snowball, LANGUAGE = english);
CREATE TEXT SEARCH CONFIGURATION {_NAME} (COPY = pg_catalog.english);
ALTER TEXT SEARCH CONFIGURATION {_NAME}
    ALTER MAPPING REPLACE english_stem WITH {_NAME}_stem;
"""


def index_ddl(table: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    """Return the statements that make a table's column of stems, and its index.

    Args:
        table: name of the table.
        columns: whose words can be searched.
    """
    words = " || ' ' || ".join(f"coalesce({column}, '')" for column in columns)
    stems = f"to_tsvector('{_NAME}', {_plain(f'left({words}, {_LONGEST})')})"
    return (
        f"ALTER TABLE {table} ADD COLUMN {COLUMN} tsvector GENERATED ALWAYS AS ({stems}) STORED",
        f"CREATE INDEX {table}_by_words ON {table} USING gin ({COLUMN})",
    )


def holds(table: str, terms: list[str]) -> Condition:
    """Return the condition that a row of ``table`` holds all words and phrases."""
    return and_(*(_stems(table).op("@@", is_comparison=True)(_asked(term)) for term in terms))


def rank(table: str, terms: list[str]) -> ColumnElement[Any]:
    """Return how well a row answers: often named, in few words."""
    by_length = 1  # divides by 1 + the logarithm of the length
    every = _asked(terms[0])
    for term in terms[1:]:
        every = every.op("&&")(_asked(term))
    return func.ts_rank(_stems(table), every, by_length)


def _stems(table: str) -> ColumnElement[Any]:
    return literal_column(f"{table}.{COLUMN}")


def _asked(term: str) -> ColumnElement[Any]:
    words = text(_plain(":words")).bindparams(bindparam("words", term, unique=True))
    configuration = literal_column(f"'{_NAME}'::regconfig", REGCONFIG)
    return func.phraseto_tsquery(configuration, words)


def _plain(words: str) -> str:
    """An SQL expression for words without diacritics and punctuation."""
    apart = f"regexp_replace(normalize({words}, NFKD), '{_MARKS}', '', 'g')"
    return f"regexp_replace({apart}, '{_NO_WORD}', ' ', 'g')"
