"""The trained network: how likely each type, status and mode is for two parties of a sentence."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

import numpy
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from communique.errors import KnowledgeError
from communique.extract.learned.marking import Marked, Marker
from communique.records import Status
from communique.spans import Span

NONE = "NONE"
_PACKAGE = "communique.extract"
_BATCH = 16
_ANSWERS = ("type", "shifted", "status", "mode")

Odds = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A sentence and two of its parties: what does the source do to the target?"""

    text: str
    source: Span
    target: Span


def question_in(text: str, stretch: Span, source: Span, target: Span) -> Question:
    """Return the question on a stretch of a text; all spans count into the whole text."""
    start = stretch.start
    return Question(
        text=stretch.of(text), source=source.shift(-start), target=target.shift(-start)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The network's answer; each of the odds sums to 1.

    ``types`` counts the act as its verb has it, ``shifted`` as the codebook files what is only
    ahead or refused; both hold NONE. ``modes`` are named ``TYPE.mode``.
    """

    types: Odds
    shifted: Odds
    statuses: Mapping[Status, float]
    modes: Odds

    def mode_of(self, event_type: str) -> str | None:
        """Return the likeliest mode of a type, None for a type without modes."""
        own = {name: odds for name, odds in self.modes.items() if name.startswith(f"{event_type}.")}
        return max(own, key=own.__getitem__).partition(".")[2] if own else None


class EventModel:
    """The network with its word pieces and labels.

    Args:
        session: the network, loaded.
        marker: cuts sentences into what it reads.
        labels: the names of each answer's places.
        temperatures: for each answer the number by which its logits are divided, so that odds are
            right as often as they say.
    """

    def __init__(
        self,
        session: onnxruntime.InferenceSession,
        marker: Marker,
        labels: Mapping[str, Sequence[str]],
        temperatures: Mapping[str, float],
    ) -> None:
        self._session = session
        self._marker = marker
        self._labels = labels
        self._temperatures = temperatures

    def judge(self, questions: Sequence[Question]) -> list[Judged]:
        """Answer questions, in their order.

        Raises:
            ValueError: if two parties overlap or reach beyond their sentence.
        """
        marked = [self._marker.mark(q.text, q.source, q.target) for q in questions]
        order = sorted(range(len(marked)), key=lambda n: len(marked[n].pieces))
        answers: dict[int, Judged] = {}
        for at in range(0, len(order), _BATCH):
            group = order[at : at + _BATCH]
            judged = self._run([marked[n] for n in group])
            answers.update(zip(group, judged, strict=True))
        return [answers[n] for n in range(len(questions))]

    def _run(self, marked: Sequence[Marked]) -> Iterator[Judged]:
        longest = max(len(one.pieces) for one in marked)
        pieces = numpy.zeros((len(marked), longest), numpy.int64)
        for row, one in zip(pieces, marked, strict=True):
            row[: len(one.pieces)] = one.pieces
        inputs = {
            "pieces": pieces,
            "mask": (pieces != 0).astype(numpy.int64),
            "source": numpy.array([one.source for one in marked], numpy.int64),
            "target": numpy.array([one.target for one in marked], numpy.int64),
        }
        logits = self._session.run(list(_ANSWERS), inputs)
        odds = {
            name: _softmax(rows / self._temperatures[name])
            for name, rows in zip(_ANSWERS, logits, strict=True)
        }
        for at in range(len(marked)):
            said = {
                name: dict(zip(self._labels[name], map(float, rows[at]), strict=True))
                for name, rows in odds.items()
            }
            yield Judged(
                types=said["type"],
                shifted=said["shifted"],
                statuses=cast(Mapping[Status, float], said["status"]),
                modes=said["mode"],
            )


@cache
def load_event_model() -> EventModel:
    """Load the network that the package carries; on one thread, since documents run side by side.

    Raises:
        KnowledgeError: if a file of the model is missing or damaged.
    """
    data = files(_PACKAGE).joinpath("data")
    try:
        labels = json.loads(data.joinpath("event_model.json").read_text(encoding="utf-8"))
        pieces = data.joinpath("word_pieces.json").read_text(encoding="utf-8")
        network = data.joinpath("event_model.onnx").read_bytes()
        session = onnxruntime.InferenceSession(
            network, _options(), providers=["CPUExecutionProvider"]
        )
        marker = Marker(Tokenizer.from_str(pieces))
    except Exception as error:  # onnxruntime and tokenizers raise bare exceptions of their own
        raise KnowledgeError(f"the event model cannot be loaded: {error}") from error
    return EventModel(session, marker, labels["labels"], labels["temperatures"])


def _options() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return options


def _softmax(rows: NDArray[numpy.float32]) -> NDArray[numpy.float64]:
    shifted = numpy.exp(rows.astype(numpy.float64) - rows.max(axis=-1, keepdims=True))
    odds: NDArray[numpy.float64] = shifted / shifted.sum(axis=-1, keepdims=True)
    return odds
