"""What the learned model makes of the two parties of an event mention."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from communique.extract.events.opinion import opinions, pair_of
from communique.records import EventMention
from communique.syntax import Parsed

_Name = TypeVar("_Name", bound=str)
_SHOWN = 3
_LEAST = 0.02


def why_model(parsed: Parsed, mention: EventMention) -> Iterator[str]:
    """Yield the model's odds for the type and the status, the likeliest first.

    Args:
        parsed: the report's parse.
        mention: whose first actor is asked about, with the first recipient or other actor.
    """
    pair = pair_of(mention.sentence, mention.actors, mention.recipients)
    if pair is None:
        yield "the model was not asked: the sentence does not name two parties apart"
        return
    judged = opinions(parsed, [pair])[pair]
    source, target = pair.source.of(parsed.text), pair.target.of(parsed.text)
    yield f"the model on {source!r} > {target!r}: type {_ranked(judged.types)}"
    yield f"status {_ranked(judged.statuses)}"


def _ranked(odds: Mapping[_Name, float]) -> str:
    best = sorted(odds, key=odds.__getitem__, reverse=True)[:_SHOWN]
    return ", ".join(f"{name} {odds[name]:.2f}" for name in best if odds[name] >= _LEAST)
