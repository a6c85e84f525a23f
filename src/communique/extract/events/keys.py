"""The keys of a pattern, and what may stand under them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from communique.errors import KnowledgeError

WORD_LISTS = (
    "verbs",
    "nouns",
    "objects",
    "not_objects",
    "not_with",
    "complement",
    "not_complement",
)
FLAGS = (
    "performative", "announced", "alone", "weak", "bare", "at_home", "recallable", "answers",
    "actor_owns_object", "habitual", "on_own_soil", "of_place",
    "ahead", "instrument", "told",
)  # fmt: skip
_LISTS = (*WORD_LISTS, "recipient", "examples", "counterexamples")
_FRAMES = ("directed", "reciprocal", "joint", "visit", "receive", "suffer")
KEYS = frozenset(
    (*WORD_LISTS, *FLAGS, "id", "mode", "cameo", "frame", "recipient", "recipient_kind",
     "particle", "examples", "counterexamples")
)  # fmt: skip


def check_values(row: Mapping[str, Any], where: str) -> None:
    """Refuse what a user easily gets wrong: a word for a list, an unquoted ``on`` or code.

    Args:
        row: a pattern as a user's file has it.
        where: its file, type and id, for the message.

    Raises:
        KnowledgeError: naming the key and what was expected.
    """
    for key in _LISTS:
        value = row.get(key) or []
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            raise KnowledgeError(
                f"{where}: expected {key} to be a list of words, got {value!r} "
                "(on, off, yes and no stand in quotes)"
            )
    for key in WORD_LISTS:
        odd = [word for word in row.get(key) or () if word != word.lower() or " " in word]
        if odd:
            raise KnowledgeError(
                f"{where}: expected {key} to be single words in lower case, got {odd[0]!r}"
            )
    for key in ("id", "mode", "cameo", "particle", "recipient_kind"):
        if not isinstance(row.get(key), str | None):
            raise KnowledgeError(f"{where}: expected {key} in quotes, got {row[key]!r}")
    for key in FLAGS:
        if not isinstance(row.get(key, False), bool):
            raise KnowledgeError(f"{where}: expected {key} to be true or false, got {row[key]!r}")
    frame = row.get("frame", "directed")
    if frame not in _FRAMES:
        raise KnowledgeError(f"{where}: expected a frame of {', '.join(_FRAMES)}, got {frame!r}")
