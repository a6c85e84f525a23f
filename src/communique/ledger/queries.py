"""From filters to one SELECT: the only place where a question becomes SQL."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    column,
    false,
    func,
    or_,
    select,
    table,
    text,
)

from communique.ledger import schema
from communique.ledger.filters import Filters, check_filters, first_day, last_day
from communique.ledger.kinds import KINDS, Kind
from communique.ledger.rows import search_key

_CODE = re.compile(r"[A-Z][A-Z0-9]{1,9}")
_LARGEST_LIMIT = 2**63 - 1  # what a database can count to
_TERM = re.compile(r'"([^"]+)"|(\S+)')

Condition = ColumnElement[bool]


def select_records(kind: Kind, filters: Filters, *, full_text: bool) -> Select[Any]:
    """Return the SELECT of all rows of ``kind`` that meet ``filters``, in a stable order.

    Args:
        kind: which records.
        filters: conditions that all must hold.
        full_text: whether the database has full-text tables.

    Raises:
        QueryError: if a filter does not apply to the kind, or a date is none.
    """
    return _ordered(kind, filters, select(kind.table).where(*conditions(kind, filters, full_text)))


def count_records(connection: Connection, kind: Kind, filters: Filters) -> int:
    """Return how many records of ``kind`` meet ``filters``, whatever their limit."""
    full_text = schema.has_full_text(connection)
    counted = select(func.count()).select_from(kind.table)
    counted = counted.where(*conditions(kind, filters, full_text))
    return int(connection.execute(counted).scalar_one())


def conditions(kind: Kind, filters: Filters, full_text: bool) -> list[Condition]:
    """Return one SQL condition for each filter that is set."""
    check_filters(kind.name, filters)
    given: dict[str, Any] = filters.given()
    made = [_CONDITIONS[name](kind, value) for name, value in given.items() if name != "search"]
    if filters.search is not None:
        made.append(_search(kind, filters.search, full_text))
    return made


def _ordered(kind: Kind, filters: Filters, query: Select[Any]) -> Select[Any]:
    rows = kind.table.c
    if filters.order == "newest":
        by_day = rows.start.desc().nulls_last()
        query = query.order_by(by_day, rows.document_id, rows.position, rows.id)
    elif kind.of_document:
        query = query.order_by(rows.document_id, rows.position, rows.id)
    else:
        query = query.order_by(rows.start, rows.id)
    return query if filters.limit is None else query.limit(min(filters.limit, _LARGEST_LIMIT))


def _between(kind: Kind, parties: tuple[str, str]) -> Condition:
    one, other = schema.parties.alias("one"), schema.parties.alias("other")
    met = and_(
        _of_record(kind, one),
        one.c.record_id == other.c.record_id,
        one.c.record_kind == other.c.record_kind,
        one.c.seq != other.c.seq,
        _is_party(one, parties[0]),
        _is_party(other, parties[1]),
    )
    return kind.table.c.id.in_(select(one.c.record_id).where(met))


def _actor(kind: Kind, term: str) -> Condition:
    party = schema.parties.alias("party")
    met = and_(_of_record(kind, party), _is_party(party, term))
    return kind.table.c.id.in_(select(party.c.record_id).where(met))


def _in_role(role: str) -> Callable[[Kind, str], Condition]:
    """Return the condition that a party takes part in one role, such as that of speaker."""

    def condition(kind: Kind, term: str) -> Condition:
        party = schema.parties.alias(role)
        met = and_(_of_record(kind, party), party.c.role == role, _is_party(party, term))
        return kind.table.c.id.in_(select(party.c.record_id).where(met))

    return condition


def _topic(kind: Kind, value: str) -> Condition:
    wanted = "-".join(value.lower().replace("-", " ").split())
    condition: Condition = kind.table.c.topics.contains(f" {wanted} ", autoescape=True)
    return condition


def _of_record(kind: Kind, party: Any) -> Condition:
    condition: Condition = party.c.record_kind == kind.name
    return condition


def _is_party(party: Any, term: str) -> Condition:
    """An id, a code of a country or an organisation, or the beginning of a word of a name."""
    if "/" in term:
        state = term.removeprefix("state/")
        by_id: Condition = party.c.actor_id == term
        return by_id if state == term else or_(by_id, party.c.country == state)
    if _CODE.fullmatch(term):
        ids = (f"state/{term}", f"organisation/{term}")
        return or_(party.c.country == term, party.c.actor_id.in_(ids))
    return _begins_word(party.c.name_key, term)


def _begins_word(column_of_key: ColumnElement[Any], term: str) -> Condition:
    # Keys hold letters, digits and blanks only, so that nothing in them is a LIKE wildcard.
    return column_of_key.like(f"%{search_key(term)}%")


def _place(kind: Kind, term: str) -> Condition:
    rows = kind.table.c
    if _CODE.fullmatch(term):
        condition: Condition = rows.place_country == term
        return condition
    return _begins_word(rows.place_key, term)


def _type(kind: Kind, value: str) -> Condition:
    return func.lower(kind.table.c.type) == value.lower()


def _status(kind: Kind, value: str) -> Condition:
    return func.lower(kind.table.c.status) == value.lower()


def _due_before(kind: Kind, value: str) -> Condition:
    condition: Condition = kind.table.c.due < first_day(value)
    return condition


def _measure(kind: Kind, words: str) -> Condition:
    """Each word begins one of the measure's, wherever it stands."""
    column_of_key = kind.table.c.measure
    return and_(*(_begins_word(column_of_key, word) for word in search_key(words).split()))


