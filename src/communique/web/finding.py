"""Whom and what a reader means by some words: a record, an actor, a pair, places, outlets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import cast

from communique.errors import UnknownRecordError
from communique.knowledge.states import load_states
from communique.ledger import Filters, Ledger, OutletCount, Record
from communique.ledger.rows import search_key
from communique.records import Actor

_OUTLETS = 1000  # among which one is looked for
_CANDIDATES = 40
_WORDS_OF_A_PAIR = 4  # that nothing parts, as in "Xi Jinping Joe Biden"
_JOINT = re.compile(r"\s+(?:and|vs\.?|versus|with)\s+|\s*[,/&–—-]\s*", re.IGNORECASE)


def record_of(ledger: Ledger, kind: str, wanted: str, noun: str) -> Record:
    """Return a record of a kind by its id, or a unique beginning of it.

    Args:
        ledger: that holds it.
        kind: such as ``events``.
        wanted: the id, which is looked up at once, or its beginning.
        noun: for the record, with its article.

    Raises:
        UnknownRecordError: if the ledger has none.
    """
    whole = ledger.by_ids(kind, [wanted]).get(wanted)
    found, record = (kind, whole) if whole else ledger.record(wanted)
    if found != kind:
        raise UnknownRecordError(f"expected the id of {noun}, got one of {found}")
    return record


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
    """Return the two that words such as "Russia and China" or "RUS CHN" name, if they do."""
    sides = [side.strip() for side in _JOINT.split(words.strip())]
    if len(sides) == 2:
        return _two(meant(ledger, side) for side in sides if any(map(str.isalnum, side)))
    split = words.split()
    if len(sides) > 2 or len(split) > _WORDS_OF_A_PAIR or meant(ledger, words):
        return None
    cuts = ((" ".join(split[:at]), " ".join(split[at:])) for at in range(1, len(split)))
    pairs = (_two(_called(actors_of(ledger, side, 2), side) for side in cut) for cut in cuts)
    return next(filter(None, pairs), None)


def _two(found: Iterable[Actor | None]) -> tuple[Actor, Actor] | None:
    match list(found):
        case [Actor() as one, Actor() as other] if one != other:
            return one, other
    return None


def meant(ledger: Ledger, words: str) -> Actor | None:
    """Return the one actor that words name, None if there is none or more than one."""
    found = actors_of(ledger, words, 2)
    return _called(found, words) or (found[0] if len(found) == 1 else None)


def _called(found: Sequence[Actor], words: str) -> Actor | None:
    """Return the one actor whose whole name or code words are."""
    best = [one for one in found if _nearness(one, words) == 0]
    return best[0] if len(best) == 1 else None


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
