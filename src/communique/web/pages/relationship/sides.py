"""The two of a relationship: whom words of an address or a form mean, and how they are named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import cast

from communique.brief.parties import Names
from communique.brief.plain import capital
from communique.knowledge.organisations import load_organisations
from communique.knowledge.states import load_states
from communique.ledger import Ledger
from communique.ledger.who import is_code
from communique.records import Actor, Party
from communique.web import addresses
from communique.web.finding import code_in, meant


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two: what the ledger is asked for, its name, and its page if it has one.

    ``name`` is as it stands inside a sentence ("the United States"), ``title`` without an article.
    """

    term: str
    name: str
    title: str
    href: str | None


def term_of(words: str) -> str:
    """Return what a ledger is asked for by words: a code or an id if they are known, or a name.

    Args:
        words: a code in any case, an id, or a name or alias of a state or an organisation;
            anything else stays as it is and means names that begin so.
    """
    told = " ".join(words.split())
    if "/" in told or is_code(told):
        return told
    return _terms().get(told.casefold(), told)


def found_term(ledger: Ledger, words: str) -> str:
    """Return the same, or the code or id of the one actor of the ledger that words mean."""
    term = term_of(words)
    if "/" in term or is_code(term) or not any(character.isalnum() for character in term):
        return term
    actor = meant(ledger, term)
    return code_in(actor) if actor else term


def sides(ledger: Ledger, terms: Iterable[str]) -> tuple[Side, ...]:
    """Return parties with their names, in order."""
    asked = tuple(terms)
    wanted = {one if "/" in one else f"organisation/{one}" for one in asked}
    wanted |= {f"state/{one}" for one in asked if is_code(one)}
    found = cast("dict[str, Actor]", ledger.by_ids("actors", wanted))
    names = Names(found.values())
    return tuple(_side(one, found, names) for one in asked)


def is_of(party: Party, term: str) -> bool:
    """Tell whether a party is the one of a term, belongs to it, or was ever a member of it."""
    code = term.removeprefix("state/").removeprefix("organisation/")
    if party.actor_id in (term, f"state/{code}", f"organisation/{code}") or party.country == code:
        return True
    if "/" not in term and not is_code(term):
        return any(word.startswith(term.casefold()) for word in party.name.casefold().split())
    return party.country in _members().get(f"organisation/{code}", ())


def _side(term: str, found: Mapping[str, Actor], names: Names) -> Side:
    name = names.term(term)
    ids = (term, f"state/{term}", f"organisation/{term}")
    actor_id = next((one for one in ids if one in found), None)
    if actor_id is None and term.removeprefix("state/") in load_states():
        actor_id = f"state/{term.removeprefix('state/')}"
    return Side(
        term=term,
        name=name,
        title=capital(name.removeprefix("the ")),
        href=addresses.actor(actor_id) if actor_id else None,
    )


@cache
def _members() -> Mapping[str, frozenset[str]]:
    """Who was ever a member, by the id of a body."""
    bodies = load_organisations().items()
    return MappingProxyType({name: frozenset(m.state for m in one.members) for name, one in bodies})


@cache
def _terms() -> Mapping[str, str]:
    """Codes of states and organisations by their names in small letters, ids of those without."""
    found: dict[str, str] = {}
    for actor_id, body in load_organisations().items():
        code = actor_id.rpartition("/")[2]
        # The code means the body itself, its id also whoever is a member.
        term = code if is_code(code) and actor_id.startswith("organisation/") else actor_id
        for name in (*body.aliases, body.name, code):
            found[name.casefold()] = term
    for state in load_states().values():
        for name in (*state.aliases, state.name, state.code):
            found[name.casefold()] = state.code
    return MappingProxyType(found)
