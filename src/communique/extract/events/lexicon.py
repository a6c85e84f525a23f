"""The pattern lexicon: ``data/patterns``, one file an event type.

A pattern names its predicates (verbs or event nouns), the roles of their arguments, and what rules
it out. Its examples run as tests.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any

from communique.errors import KnowledgeError
from communique.knowledge.files import data_folder, read_yaml

_PACKAGE = "communique.extract"
_KEYS = frozenset({"id", "mode", "verbs", "nouns", "objects", "not_objects", "frame", "recipient", "complement",
                   "particle", "performative", "alone", "contexts", "examples", "counterexamples", "cameo", "weak",
                   "recipient_kind", "announced", "actor_owns_object"})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One pattern.

    ``frame``: ``directed`` (subject does it to the recipient), ``reciprocal`` (all parties are
    actors), ``visit`` (subject goes to the recipient) or ``receive`` (subject is the host).
    ``recipient``: where the recipient stands, in order of trial: ``object``, ``owner`` (of the
    object), ``complement``, or a preposition. ``objects``: the object must be one of these nouns.
    ``performative``: announcing it does it ("will expel"). ``alone``: the event stands without a
    recipient. ``weak``: the predicate alone says too little, so recipient must be a state or office.
    """

    rule: str
    type: str
    mode: str | None
    cameo: str | None
    verbs: frozenset[str]
    nouns: frozenset[str]
    objects: frozenset[str]
    not_objects: frozenset[str]
    frame: str
    recipient: tuple[str, ...]
    complement: frozenset[str]
    particle: str | None
    performative: bool
    alone: bool
    weak: bool
    announced: bool
    actor_owns_object: bool
    recipient_kind: str | None
    contexts: tuple[str, ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All patterns, findable by the lemma of their predicate."""

    patterns: tuple[Pattern, ...]
    verbs: dict[str, tuple[Pattern, ...]]
    nouns: dict[str, tuple[Pattern, ...]]
    light_verbs: frozenset[str]


@cache
def load_lexicon() -> Lexicon:
    """Read and check all pattern files.

    Raises:
        KnowledgeError: if a pattern has an unknown key, no predicate or no id.
    """
    patterns: list[Pattern] = []
    light: frozenset[str] = frozenset()
    for name in data_folder(_PACKAGE, "patterns"):
        content = read_yaml(_PACKAGE, name)
        if name.endswith("light_verbs.yaml"):
            light = frozenset(content["light_verbs"])
            continue
        patterns += [_pattern(row, str(content["type"]), name) for row in content["patterns"]]
    verbs: dict[str, list[Pattern]] = defaultdict(list)
    nouns: dict[str, list[Pattern]] = defaultdict(list)
    for pattern in patterns:
        for verb in pattern.verbs:
            verbs[verb].append(pattern)
        for noun in pattern.nouns:
            nouns[noun].append(pattern)
    return Lexicon(
        tuple(patterns),
        {lemma: tuple(found) for lemma, found in verbs.items()},
        {lemma: tuple(found) for lemma, found in nouns.items()},
        light,
    )


def _pattern(row: dict[str, Any], event_type: str, file: str) -> Pattern:
    unknown = row.keys() - _KEYS
    if unknown or "id" not in row or not (row.get("verbs") or row.get("nouns")):
        raise KnowledgeError(
            f"{file}: pattern {row.get('id')!r} needs an id and verbs or nouns; unknown: {unknown}"
        )

    def words(key: str) -> frozenset[str]:
        return frozenset(map(str, row.get(key) or ()))

    return Pattern(
        rule=f"{event_type.lower()}.{row['id']}",
        type=event_type,
        mode=row.get("mode"),
        cameo=row.get("cameo"),
        verbs=words("verbs"),
        nouns=words("nouns"),
        objects=words("objects"),
        not_objects=words("not_objects"),
        frame=str(row.get("frame", "directed")),
        recipient=tuple(row.get("recipient") or ("object", "owner")),
        complement=words("complement"),
        particle=row.get("particle"),
        performative=bool(row.get("performative")),
        alone=bool(row.get("alone")),
        weak=bool(row.get("weak")),
        announced=bool(row.get("announced")),
        actor_owns_object=bool(row.get("actor_owns_object")),
        recipient_kind=row.get("recipient_kind"),
        contexts=tuple(row.get("contexts") or ()),
        examples=tuple(row.get("examples") or ()),
        counterexamples=tuple(row.get("counterexamples") or ()),
    )
