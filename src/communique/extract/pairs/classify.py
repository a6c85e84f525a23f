"""Answers on marked pairs, by the lexicon, the learned model, or both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from communique.extract.events import Lexicon, load_lexicon
from communique.extract.learned import NONE, Judged, Question, load_event_model, question_in
from communique.extract.pairs.joined import Verdict, joined
from communique.extract.pairs.lexical import LexicalReading, lexical_reading
from communique.ontology import Ontology
from communique.settings import Deciders
from communique.spans import Span, hull
from communique.syntax import Parsed


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A parsed text and the spans of two parties in it."""

    parsed: Parsed
    source: Span
    target: Span


def classify_pairs(
    asked: Sequence[Asked], deciders: Deciders = "both", lexicon: Lexicon | None = None
) -> list[dict[str, Any]]:
    """Return type, mode, quad class, status, confidence and rule of what source does to target.

    ``type`` is None when the source does nothing to the target that the ontology knows.
    ``confidence`` is the probability of the type, calibrated on sentences that no part was fitted
    to; ``scores`` tells what each part made of it.

    Args:
        asked: the pairs, in the order of the answers.
        deciders: ``lexicon`` or ``model`` alone, or ``both``.
        lexicon: the patterns with their ontology; the packaged ones if None.
    """
    lexicon = lexicon or load_lexicon()
    readings = [_reading(pair, lexicon) if deciders != "model" else None for pair in asked]
    judged = _judged(asked) if deciders != "lexicon" else {}
    return [
        _answer(lexicon.ontology, joined(reading, judged.get(at)), reading, judged.get(at))
        for at, reading in enumerate(readings)
    ]


def _reading(pair: Asked, lexicon: Lexicon) -> LexicalReading | None:
    return lexical_reading(pair.parsed, pair.source, pair.target, lexicon)


def _judged(asked: Sequence[Asked]) -> Mapping[int, Judged]:
    """Ask the network about every pair whose parties it can mark apart."""
    questions = {at: question for at, pair in enumerate(asked) if (question := _question(pair))}
    if not questions:
        return {}
    return dict(zip(questions, load_event_model().judge(list(questions.values())), strict=True))


def _question(pair: Asked) -> Question | None:
    """Return the question on the sentences that hold the pair, None if the parties overlap."""
    source, target, text = pair.source, pair.target, pair.parsed.text
    apart = source.end <= target.start or target.end <= source.start
    inside = min(source.start, target.start) >= 0 and max(source.end, target.end) <= len(text)
    if not (apart and inside and source.start < source.end and target.start < target.end):
        return None
    spans = (sentence.span for sentence in pair.parsed.sentences)
    held = [span for span in spans if span.overlaps(source) or span.overlaps(target)]
    stretch = hull((*(held or [Span(0, len(text))]), source, target))
    return question_in(text, stretch, source, target)


def _answer(
    ontology: Ontology,
    verdict: Verdict,
    reading: LexicalReading | None,
    judged: Judged | None,
) -> dict[str, Any]:
    kind = ontology.types.get(verdict.type) if verdict.type is not None else None
    return {
        "type": verdict.type,
        "mode": verdict.mode,
        "quad": kind.quad if kind else None,
        "status": verdict.status,
        "confidence": round(verdict.confidence, 3),
        "rule": reading.rule if reading is not None and reading.type == verdict.type else "model",
        "scores": _scores(reading, judged),
    }


def _scores(reading: LexicalReading | None, judged: Judged | None) -> dict[str, Any]:
    scores: dict[str, Any] = {}
    if reading is not None:
        scores["lexicon"] = {"type": reading.type, "score": round(reading.score, 1)}
    if judged is not None:
        best = max(judged.shifted, key=judged.shifted.__getitem__)
        scores["model"] = {
            "type": None if best == NONE else best,
            "odds": round(judged.shifted[best], 3),
        }
    return scores
