"""Wikidata entities, one a line as its dumps hold them: what is read of each.

https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html describes the form.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from communique.errors import KnowledgeError
from communique.knowledge.files import PACKAGE, read_table

# instance of, citizenship, country, position held, alpha-3 code, sex, demonym, jurisdiction
_READ = ("P31", "P27", "P17", "P39", "P298", "P21", "P1549", "P1001")
_MOST_ENTITIES = 200_000
_LONGEST_LINE = 10_000_000  # characters
_PRECISIONS = {9: 4, 10: 7, 11: 10}  # Wikidata's for year, month, day; characters of a date


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement: an id, words or a date; ``qualifiers`` are the first of each property."""

    value: str
    preferred: bool = False
    qualifiers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One entity with its English names; ``claims`` are by property, the preferred ones first."""

    entity_id: str
    name: str
    aliases: tuple[str, ...]
    claims: Mapping[str, tuple[Claim, ...]]

    def values(self, name: str) -> tuple[str, ...]:
        """Return the values of a property."""
        return tuple(claim.value for claim in self.claims.get(name, ()))


@cache
def known_ids(role: str) -> Mapping[str, str]:
    """Return what ids of one role stand for: country, kind or title.

    Raises:
        KnowledgeError: if the file of ids is malformed.
    """
    rows = read_table(PACKAGE, "wikidata_ids.csv", ("id", "role", "value"))
    return {row["id"]: row["value"] for row in rows if row["role"] == role}


def is_wikidata(path: Path) -> bool:
    """Tell whether a file holds JSON rather than CSV.

    Raises:
        KnowledgeError: if it cannot be read.
    """
    try:
        with path.open("rb") as opened:
            return opened.read(4096).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")
    except OSError as error:
        raise KnowledgeError(f"{path}: expected a file of actors: {error}") from error


def read_entities(path: Path) -> tuple[dict[str, Entity], Counter[str]]:
    """Return the entities of a file by id, and reasons why lines of it were skipped.

    Raises:
        KnowledgeError: if it cannot be read or holds more entities than fit in memory.
    """
    found: dict[str, Entity] = {}
    skipped: Counter[str] = Counter()
    for line in _lines(path):
        entity = _entity(line)
        if isinstance(entity, str):
            skipped[entity] += 1
            continue
        found[entity.entity_id] = entity
        if len(found) > _MOST_ENTITIES:
            raise KnowledgeError(f"{path}: expected at most {_MOST_ENTITIES:,} entities; part it")
    return found, skipped


def _lines(path: Path) -> Iterator[str]:
    try:
        with path.open(encoding="utf-8-sig") as opened:
            while line := opened.readline(_LONGEST_LINE):
                words = line.strip().rstrip(",")
                if words not in ("", "[", "]"):
                    yield words
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path}: expected JSON Lines in UTF-8: {error}") from error


def _entity(line: str) -> Entity | str:
    """Return the entity of a line, or why there is none."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):  # a number may be too long for one
        return "line that is no JSON"
    if not isinstance(row, dict) or not isinstance(row.get("id"), str):
        return "line that is no Wikidata entity"
    name = _words(_of(_of(row, "labels"), "en")) or _words(_of(_of(row, "labels"), "mul"))
    if not name:
        return "entity without an English name"
    aliases = _of(_of(row, "aliases"), "en")
    given = map(_words, aliases if isinstance(aliases, list) else ())
    claims = _of(row, "claims")
    return Entity(
        entity_id=row["id"],
        name=name,
        aliases=tuple(dict.fromkeys(alias for alias in given if alias)),
        claims={p: _claims(_of(claims, p)) for p in _READ if _of(claims, p)},
    )


def _of(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None


def _words(value: Any) -> str:
    """Return words, given alone or as the value of a language, for one cell of a table."""
    found = value if isinstance(value, str) else _of(value, "value")
    if not isinstance(found, str):
        return ""
    whole = found.encode("utf-8", "ignore").decode()  # JSON may escape half a character
    return " ".join(whole.replace(";", " ").split())


def _claims(given: Any) -> tuple[Claim, ...]:
    found = [_claim(one) for one in (given if isinstance(given, list) else [given])]
    return tuple(sorted((c for c in found if c is not None), key=lambda c: not c.preferred))


def _claim(given: Any) -> Claim | None:
    if isinstance(given, str):  # the simplified form that many tools write
        return Claim(value=given, qualifiers={})
    value = _value(_of(given, "mainsnak"))
    if value is None or _of(given, "rank") == "deprecated":
        return None
    qualifiers = _of(given, "qualifiers")
    read = {}
    for name in ("P580", "P582", "P642"):
        snaks = _of(qualifiers, name)
        first = _value(snaks[0]) if isinstance(snaks, list) and snaks else None
        if first is not None:
            read[name] = first
    return Claim(value=value, preferred=_of(given, "rank") == "preferred", qualifiers=read)


def _value(snak: Any) -> str | None:
    """Return an id, words, or a date as far as it is known; English only where words have one."""
    value = _of(_of(snak, "datavalue"), "value")
    if not isinstance(value, dict):
        return value if isinstance(value, str) else None
    if isinstance(_of(value, "time"), str):
        precision = _of(value, "precision")
        length = _PRECISIONS.get(precision, 0) if isinstance(precision, int) else 0
        return value["time"].removeprefix("+")[:length] or None
    if "text" in value:
        return _words(value["text"]) if value.get("language") == "en" else None
    return value["id"] if isinstance(value.get("id"), str) else None
