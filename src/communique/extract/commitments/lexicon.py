"""The lexicon of commitments: the words that make, accept, plan or expect a deed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from communique.errors import KnowledgeError
from communique.knowledge.files import read_yaml
from communique.records import CommitmentKind
from communique.syntax import Token

_FRAMES = frozenset({"infinitive", "clause", "object", "gerund", "topic", "for"})
_GROUPS = (
    "deals", "quantity_changes", "events", "calling_off", "inviting", "asking", "visiting",
    "invitation_nouns", "giving", "receiving", "accepting", "hindering", "modals", "reporting",
    "stative", "mutual", "unreal", "conditions", "promises", "refusing", "happening", "idle",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class VerbFrame:
    """A verb of commitment: what kind it makes, and the complements that make it one."""

    kind: CommitmentKind
    frames: frozenset[str]


@dataclass(frozen=True, slots=True)
class NounFrame:
    """A noun of commitment: its kind, and the verbs with which it tells a deed."""

    kind: CommitmentKind
    verbs: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All words that the reading of commitments rests on, by lemma."""

    verbs: Mapping[str, VerbFrame]
    nouns: Mapping[str, NounFrame]
    scheduled: Mapping[str, CommitmentKind]
    deeds: Mapping[str, CommitmentKind]
    deed_objects: Mapping[str, frozenset[str]]
    calling_off_phrasal: frozenset[tuple[str, str]]
    keeping: Mapping[str, str]
    breaking: Mapping[str, str]
    words: Mapping[str, frozenset[str]]

    def has(self, group: str, lemma: str) -> bool:
        """Tell whether a lemma belongs to a group of the lexicon."""
        return lemma in self.words[group]

    def is_invitation(self, noun: Token) -> bool:
        """Tell whether a noun is an invitation, also misspelt ("the invitaton to come")."""
        lemma = noun.lemma
        misspelt = lemma.startswith("invit") and lemma.endswith(("ion", "on", "tions", "ions"))
        return noun.pos == "NOUN" and (self.has("invitation_nouns", lemma) or misspelt)


def _kind(name: Any, where: str) -> CommitmentKind:
    if name not in get_args(CommitmentKind):
        raise KnowledgeError(f"verbs.yaml, {where}: unknown kind {name!r}")
    kind: CommitmentKind = name
    return kind


def _frames(names: list[str], where: str) -> frozenset[str]:
    unknown = set(names) - _FRAMES
    if unknown:
        raise KnowledgeError(f"verbs.yaml, {where}: unknown frames {sorted(unknown)}")
    return frozenset(names)


@cache
def load_lexicon() -> Lexicon:
    """Return the packaged lexicon of commitments.

    Raises:
        KnowledgeError: if the data file is malformed.
    """
    content = read_yaml("communique.extract.commitments", "verbs.yaml")
    try:
        return Lexicon(
            verbs={
                lemma: VerbFrame(_kind(row["kind"], lemma), _frames(row["frames"], lemma))
                for lemma, row in content["verbs"].items()
            },
            nouns={
                lemma: NounFrame(_kind(row["kind"], lemma), frozenset(row["verbs"]))
                for lemma, row in content["nouns"].items()
            },
            scheduled={k: _kind(v, k) for k, v in content["scheduled"].items()},
            deeds={
                lemma: _kind(kind, "deeds")
                for kind, lemmas in content["deeds"].items()
                for lemma in lemmas
            },
            deed_objects={k: frozenset(v) for k, v in content["deed_objects"].items()},
            calling_off_phrasal=frozenset((v, p) for v, p in content["calling_off_phrasal"]),
            keeping=dict(content["keeping"]),
            breaking=dict(content["breaking"]),
            words={group: frozenset(content[group]) for group in _GROUPS},
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise KnowledgeError(f"verbs.yaml: section or key missing: {error}") from error
