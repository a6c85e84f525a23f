"""Conditions on who takes part: parties by id, code, name or group, in any role or one."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, union_all

from communique.ledger import schema
from communique.ledger.groups import Membership, memberships_of
from communique.ledger.kinds import Kind
from communique.ledger.rows import search_key

Condition = ColumnElement[bool]

_CODE = re.compile(r"[A-Z][A-Z0-9]{1,9}")

# The roles in which a party does something, and those in which it is done to.
SOURCES = ("actor", "speaker", "by")
TARGETS = ("recipient", "addressee", "to")


def is_code(term: str) -> bool:
    """Tell whether a term is the code of a state or an organisation, such as RUS or NATO."""
    return _CODE.fullmatch(term) is not None


def between(kind: Kind, parties: tuple[str, str]) -> Condition:
    """Return the condition that two different parties of a record meet the two terms."""
    one, other = schema.parties.alias("one"), schema.parties.alias("other")
    beside = [
        _of_record(kind, other),
        other.c.record_id == one.c.record_id,
        other.c.seq != one.c.seq,
        or_(*_ways(other, parties[1])),
    ]
    if any(memberships_of(term) for term in parties):
        # Two of one state are not a state and its group.
        beside.append(one.c.country.is_distinct_from(other.c.country))
    # Not a join: SQLite might begin with the parties of all records of the kind.
    both = [_of_record(kind, one), select(other.c.seq).where(*beside).exists()]
    return _any_of(kind, one, _ways(one, parties[0]), both)


def actor(kind: Kind, term: str) -> Condition:
    """Return the condition that a party takes part in any role."""
    party = schema.parties.alias("party")
    return _any_of(kind, party, _ways(party, term), [_of_record(kind, party)])


def in_role(kind: Kind, roles: tuple[str, ...], term: str) -> Condition:
    """Return the condition that a party takes part in one of ``roles``."""
    party = schema.parties.alias(roles[0])
    met = [_of_record(kind, party), party.c.role.in_(roles)]
    return _any_of(kind, party, _ways(party, term), met)


def begins_word(column_of_key: ColumnElement[Any], term: str) -> Condition:
    """Return the condition that a word of the key begins with ``term``."""
    # Keys hold letters, digits and blanks only, so that nothing in them is a LIKE wildcard.
    return column_of_key.like(f"%{search_key(term)}%")


def _of_record(kind: Kind, party: Any) -> Condition:
    condition: Condition = party.c.record_kind == kind.name
    return condition


def _any_of(kind: Kind, party: Any, ways: list[Condition], met: list[Condition]) -> Condition:
    """The records with a party that meets one of several conditions, and all others."""
    # One SELECT each, not OR: SQLite would look at the parties of all records of the kind.
    each = [select(party.c.record_id).where(*met, way) for way in ways]
    return kind.table.c.id.in_(each[0] if len(each) == 1 else union_all(*each))


def _ways(party: Any, term: str) -> list[Condition]:
    """An id, a code of a country or an organisation, or the beginning of a word of a name.

    The id of a group of states also means whoever belonged to it on the day of the record.
    """
    if "/" in term:
        state = term.removeprefix("state/")
        if state != term:
            return [party.c.actor_id == term, party.c.country == state]
        return [party.c.actor_id == term, *(_belonged(party, m) for m in memberships_of(term))]
    if is_code(term):
        ids = (f"state/{term}", f"organisation/{term}")
        return [party.c.country == term, party.c.actor_id.in_(ids)]
    return [party.c.name_key.in_(_names_with(term))]


def _names_with(term: str) -> Select[Any]:
    """The names of which a word begins so; each name is looked at once, not each party."""
    parties, following = schema.parties, schema.parties.alias("following")
    names = select(func.min(parties.c.name_key).label("key")).cte(recursive=True)
    after = select(func.min(following.c.name_key)).where(following.c.name_key > names.c.key)
    names = names.union_all(select(after.scalar_subquery()).where(names.c.key.is_not(None)))
    return select(names.c.key).where(begins_word(names.c.key, term))


def _belonged(party: Any, members: Membership) -> Condition:
    """The party is of a state that was a member then; undated records count by today."""
    of_member = party.c.country.in_(sorted(members.states))
    then = and_(party.c.start <= members.end, party.c.end >= members.start)
    if members.start <= date.today() <= members.end:
        then = or_(then, party.c.start.is_(None))
    return and_(of_member, then)
