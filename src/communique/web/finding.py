"""Whom and what a reader means by some words: an actor, a pair, places, outlets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import cast

from communique.knowledge.states import load_states
from communique.ledger import Filters, Ledger, OutletCount
from communique.ledger.rows import search_key
from communique.records import Actor

_OUTLETS = 1000  # among which one is looked for
_CANDIDATES = 40
_JOINT = re.compile(r"\s+(?:and|vs\.?|versus|with)\s+|\s*[,/&–—-]\s*", re.IGNORECASE)


def actors_of(ledger: Ledger, words: str, most: int) -> tuple[Actor, ...]:
    """Return actors by their code, name or another of their names, whole names first."""
    code = _code_of(words)
    found: dict[str, Actor] = {}
    if code is not None:
        found = cast("dict[str, Actor]", ledger.by_ids("actors", [f"state/{code}"]))
    for asked in (Filters(actor=words), Filters(search=words)):
        page = ledger.page("actors", replace(asked, limit=_CANDIDATES))
        found |= {one.actor_id: one for one in cast(Sequence[Actor], page.records)}
    ranked = sorted(found.values(), key=lambda one: (_nearness(one, words), one.name))
    return tuple(ranked[:most])


def pair_of(ledger: Ledger, words: str) -> tuple[Actor, Actor] | None:
    """Return the two that words such as "Russia and China" name, if they do."""
    sides = [side.strip() for side in _JOINT.split(words.strip())]
    if len(sides) != 2 or not all(any(c.isalnum() for c in side) for side in sides):
        return None
    one, other = (meant(ledger, side) for side in sides)
    return (one, other) if one and other and one != other else None


def meant(ledger: Ledger, words: str) -> Actor | None:
    """Return the one actor that words name, None if there is none or more than one."""
    found = actors_of(ledger, words, 2)
    best = [one for one in found if _nearness(one, words) == 0]
    if len(best) == 1:
        return best[0]
    return found[0] if len(found) == 1 else None


def outlets_of(ledger: Ledger, words: str, most: int) -> tuple[OutletCount, ...]:
    """Return outlets in whose name the words stand, those of most reports first."""
    wanted = _key(words)
    known = ledger.census().outlets(most=_OUTLETS)
    return tuple(one for one in known if wanted in _key(one.outlet))[:most]


def code_in(actor: Actor) -> str:
    """Return the code by which an actor is asked for: its own, or its id where it has none."""
    kind, _, rest = actor.actor_id.partition("/")
    return actor.actor_id if kind == "person" else rest


def _nearness(actor: Actor, words: str) -> int:
    """0 for the very name or code, 1 for a beginning of the name, 2 for anything else."""
    wanted = _key(words)
    names = [_key(name) for name in (actor.name, *actor.aliases, code_in(actor))]
    if wanted in names or (actor.kind == "state" and _code_of(words) == actor.country):
        return 0
    return 1 if names[0].startswith(wanted) else 2


def _key(words: str) -> str:
    return search_key(words).strip()


def _code_of(words: str) -> str | None:
    return _state_words().get(_key(words))


@cache
def _state_words() -> dict[str, str]:
    """Codes by the names, adjectives and codes of states."""
    return {_key(word): code for code, word in _words()}


def _words() -> Iterable[tuple[str, str]]:
    for code, state in load_states().items():
        for word in (*state.metonyms, *state.adjectives, *state.aliases, state.name, code):
            yield code, word