def _since(kind: Kind, value: str) -> Condition:
    condition: Condition = kind.table.c.end >= first_day(value)
    return condition


def _until(kind: Kind, value: str) -> Condition:
    condition: Condition = kind.table.c.start <= last_day(value)
    return condition


def _outlet(kind: Kind, value: str) -> Condition:
    return func.lower(kind.table.c.outlet).startswith(value.lower(), autoescape=True)


def _document(kind: Kind, value: str) -> Condition:
    if kind.name == "copy_passages":
        rows = kind.table.c
        return or_(in_prefix(rows.document_id, value), in_prefix(rows.original, value))
    if kind.name == "stories":
        documents = schema.documents.c
        return kind.table.c.id.in_(select(documents.story).where(in_prefix(documents.id, value)))
    if kind.name != "events":
        return in_prefix(kind.table.c.document_id, value)
    links, told = schema.event_links, schema.event_mentions
    of_document = (
        select(links.c.event_id)
        .join(told, told.c.id == links.c.event_mention_id)
        .where(in_prefix(told.c.document_id, value))
    )
    return kind.table.c.id.in_(of_document)


def in_prefix(identity: ColumnElement[Any], prefix: str) -> Condition:
    # A range, unlike LIKE, is answered from the index.
    return and_(identity >= prefix, identity < prefix + "\U0010ffff")


def _search(kind: Kind, words: str, full_text: bool) -> Condition:
    """All words in the text; an event is found by the sentences that tell it."""
    if kind.name == "events":
        links, told = schema.event_links, schema.event_mentions
        found = _search(KINDS["event_mentions"], words, full_text)
        of_mentions = (
            select(links.c.event_id).join(told, told.c.id == links.c.event_mention_id).where(found)
        )
        return kind.table.c.id.in_(of_mentions)
    terms = [phrase or word for phrase, word in _TERM.findall(words)]
    terms = [term for term in terms if search_key(term)]
    if not terms:
        return false()
    if full_text and kind.name in schema.SEARCHED:
        return _full_text(kind.table, terms)
    return and_(*(_like(kind.table, term) for term in terms))


def _full_text(rows: Table, terms: list[str]) -> Condition:
    # Quoting each term keeps FTS5 from reading "AND", "-" or ":" in it as operators.
    expression = " ".join('"' + term.replace('"', " ") + '"' for term in terms)
    name = f"{rows.name}_words"
    index = table(name, column("rowid"))
    matches = text(f"{name} MATCH :wanted").bindparams(wanted=expression)
    return rows.c.seq.in_(select(index.c.rowid).where(matches))


def _like(rows: Table, term: str) -> Condition:
    columns = schema.SEARCHED.get(rows.name, ("words",))
    return or_(*(rows.c[name].icontains(term, autoescape=True) for name in columns))


_CONDITIONS: dict[str, Callable[[Kind, Any], Condition]] = {
    "between": _between,
    "actor": _actor,
    "type": _type,
    "status": _status,
    "since": _since,
    "until": _until,
    "place": _place,
    "speaker": _in_role("speaker"),
    "about": _in_role("about"),
    "topic": _topic,
    "state": _status,
    "due_before": _due_before,
    "measure": _measure,
    "outlet": _outlet,
    "document": _document,
}
