"""What undertakings are about: the words of the deed, and the types of event that can be it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib import resources

import msgspec
import yaml

from communique.errors import KnowledgeError
from communique.merge.accounts import fold
from communique.records import Commitment

_FILE = "fulfilment.yaml"
_SHORT_WORD = 4
MEETING = frozenset({"CONSULT"})
_ANYTHING = re.compile("")


class _Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: tuple[str, ...]
    types: frozenset[str]


def stems(text: str) -> frozenset[str]:
    """Return the beginnings of the longer words of a text, by which two texts are compared."""
    return frozenset(w[:6] for w in fold(text).split() if len(w) > _SHORT_WORD)


def deed_of(commitment: Commitment) -> tuple[re.Pattern[str], frozenset[str]]:
    """The words of the deed that was undertaken and the types of event that can be it."""
    if commitment.kind in {"invitation", "acceptance"}:
        return _ANYTHING, MEETING
    for pattern, types in _rules():
        if pattern.search(commitment.what):
            return pattern, types
    return _ANYTHING, frozenset()


@cache
def _rules() -> tuple[tuple[re.Pattern[str], frozenset[str]], ...]:
    file = resources.files("communique.merge") / "data" / _FILE
    try:
        rules = msgspec.convert(yaml.safe_load(file.read_text(encoding="utf-8")), tuple[_Rule, ...])
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise KnowledgeError(f"{_FILE}: expected words and types: {error}") from error
    return tuple((_pattern(rule.words), rule.types) for rule in rules)


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    parts = [re.escape(word).replace("%", r"\w*") for word in words]
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE)
