"""Whether two spellings can be one person's name, given that they hold one office at one time."""

from __future__ import annotations

from difflib import SequenceMatcher

from communique.knowledge.agents import load_agents, plain_word, raw_words
from communique.knowledge.offices import last_name

_LIKE_SURNAME = 0.8  # "Kalnins" and "Kalninsh" have .93, "Petrov" and "Petrenko" .71
_LIKE_GIVEN = 0.74  # as for curated persons: "Aleksandr" and "Alexander" have .78
_SHORT = 4  # letters up to which a name must be spelt alike: "Li" is not "Lu"


def same_name(one: str, other: str) -> bool:
    """Tell whether two full names differ in their spelling only: "Janis" and "Jānis Kalniņš"."""
    first, second = _parts(one), _parts(other)
    if first is None or second is None:
        return False
    return _alike(first[1], second[1], _LIKE_SURNAME) and _alike(first[0], second[0], _LIKE_GIVEN)


def same_surname(surname: str, name: str) -> bool:
    """Tell whether a bare surname can be that of a full name."""
    parts = _parts(name)
    return parts is not None and _folded(surname) == parts[1]


def _parts(name: str) -> tuple[str, str] | None:
    """Return the first given name and the surname as they are compared."""
    surname = last_name(name)
    given = raw_words(name)
    while len(given) > 2 and (plain_word(given[0]),) in load_agents().honorifics:
        given = given[1:]
    return (given[0].lower(), _folded(surname)) if surname and given else None


def _folded(words: str) -> str:
    return " ".join(map(plain_word, raw_words(words)))


def _alike(one: str, other: str, least: float) -> bool:
    if one == other:
        return True
    if min(len(one), len(other)) <= _SHORT or one[0] != other[0]:
        return False
    return SequenceMatcher(None, one, other).ratio() >= least
