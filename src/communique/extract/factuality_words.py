"""The words of factuality: ``data/factuality.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from communique.errors import KnowledgeError
from communique.extract.clause import lemma_in
from communique.knowledge.files import read_yaml
from communique.records import Status
from communique.syntax import Token

Reading = Status | Literal["averted"]
"""A status, or ``averted``: the event did not happen and nobody denies it."""

_READINGS = (*get_args(Status), "averted")
_BY_WORD = ("governors", "modifiers", "nouns", "modals")


@dataclass(frozen=True, slots=True, kw_only=True)
class FactualityWords:
    """Readings by word for each part of speech, and word lists; the file says what each is for."""

    governors: Mapping[str, Reading]
    modifiers: Mapping[str, Reading]
    nouns: Mapping[str, Reading]
    modals: Mapping[str, Reading]
    only_over_clauses: frozenset[str]
    calling_off: frozenset[str]
    ruling_out: frozenset[str]
    left_open: frozenset[str]
    taking_place: frozenset[str]
    enabling: frozenset[str]
    providers: frozenset[str]
    conditions: frozenset[str]
    imagining: frozenset[str]
    imagined_openings: frozenset[str]
    awaiting: frozenset[str]
    looking_ahead: frozenset[str]
    means: frozenset[str]
    ahead: frozenset[str]
    presupposing: frozenset[str]
    settings: frozenset[str]
    excluding: frozenset[str]
    negations: frozenset[str]
    empty_nouns: frozenset[str]
    hearsay: frozenset[str]
    deciding: frozenset[str]
    being_first: frozenset[str]
    ordinals: frozenset[str]
    habits: frozenset[str]
    habitual: frozenset[str]
    standing_still: frozenset[str]
    taken_back: frozenset[str]
    fictions: frozenset[str]
    narrating: frozenset[str]
    sports: frozenset[str]

    def of_verb(self, verb: Token) -> Reading | None:
        """Return what a verb says of the event below it."""
        return self.governors.get(lemma_in(verb, self.governors))

    def of_noun(self, noun: Token) -> Reading | None:
        """Return what a noun says of the event that is its content."""
        return self.nouns.get(noun.text.lower()) or self.nouns.get(noun.lemma)


@cache
def load_factuality() -> FactualityWords:
    """Read the lexicon.

    Raises:
        KnowledgeError: if it names a status that the ledger does not know, or lacks a list.
    """
    content = read_yaml("communique.extract", "factuality.yaml")

    def by_word(section: str) -> dict[str, Reading]:
        unknown = content[section].keys() - set(_READINGS)
        if unknown:
            raise KnowledgeError(f"factuality.yaml: {section}: unknown status {unknown}")
        return {str(word): status for status, words in content[section].items() for word in words}

    lists = {name: frozenset(words) for name, words in content.items() if name not in _BY_WORD}
    try:
        return FactualityWords(
            governors=by_word("governors"), modifiers=by_word("modifiers"),
            nouns=by_word("nouns"), modals=by_word("modals"), **lists,
        )  # fmt: skip
    except TypeError as error:
        raise KnowledgeError(f"factuality.yaml: a list is missing or unknown: {error}") from error


# From the least to the most removed from the actual.
_RANKED: tuple[Reading, ...] = (
    "actual", "alleged", "planned", "proposed", "conditional", "cancelled", "denied", "averted",
)  # fmt: skip


def stronger(first: Reading, second: Reading | None) -> Reading:
    """Return the reading further from the actual; None says nothing."""
    return second if second is not None and _RANKED.index(second) > _RANKED.index(first) else first
