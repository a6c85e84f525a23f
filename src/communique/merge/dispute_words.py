"""The words behind disputes, from ``data/dispute_words.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from communique.errors import KnowledgeError

_FILE = "dispute_words.yaml"


@dataclass(frozen=True, slots=True)
class DisputeWords:
    """Patterns of denial, correction, revision and aims, and sets of plain words.

    ``deeds`` gives for what befell people the words that tell it, ``people`` by noun the sort.
    """

    denial: re.Pattern[str]
    correction: re.Pattern[str]
    taken_back: re.Pattern[str]
    revision: re.Pattern[str]
    aims: re.Pattern[str]
    pointing: frozenset[str]
    meetings: frozenset[str]
    numbering: frozenset[str]
    empty: frozenset[str]
    growth: re.Pattern[str]
    totals: re.Pattern[str]
    moving: frozenset[str]
    deeds: Mapping[str, re.Pattern[str]]
    tolls: frozenset[str]
    people: Mapping[str, str]
    matters: Mapping[str, re.Pattern[str]]


@cache
def load_dispute_words() -> DisputeWords:
    """Return the packaged words.

    Raises:
        KnowledgeError: if the file is malformed or lacks a list.
    """
    file = resources.files("communique.merge") / "data" / _FILE
    try:
        content: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
        return DisputeWords(
            denial=_pattern(content["denial"]),
            correction=_pattern(content["correction"]),
            taken_back=_pattern(content["taken_back"]),
            revision=_pattern(content["revision"]),
            aims=_pattern(content["aims"]),
            pointing=frozenset(content["pointing"]),
            meetings=frozenset(content["meetings"]) | frozenset(content["calls"]),
            numbering=frozenset(content["numbering"]),
            empty=frozenset(str(word) for word in content["empty"]),
            growth=_pattern(content["growth"]),
            totals=_pattern(content["totals"]),
            moving=frozenset(content["moving"]),
            deeds={deed: _pattern(words) for deed, words in content["deeds"].items()},
            tolls=frozenset(content["tolls"]),
            matters={name: _pattern(words) for name, words in content["matters"].items()},
            people={noun: sort for sort, nouns in content["people"].items() for noun in nouns},
        )
    except (yaml.YAMLError, KeyError, TypeError) as error:
        raise KnowledgeError(f"{_FILE}: expected lists of words: {error}") from error


def _pattern(words: list[Any]) -> re.Pattern[str]:
    parts = [re.escape(str(word)).replace("%", r"\w*") for word in words]
    return re.compile(rf"\b(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)
