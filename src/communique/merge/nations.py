"""States as plain text names them: "Ukrainian", "Kyiv", "Ukraine"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from communique.knowledge.states import State, load_states
from communique.spans import Span

_WORD = re.compile(r"[A-Z](?:\.[A-Z])+\.?|\w[\w-]*")
_LONGEST = 4  # words of the name of a state


@cache
def nation_words() -> dict[str, str]:
    """Return the single words for the people of a state, in lower case, with its code."""
    found: dict[str, str] = {}
    for state in _states().values():
        for word in (*state.adjectives, *state.people):
            if " " not in word:
                found.setdefault(word.lower(), state.code)
                found.setdefault(f"{word.lower()}s", state.code)
    return found


def states_in(text: str) -> list[tuple[Span, str]]:
    """Return the states that a text names by name, adjective or seat of government, in order.

    Args:
        text: any text; words of more than one meaning, such as "Georgia", are passed over.
    """
    names, words = _names(), list(_WORD.finditer(text))
    found: list[tuple[Span, str]] = []
    for at, word in enumerate(words):
        if (found and word.start() < found[-1][0].end) or not word.group()[0].isupper():
            continue
        for last in reversed(words[at : at + _LONGEST]):
            code = names.get(text[word.start() : last.end()])
            if code is not None:
                found.append((Span(word.start(), last.end()), code))
                break
    return found


def state_name(code: str) -> str:
    """Return the name of a state by its code, the code itself if it is not known."""
    state = _states().get(code)
    return state.name if state is not None else code


@cache
def _states() -> Mapping[str, State]:
    return load_states()


@cache
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for state in _states().values():
        for name in (state.name, *state.aliases, *state.adjectives, *state.people, *state.metonyms):
            if name not in state.ambiguous:
                found.setdefault(name, state.code)
    return found
