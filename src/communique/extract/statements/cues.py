"""The lexicon of cues: which words introduce a statement, and what stands beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

import yaml

from communique.errors import KnowledgeError
from communique.syntax import Token

Frame = Literal["quote", "clause", "that", "infinitive", "object", "as"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """One use of a cue verb: the frames it opens and what its subject must be."""

    frames: frozenset[str]
    particle: str = ""
    voice: bool = False
    document: bool = False

    @property
    def first_word(self) -> str:
        """The first word of the particle, "in" of "in favour of"; "" where there is none."""
        return self.particle.partition(" ")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All cues; ``senses`` maps a verb lemma to its uses."""

    senses: Mapping[str, tuple[Sense, ...]]
    uttering_verbs: frozenset[str]
    uttering_nouns: frozenset[str]
    nouns: frozenset[str]
    adjectives: frozenset[str]
    questions: frozenset[str]
    strong: frozenset[str]
    documents: frozenset[str]
    voices: frozenset[str]
    voice_endings: tuple[str, ...]
    voiceless: frozenset[str]
    media: frozenset[str]
    speech_acts: frozenset[str]
    according: frozenset[str]
    words_of: frozenset[str]
    human: frozenset[str]
    unowned: frozenset[str]
    polls: frozenset[str]
    attitudes: frozenset[str]
    stances: frozenset[str]
    withholding: frozenset[str]
    bringing_about: frozenset[str]
    answers: frozenset[str]
    requesting: frozenset[str]
    occasions_taken: frozenset[str]
    topics: Mapping[str, frozenset[str]]


def _read(name: str) -> dict[str, Any]:
    path = files(__package__).joinpath("data", name)
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise KnowledgeError(f"{name}: expected readable YAML: {error}") from error
    if not isinstance(data, dict):
        raise KnowledgeError(f"{name}: expected a mapping, got {type(data).__name__}")
    return data


def _check_frames(frames: list[str], where: str) -> frozenset[str]:
    unknown = set(frames) - set(get_args(Frame))
    if unknown:
        raise KnowledgeError(f"cues.yaml, {where}: unknown frames {sorted(unknown)}")
    return frozenset(frames)


def _senses(data: dict[str, Any]) -> dict[str, tuple[Sense, ...]]:
    senses: dict[str, list[Sense]] = {}
    for group in data["groups"]:
        sense = Sense(
            frames=_check_frames(group["frames"], group["name"]),
            voice=group.get("voice", False),
            document=group.get("document", False),
        )
        for lemma in group["lemmas"]:
            senses.setdefault(lemma, []).append(sense)
    for verb, particle, frames in data["phrasal"]:
        sense = Sense(
            frames=_check_frames(frames, f"{verb} {particle}"), particle=particle, voice=True
        )
        senses.setdefault(verb, []).append(sense)
    return {lemma: tuple(uses) for lemma, uses in senses.items()}


@cache
def load_lexicon() -> Lexicon:
    """Return the packaged lexicon of cues and topics.

    Raises:
        KnowledgeError: if a data file is malformed.
    """
    data, topics = _read("cues.yaml"), _read("topics.yaml")["topics"]
    try:
        return Lexicon(
            senses=_senses(data),
            uttering_verbs=frozenset(data["uttering"]["verbs"]),
            uttering_nouns=frozenset(data["uttering"]["nouns"]),
            nouns=frozenset(data["nouns"]),
            adjectives=frozenset(data["adjectives"]),
            questions=frozenset(data["questions"]),
            strong=frozenset(data["strong"]),
            documents=frozenset(data["documents"]),
            voices=frozenset(data["voices"]),
            voice_endings=tuple(data["voice_endings"]),
            voiceless=frozenset(data["voiceless"]),
            media=frozenset(data["media"]),
            speech_acts=frozenset(data["speech_acts"]),
            according=frozenset(data["according"]),
            words_of=frozenset(data["words_of"]),
            human=frozenset(data["human"]),
            unowned=frozenset(data["unowned"]),
            polls=frozenset(data["polls"]),
            attitudes=frozenset(data["attitudes"]),
            stances=frozenset(data["stances"]),
            withholding=frozenset(data["withholding"]),
            answers=frozenset(data["answers"]),
            bringing_about=frozenset(data["bringing_about"]),
            requesting=frozenset(data["requesting"]),
            occasions_taken=frozenset(data["occasions_taken"]),
            topics={name: frozenset(words) for name, words in topics.items()},
        )
    except KeyError as error:
        raise KnowledgeError(f"cues.yaml: section {error} is missing") from error


def cue_lemma(token: Token) -> str:
    """Return the lemma of a verb, mending what the small tagger gets wrong ("hopes": "hop")."""
    if token.lemma == "hop" and token.text.lower() in ("hopes", "hoped", "hoping"):
        return "hope"
    return token.lemma
