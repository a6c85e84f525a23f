"""The lexicon of figures: units, currencies, and the words that surround numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast, get_args

from communique.errors import KnowledgeError
from communique.knowledge.files import read_yaml
from communique.records import Party, Qualifier


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number counts: the words recorded, its kind, and the ISO 4217 code of money."""

    name: str
    kind: str
    currency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All words that the reading of figures rests on; patterns match at a position of the text."""

    before_number: re.Pattern[str]
    after_number: re.Pattern[str]
    units: Mapping[str, Unit]
    qualifiers_before: Mapping[str, Qualifier]
    qualifiers_after: Mapping[str, Qualifier]
    change: Mapping[str, str]
    shared_currencies: Mapping[str, Mapping[str, str]]
    words: Mapping[str, frozenset[str]]
    idioms: re.Pattern[str]
    ordinal_nouns: Mapping[str, int]
    tolls: Mapping[str, str]
    lasting_nouns: Mapping[str, str]
    participles: Mapping[str, str]

    def has(self, group: str, lemma: str) -> bool:
        """Tell whether a word belongs to a group of ``words.yaml``."""
        return lemma in self.words[group]

    def currency_of(self, name: str, parties: Iterable[Party]) -> str | None:
        """Return the currency that "pesos" or "kroner" are, by the states concerned, or None."""
        codes = self.shared_currencies.get(name, {})
        found = {codes[p.country] for p in parties if p.country and p.country in codes}
        return found.pop() if len(found) == 1 else None


def either(words: Iterable[str]) -> str:
    """Return a pattern that matches any of ``words``, the longest first."""
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


def _units(content: dict[str, Any]) -> tuple[dict[str, Unit], dict[str, Unit]]:
    """Return what may stand before a number and what may stand after it."""
    before: dict[str, Unit] = {}
    after: dict[str, Unit] = {}
    for row in content["currencies"]:
        unit = Unit(row["unit"], "money", row["code"])
        before |= dict.fromkeys([*row["signs"], row["code"]], unit)
        after |= {word.lower(): unit for word in row["words"]}
        after |= {sign.lower(): unit for sign in row["signs"] if len(sign) == 1}
        after[row["code"].lower()] = unit
    for name in content["shared_currencies"]:
        after.setdefault(name, Unit(name, "money"))
    for kind, units in content["measures"].items():
        for name, forms in units.items():
            after |= {form.lower(): Unit(name, kind) for form in forms}
    return before, after


def _qualifiers(groups: dict[str, list[str]]) -> dict[str, Qualifier]:
    found: dict[str, Qualifier] = {}
    for name, phrases in groups.items():
        if name not in get_args(Qualifier):
            raise KnowledgeError(f"words.yaml: unknown qualifier {name!r}")
        qualifier = cast(Qualifier, name)
        found |= dict.fromkeys(phrases, qualifier)
    return found


_GROUPS = ("anaphoric", "uncounted", "single", "collective", "person_adjectives", "numbered",
           "lasting", "quantities", "amounting", "saying", "framing")  # fmt: skip


@cache
def load_lexicon() -> Lexicon:
    """Return the packaged lexicon of figures.

    Raises:
        KnowledgeError: if a data file is malformed.
    """
    units = read_yaml("communique.extract.figures", "units.yaml")
    words = read_yaml("communique.extract.figures", "words.yaml")
    try:
        before, after = _units(units)
        return Lexicon(
            before_number=re.compile(rf"(?<![A-Za-z])({either(before)})\s?\Z"),
            after_number=re.compile(rf"[ \u00a0\u202f-]?({either(after)})(?![\w²])", re.IGNORECASE),
            units={**after, **before},
            qualifiers_before=_qualifiers(words["qualifiers"]["before"]),
            qualifiers_after=_qualifiers(words["qualifiers"]["after"]),
            change={lemma: way for way, lemmas in words["change"].items() for lemma in lemmas},
            shared_currencies=units["shared_currencies"],
            words={group: frozenset(words[group]) for group in _GROUPS},
            idioms=re.compile(rf"(?<!\w)(?:{either(words['idioms'])})(?!\w)", re.IGNORECASE),
            ordinal_nouns=words["ordinal_nouns"],
            tolls=words["tolls"],
            lasting_nouns=words["lasting_nouns"],
            participles=words["participles"],
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise KnowledgeError(f"units.yaml, words.yaml: section or key missing: {error}") from error
