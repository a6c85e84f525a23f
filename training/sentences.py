"""Read training sentences with marked parties: the format of ``event_sentences/README.md``."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from communique.ontology import load_ontology
from communique.records import Status

CORPUS = Path(__file__).parent / "event_sentences"
STATUSES: tuple[str, ...] = get_args(Status)
_MARK = re.compile(r"\[(\d)\|([^\[\]|]+)\]")
_JUDGEMENT = re.compile(r"(\d)>(\d) (NONE|([A-Z]+)(?:\.([a-z-]+))? ([a-z]+))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What one party does to another: None as type where it does nothing."""

    source: tuple[int, int]
    target: tuple[int, int]
    type: str | None
    mode: str | None
    status: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedSentence:
    """A sentence without its marks, and the judgements on pairs of its parties."""

    text: str
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BadLine:
    """A line that does not follow the format: its number from 1, and why."""

    number: int
    reason: str


def read_sentences(path: Path) -> Iterator[MarkedSentence | BadLine]:
    """Yield each sentence of the file, or what is wrong with its line."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            try:
                yield _read(line)
            except ValueError as error:
                yield BadLine(number=number, reason=str(error))


def corpus() -> Iterator[MarkedSentence]:
    """Yield every sentence of the corpus.

    Raises:
        SystemExit: if a line is bad.
    """
    for path in sorted(CORPUS.glob("*.txt")):
        for sentence in read_sentences(path):
            if isinstance(sentence, BadLine):
                raise SystemExit(f"{path.name}:{sentence.number}: {sentence.reason}")
            yield sentence


def is_held_out(text: str) -> bool:
    """Tell whether a sentence is the one in ten that is kept from training."""
    return zlib.crc32(text.encode("utf-8")) % 10 == 0


def _read(line: str) -> MarkedSentence:
    marked, *said = (part.strip() for part in line.split(" | "))
    text, parties = _unmark(marked)
    if len(parties) < 2 or not said:
        raise ValueError("two marked parties and a judgement are wanted")
    judgements = tuple(_judgement(words, parties) for words in said)
    if len({(j.source, j.target) for j in judgements}) < len(judgements):
        raise ValueError("a pair is judged twice")
    return MarkedSentence(text=text, judgements=judgements)


def _unmark(marked: str) -> tuple[str, dict[str, tuple[int, int]]]:
    text, parties, last = "", {}, 0
    for found in _MARK.finditer(marked):
        text += marked[last : found.start()]
        if found[1] in parties:
            raise ValueError(f"party {found[1]} is marked twice")
        parties[found[1]] = (len(text), len(text) + len(found[2]))
        text += found[2]
        last = found.end()
    text += marked[last:]
    if "[" in text or "]" in text or "|" in text:
        raise ValueError("a mark is broken or nested")
    return text, parties


def _judgement(words: str, parties: dict[str, tuple[int, int]]) -> Judgement:
    found = _JUDGEMENT.fullmatch(words)
    if found is None:
        raise ValueError(f"not a judgement: {words}")
    if found[1] == found[2] or not {found[1], found[2]} <= parties.keys():
        raise ValueError(f"no such pair: {words}")
    source, target = parties[found[1]], parties[found[2]]
    if found[3] == "NONE":
        return Judgement(source=source, target=target, type=None, mode=None, status=None)
    _check_label(found[4], found[5], found[6])
    return Judgement(source=source, target=target, type=found[4], mode=found[5], status=found[6])


def _check_label(event_type: str, mode: str | None, status: str) -> None:
    ontology = load_ontology()
    if event_type not in ontology.types:
        raise ValueError(f"no such type: {event_type}")
    if mode is not None and mode not in ontology.types[event_type].modes:
        raise ValueError(f"{event_type} has no mode {mode}")
    if status not in STATUSES:
        raise ValueError(f"no such status: {status}")
