"""From filters to conditions of SQL, one for each filter: what a question means."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select

from communique.errors import QueryError
from communique.ledger import schema, who
from communique.ledger.belonging import belongs, who_counts
from communique.ledger.filters import QUADS, Filters, check_filters, first_day, last_day
from communique.ledger.kinds import KINDS, Kind
from communique.ledger.paging import day_of
from communique.ledger.rows import search_key
from communique.ledger.words import holds_words

Condition = ColumnElement[bool]


def conditions(
    kind: Kind,
    filters: Filters,
    full_text: schema.FullText | None,
    *,
    met: frozenset[str] = frozenset(),
) -> list[Condition]:
    """Return one SQL condition for each filter that is set.

    Args:
        kind: of the records.
        filters: conditions that all must hold.
        full_text: what the database searches words with.
        met: filters that the caller sees to.

    Raises:
        QueryError: if a filter does not apply to the kind, or its value means nothing.
    """
    check_filters(kind.name, filters)
    given = {name: value for name, value in filters.given().items() if name not in met}
    words, of_events = given.pop("search", None), given.pop("of_events", None)
    made = [_CONDITIONS[name](kind, value) for name, value in given.items()]
    if words is not None:
        made.append(holds_words(kind, str(words), full_text))
    if isinstance(of_events, Filters):
        made += _of_events(kind, of_events, full_text)
    return made


def _of_events(
    kind: Kind, chosen: Filters, full_text: schema.FullText | None
) -> list[Condition]:
    """That a record belongs to the events that meet ``chosen``."""
    events = KINDS["events"]
    met = conditions(events, chosen, full_text)
    if kind is events:
        return met
    ids = select(events.table.c.id).where(*met)
    given = chosen.given().items()
    same = [_CONDITIONS[name](kind, value) for name, value in given if who_counts(kind, name)]
    return [belongs(kind, ids), *same]


def in_prefix(identity: ColumnElement[Any], prefix: str) -> Condition:
    """Return the condition that an id begins with ``prefix``."""
    # A range, unlike LIKE, is answered from the index.
    return and_(identity >= prefix, identity < prefix + "\U0010ffff")


def _acting(kind: Kind, term: str) -> Condition:
    return who.in_role(kind, who.SOURCES, term)


def _acted_on(kind: Kind, term: str) -> Condition:
    return who.in_role(kind, who.TARGETS, term)


def _speaker(kind: Kind, term: str) -> Condition:
    if kind.name != "events":
        return who.in_role(kind, ("speaker",), term)
    return _said_there(who.in_role(KINDS["statements"], ("speaker",), term))


def _about(kind: Kind, term: str) -> Condition:
    return who.in_role(kind, ("about",), term)


def _topic(kind: Kind, value: str) -> Condition:
    wanted = "-".join(value.lower().replace("-", " ").split())
    topics = schema.statements.c.topics
    of_statement: Condition = topics.contains(f" {wanted} ", autoescape=True)
    return of_statement if kind.name == "statements" else _said_there(of_statement)


def _said_there(of_statement: Condition) -> Condition:
    """The events at which a statement of that description was made."""
    links = schema.event_links.c
    spoken = select(schema.statements.c.event_mention_id).where(of_statement)
    return schema.events.c.id.in_(select(links.event_id).where(links.event_mention_id.in_(spoken)))


def _told_so(of_mention: Condition) -> Condition:
    """The events of which a mention meets a condition."""
    links = schema.event_links.c
    told = select(schema.event_mentions.c.id).where(of_mention)
    return schema.events.c.id.in_(select(links.event_id).where(links.event_mention_id.in_(told)))


def _place(kind: Kind, term: str) -> Condition:
    rows = kind.table.c
    if who.is_code(term):
        condition: Condition = rows.place_country == term
        return condition
    return who.begins_word(rows.place_key, term)


def _same(name: str) -> Callable[[Kind, str], Condition]:
    """Return the condition that a column holds a word, in upper or lower case."""

    def condition(kind: Kind, value: str) -> Condition:
        return func.lower(kind.table.c[name]) == value.lower()

    return condition


def _quad(kind: Kind, value: int | str) -> Condition:
    known = {str(number): number for number in QUADS.values()} | QUADS
    wanted = known.get("-".join(str(value).lower().replace("-", " ").split()))
    if wanted is None:
        raise QueryError(f"expected a quad class: {', '.join(known)}; got {value!r}")
    condition: Condition = kind.table.c.quad == wanted
    return condition


def _min_sources(kind: Kind, value: int) -> Condition:
    condition: Condition = kind.table.c.sources >= value
    return condition


def _due_before(kind: Kind, value: str) -> Condition:
    condition: Condition = kind.table.c.due < first_day(value)
    return condition


def _measure(kind: Kind, words: str) -> Condition:
    """Each word begins one of the measure's, wherever it stands."""
    column_of_key = kind.table.c.measure
    return and_(*(who.begins_word(column_of_key, word) for word in search_key(words).split()))


def _since(kind: Kind, value: str) -> Condition:
    condition: Condition = kind.table.c.end >= bindparam("since", first_day(value))
    return condition


def _until(kind: Kind, value: str) -> Condition:
    day = day_of(kind.table.c)
    return and_(day <= bindparam("until", last_day(value)), day > schema.NO_DAY)


def _outlet(kind: Kind, value: str) -> Condition:
    rows = schema.event_mentions if kind.name == "events" else kind.table
    named = func.lower(rows.c.outlet).startswith(value.lower(), autoescape=True)
    return _told_so(named) if kind.name == "events" else named


def _document(kind: Kind, value: str) -> Condition:
    if kind.name == "copy_passages":
        rows = kind.table.c
        return or_(in_prefix(rows.document_id, value), in_prefix(rows.original, value))
    if kind.name == "stories":
        documents = schema.documents.c
        return kind.table.c.id.in_(select(documents.story).where(in_prefix(documents.id, value)))
    if kind.name != "events":
        return in_prefix(kind.table.c.document_id, value)
    return _told_so(in_prefix(schema.event_mentions.c.document_id, value))


_CONDITIONS: dict[str, Callable[[Kind, Any], Condition]] = {
    "between": who.between,
    "actor": who.actor,
    "source": _acting,
    "target": _acted_on,
    "type": _same("type"),
    "mode": _same("mode"),
    "quad": _quad,
    "status": _same("status"),
    "min_sources": _min_sources,
    "since": _since,
    "until": _until,
    "place": _place,
    "speaker": _speaker,
    "about": _about,
    "topic": _topic,
    "state": _same("status"),
    "due_before": _due_before,
    "measure": _measure,
    "outlet": _outlet,
    "document": _document,
}
