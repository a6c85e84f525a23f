"""Nouns that describe actors, named bodies of states, and regions: three files of ``data``.

``agents.yaml`` gives nouns their PLOVER sectors, ``bodies.yaml`` names parliaments, parties,
services and the like by state, ``regions.yaml`` names regions and peoples with their state.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from communique.errors import KnowledgeError
from communique.knowledge.files import PACKAGE, read_yaml
from communique.knowledge.names import fold

_ACRONYM = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"'s?(?![^\W_])")
_IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "wives": "wife", "defence": "defense",
    "labour": "labor", "organisation": "organization", "centre": "center", "programme": "program",
    "organisations": "organization", "forces": "force", "thieves": "thief", "armies": "army",
    "people": "people", "pms": "pm", "mps": "mp", "meps": "mep", "policemen": "policeman",
}  # fmt: skip
_COMPOUND = re.compile(r"(\w*)(men|women)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A named body of a state, or of none; ``sectors`` are PLOVER codes, the main one first."""

    names: tuple[str, ...]
    country: str | None
    sectors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A region, people or de facto state with its state; ``sectors`` only where it acts itself."""

    names: tuple[str, ...]
    country: str
    sectors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agents:
    """What describes an actor; words are normalised (`plain_words`).

    ``certain`` nouns decide the sector, ``weak`` ones only where none of those stands by.
    """

    certain: Mapping[tuple[str, ...], tuple[str, ...]]
    weak: Mapping[tuple[str, ...], tuple[str, ...]]
    former: frozenset[str]
    honorifics: frozenset[tuple[str, ...]]
    office_sectors: Mapping[str, tuple[str, ...]]
    bodies: tuple[Body, ...]
    regions: tuple[Region, ...]


def raw_words(phrase: str) -> list[str]:
    """Return the words of a phrase without accents, possessives, dots of acronyms and hyphens."""
    folded = _ACRONYM.sub(lambda m: m.group().replace(".", "") + " ", fold(phrase))
    return _WORD.findall(_POSSESSIVE.sub("", folded))


@lru_cache(maxsize=8192)
def plain_words(phrase: str) -> tuple[str, ...]:
    """Return the words of a phrase in lower case and singular, British spelling as American."""
    return tuple(map(plain_word, raw_words(phrase)))


def plain_word(word: str) -> str:
    """Return one word in lower case and singular; the same rough rule serves both sides."""
    lower = word.lower()
    if lower in _IRREGULAR:
        return _IRREGULAR[lower]
    if _COMPOUND.match(lower):
        return lower[:-2] + "an"
    if len(lower) <= 3 or lower.endswith(("ss", "us", "is")):
        return lower
    if lower.endswith("ies") and len(lower) > 4:
        return lower[:-3] + "y"
    return lower.removesuffix("s")


@cache
def load_agents(package: str = PACKAGE) -> Agents:
    """Read the three files.

    Args:
        package: the package whose ``data`` folder holds the files.

    Raises:
        KnowledgeError: if a section is missing or an entry is no list of words.
    """
    content = read_yaml(package, "agents.yaml")
    try:
        return Agents(
            certain=dict(_nouns(content["certain"])),
            weak=dict(_nouns(content["weak"])),
            former=frozenset(map(plain_word, content["former"])),
            honorifics=frozenset(map(plain_words, content["honorifics"])),
            office_sectors={k: tuple(v.split()) for k, v in content["offices"].items()},
            bodies=tuple(_bodies(read_yaml(package, "bodies.yaml"))),
            regions=tuple(_regions(read_yaml(package, "regions.yaml"))),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise KnowledgeError(
            f"agents.yaml, bodies.yaml or regions.yaml: section or key missing: {error}"
        ) from error


def _nouns(
    sections: Mapping[str, list[str]],
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    for sectors, phrases in sections.items():
        for phrase in phrases:
            yield plain_words(phrase), tuple(sectors.split())


def _bodies(sections: Mapping[str, Any]) -> Iterator[Body]:
    for sectors, states in sections.items():
        for code, names in states.items():
            for forms in names:
                yield Body(
                    names=_forms(forms),
                    country=None if code == "NONE" else str(code),
                    sectors=tuple(sectors.split()),
                )


def _regions(content: Mapping[str, Any]) -> Iterator[Region]:
    for sectors, states in content.items():
        found = () if sectors == "regions" else tuple(sectors.split())
        for code, names in states.items():
            for forms in names:
                yield Region(names=_forms(forms), country=str(code), sectors=found)


def _forms(entry: str) -> tuple[str, ...]:
    return tuple(form.strip() for form in entry.split("="))
