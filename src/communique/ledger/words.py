"""Full text: which records hold the words, how well, and the words around them."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    TextClause,
    and_,
    column,
    false,
    or_,
    select,
    table,
    text,
)

from communique.ledger import schema, tsvector
from communique.ledger.kinds import Kind
from communique.ledger.rows import search_key

Condition = ColumnElement[bool]

_TERM = re.compile(r'"([^"]+)"|(\S+)')


def terms_of(words: str) -> list[str]:
    """Return the words and the phrases of a search, less what holds neither letter nor digit."""
    terms = [phrase or word for phrase, word in _TERM.findall(words)]
    return [term for term in terms if search_key(term)]


def holds_words(kind: Kind, words: str, full_text: schema.FullText | None) -> Condition:
    """Return the condition that a record holds all words, anywhere in its text.

    Args:
        kind: of the records.
        words: what a reader typed; quotation marks hold a phrase together.
        full_text: what the database searches with; nothing of it is used if None.
    """
    terms = terms_of(words)
    if not terms:
        return false()
    if full_text and kind.name in schema.SEARCHED:
        if full_text == "tsvector":
            return tsvector.holds(kind.table.name, terms)
        return _indexed(kind.table, terms)
    return and_(*(_like(kind.table, term) for term in terms))


def expression_of(terms: list[str]) -> str:
    """Return terms as a query of FTS5 that takes nothing in them for an operator."""
    return " ".join('"' + term.replace('"', " ") + '"' for term in terms)


def _indexed(rows: Table, terms: list[str]) -> Condition:
    name = f"{rows.name}_words"
    index = table(name, column("rowid"))
    return rows.c.seq.in_(select(index.c.rowid).where(_matches(name, terms)))


def _matches(name: str, terms: list[str]) -> TextClause:
    return text(f"{name} MATCH :wanted").bindparams(wanted=expression_of(terms))


def _like(rows: Table, term: str) -> Condition:
    columns = schema.SEARCHED.get(rows.name, ("words",))
    return or_(*(rows.c[name].icontains(term, autoescape=True) for name in columns))


def ranked(kind: Kind, words: str) -> Select[Any]:
    """Return the SELECT of rank and row number of the records that hold all words."""
    name = f"{kind.table.name}_words"
    found = table(name, column("rowid"), column("rank"))
    return select(found.c.rowid, found.c.rank).where(_matches(name, terms_of(words)))
