"""Conditions on who takes part: parties by id, code, name or group, in any role or one."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

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
    met = [
        _of_record(kind, one),
        one.c.record_id == other.c.record_id,
        one.c.record_kind == other.c.record_kind,
        one.c.seq != other.c.seq,
        _is_party(one, parties[0]),
        _is_party(other, parties[1]),
    ]
    if any(memberships_of(term) for term in parties):
        # Two of one state are not a state and its group.
        met.append(one.c.country.is_distinct_from(other.c.country))
    return kind.table.c.id.in_(select(one.c.record_id).where(*met))


def actor(kind: Kind, term: str) -> Condition:
    """Return the condition that a party takes part in any role."""
    party = schema.parties.alias("party")
    met = and_(_of_record(kind, party), _is_party(party, term))
    return kind.table.c.id.in_(select(party.c.record_id).where(met))


def in_role(kind: Kind, roles: tuple[str, ...], term: str) -> Condition:
    """Return the condition that a party takes part in one of ``roles``."""
    party = schema.parties.alias(roles[0])
    met = and_(_of_record(kind, party), party.c.role.in_(roles), _is_party(party, term))
    return kind.table.c.id.in_(select(party.c.record_id).where(met))


def begins_word(column_of_key: ColumnElement[Any], term: str) -> Condition:
    """Return the condition that a word of the key begins with ``term``."""
    # Keys hold letters, digits and blanks only, so that nothing in them is a LIKE wildcard.
    return column_of_key.like(f"%{search_key(term)}%")


def _of_record(kind: Kind, party: Any) -> Condition:
    condition: Condition = party.c.record_kind == kind.name
    return condition


def _is_party(party: Any, term: str) -> Condition:
    """An id, a code of a country or an organisation, or the beginning of a word of a name.

    The id of a group of states also means whoever belonged to it on the day of the record.
    """
    if "/" in term:
        state = term.removeprefix("state/")
        by_id: Condition = party.c.actor_id == term
        if state != term:
            return or_(by_id, party.c.country == state)
        return or_(by_id, *(_belonged(party, members) for members in memberships_of(term)))
    if is_code(term):
        ids = (f"state/{term}", f"organisation/{term}")
        return or_(party.c.country == term, party.c.actor_id.in_(ids))
    return begins_word(party.c.name_key, term)


def _belonged(party: Any, members: Membership) -> Condition:
    """The party is of a state that was a member then; undated records count by today."""
    of_member = party.c.country.in_(sorted(members.states))
    then = and_(party.c.start <= members.end, party.c.end >= members.start)
    if members.start <= date.today() <= members.end:
        then = or_(then, party.c.start.is_(None))
    return and_(of_member, then)
