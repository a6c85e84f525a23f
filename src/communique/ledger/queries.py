"""From filters to one SELECT: the only place where a question becomes SQL."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    bindparam,
    func,
    select,
)

from communique.ledger import schema, tsvector, who
from communique.ledger.conditions import conditions, in_prefix
from communique.ledger.dealings import ANYBODY, UNDATED
from communique.ledger.filters import Filters, check_filters, first_day, last_day
from communique.ledger.kinds import KINDS, Kind
from communique.ledger.paging import day_of, decode, earlier_passed, newer_passed, within_day
from communique.ledger.schema import FullText
from communique.ledger.words import expression_of, ranked, terms_of

__all__ = [
    "Question",
    "count_records",
    "dealt_codes",
    "in_prefix",
    "select_from",
    "select_records",
]

# What stands in the shape of a question for any value of its kind.
_ANY_DAY = "2000"
_ANY_CODES = ("AA", "BB")
_ANY_WORD = "word"
_LARGEST_LIMIT = 2**63 - 1  # what a database can count to


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """Where a query reads from, what is met by reading there, and the day that orders it."""

    origin: FromClause
    conditions: list[ColumnElement[bool]]
    day: ColumnElement[Any]


@dataclass(frozen=True, slots=True)
class Question:
    """A SELECT and the values of its parameters; run it with both.

    Questions of one shape, such as for two states since some day, share a statement: putting one
    together takes longer than answering it.
    """

    statement: Select[Any]
    values: dict[str, Any]


def select_records(
    kind: Kind, filters: Filters, *, full_text: FullText | None, placed: bool = False
) -> Question:
    """Return the question for all rows of ``kind`` that meet ``filters``, in a stable order.

    Args:
        kind: which records.
        filters: conditions that all must hold.
        full_text: what the database searches words with.
        placed: read also what tells where a record stands in the order of a listing.

    Raises:
        QueryError: if a filter does not apply to the kind, or a date is none.
    """
    check_filters(kind.name, filters)
    shape, values = _shape_of(kind, filters, full_text=full_text)
    return Question(_select_shape(kind.name, shape, full_text, placed, date.today()), values)


def _shape_of(
    kind: Kind, filters: Filters, *, full_text: FullText | None
) -> tuple[Filters, dict[str, Any]]:
    """The question with any days, codes and words for its own, and its own by parameter."""
    put: dict[str, Any] = {}
    values: dict[str, Any] = {}
    if filters.since is not None:
        put["since"], values["since"] = _ANY_DAY, first_day(filters.since)
    if filters.until is not None:
        put["until"], values["until"] = _ANY_DAY, last_day(filters.until)
    pair = dealt_codes(filters) if kind.name == "events" else None
    if pair is not None:
        put |= {"between": _ANY_CODES} if filters.between else {"actor": _ANY_CODES[0]}
        values |= {"one": pair[0], "other": pair[1]}
    if full_text == "fts5" and (terms := _terms(kind, filters)):
        put["search"], values["wanted"] = _ANY_WORD, expression_of(terms)
    return replace(filters, **put), values


@lru_cache(maxsize=1024)
def _select_shape(
    name: str,
    filters: Filters,
    full_text: FullText | None,
    placed: bool,  # a part of the key of the cache
    _today: date,
) -> Select[Any]:
    kind = KINDS[name]
    unmet = filters
    if _by_rank(kind, filters, full_text):
        unmet = replace(filters, search=None, order="document")
    plan = _plan(kind, unmet, full_text)
    read = [kind.table.c[column] for column in _read_columns(kind, filters, placed=placed)]
    query = select(*read).select_from(plan.origin).where(*plan.conditions)
    return _paged(filters, _ordered(kind, filters, plan, query, full_text=full_text))


def _read_columns(kind: Kind, filters: Filters, *, placed: bool) -> tuple[str, ...]:
    """What is read of a row: the record, what stands beside it, and its place in the order."""
    beside = {"documents": ("words", "copy_group", "story"), "commitments": ("merged",)}
    place = ("document_id", "position", "start") if placed else ()
    words = ("words",) if filters.order == "relevance" and kind.name != "documents" else ()
    return ("id", "record", *place, *beside.get(kind.name, ()), *words)


def count_records(connection: Connection, kind: Kind, filters: Filters) -> int:
    """Return how many records of ``kind`` meet ``filters``, whatever their limit or page."""
    plan = _plan(kind, filters, schema.has_full_text(connection))
    counted = select(func.count()).select_from(plan.origin).where(*plan.conditions)
    return int(connection.execute(counted).scalar_one())


def select_from(
    kind: Kind, filters: Filters, full_text: FullText | None
) -> tuple[FromClause, list[ColumnElement[bool]]]:
    """Return where the rows that meet ``filters`` are read from, and their conditions there."""
    plan = _plan(kind, filters, full_text)
    return plan.origin, plan.conditions


def _plan(kind: Kind, filters: Filters, full_text: FullText | None) -> _Plan:
    """Read events of states from their dealings, everything else from its own table."""
    rows = kind.table
    pair = dealt_codes(filters) if kind.name == "events" else None
    if pair is None:
        made = conditions(kind, filters, full_text)
        return _Plan(origin=rows, conditions=made, day=day_of(rows.c))
    index = schema.dealings
    met = frozenset({"between" if filters.between else "actor", "since", "until"})
    return _Plan(
        origin=index.join(rows, rows.c.seq == index.c.seq),
        conditions=[
            and_(
                index.c.one == bindparam("one", pair[0]),
                index.c.other == bindparam("other", pair[1]),
            ),
            *_bounded(filters),
            *conditions(kind, filters, full_text, met=met),
        ],
        day=index.c.day,
    )


def dealt_codes(filters: Filters) -> tuple[str, str] | None:
    """Return the codes under which the index of dealings holds the answer, if it does."""
    asked = filters.between or ((filters.actor,) if filters.actor else ())
    if filters.between and filters.actor:
        return None
    codes = [term.removeprefix("state/") for term in asked]
    if not codes or any(not who.is_code(code) for code in codes):
        return None
    return codes[0], (codes[1] if len(codes) > 1 else ANYBODY)


def _bounded(filters: Filters) -> list[ColumnElement[bool]]:
    """The days of the question, as far as the index alone can tell."""
    index, bounds = schema.dealings.c, []
    if filters.until is not None:
        bounds += [index.day <= bindparam("until", last_day(filters.until)), index.day > UNDATED]
    if filters.since is not None:
        bounds.append(index.last >= bindparam("since", first_day(filters.since)))
    return bounds


def _ordered(
    kind: Kind, filters: Filters, plan: _Plan, query: Select[Any], *, full_text: FullText | None
) -> Select[Any]:
    rows = kind.table.c
    if _by_rank(kind, filters, full_text):
        return _by_relevance(kind, filters, query)
    if filters.order == "relevance" and full_text and (terms := _terms(kind, filters)):
        best = tsvector.rank(kind.table.name, terms).desc()
        return query.order_by(best, rows.seq)
    if filters.order in ("newest", "relevance"):
        if filters.after is not None:
            mark = decode(filters.after)
            behind = newer_passed(rows, plan.day, mark, of_document=kind.of_document)
            query = query.where(behind)
        return query.order_by(plan.day.desc(), *within_day(rows, of_document=kind.of_document))
    if filters.after is not None:
        mark = decode(filters.after)
        query = query.where(earlier_passed(rows, plan.day, mark, of_document=kind.of_document))
    if kind.of_document:
        return query.order_by(rows.document_id, rows.position.nulls_first(), rows.id)
    return query.order_by(plan.day, rows.id)


def _by_rank(kind: Kind, filters: Filters, full_text: FullText | None) -> bool:
    """Tell whether the index of words both finds the rows and orders them."""
    by_rank = full_text == "fts5" and filters.order == "relevance"
    return by_rank and bool(_terms(kind, filters))


def _terms(kind: Kind, filters: Filters) -> list[str]:
    """The words that an index of the kind is asked for; none if it has no index."""
    return terms_of(filters.search or "") if kind.name in schema.SEARCHED else []


def _by_relevance(kind: Kind, filters: Filters, query: Select[Any]) -> Select[Any]:
    best = ranked(kind, filters.search or "")
    if filters.given().keys() == {"search"} and filters.limit is not None:
        # Rows are fetched for the best alone, not for all that hold a common word.
        best = best.order_by(*best.selected_columns[::-1]).limit(_largest(filters.limit))
    found = best.subquery("found")
    query = query.join(found, found.c.rowid == kind.table.c.seq)
    return query.order_by(found.c.rank, kind.table.c.seq)


def _paged(filters: Filters, query: Select[Any]) -> Select[Any]:
    return query if filters.limit is None else query.limit(_largest(filters.limit))


def _largest(limit: int) -> int:
    return min(limit, _LARGEST_LIMIT)
