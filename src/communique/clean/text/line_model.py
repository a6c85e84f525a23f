"""The line classifier: gradient-boosted trees, read from data and walked with numpy.

How it was trained, on what, and how far to trust it: ``docs/models/line-classifier.md``. The trees
are plain arrays, so that running them needs neither the library that grew them nor an inference
engine: for the few dozen lines of a report, a walk takes a millisecond.
"""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from communique.clean.furniture import page_words
from communique.clean.text.line_features import FEATURES, line_features
from communique.clean.text.line_rules import QUOTE, ends_like_sentence, is_prose, is_sentence
from communique.clean.text.lines import Line
from communique.errors import KnowledgeError

if TYPE_CHECKING:
    from numpy import float32, float64, int16, int32
    from numpy.typing import NDArray

_FILE = "line_classifier.npz"
_LINES_AT_ONCE = 2000
_WORD = re.compile(r"[^\W\d_]+")
_SURE = 0.8
_MAY_BE = 0.2
_MOST_LINES = 5000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LineModel:
    """The nodes of all trees in one table; a leaf leads to itself.

    ``feature`` and ``threshold`` say where a node leads: ``left`` if the line's feature is at most
    the threshold, else ``right``. The ``value`` of the leaves reached, summed over the trees that
    begin at ``roots``, is the logarithm of the odds that the line is the report's.
    """

    features: tuple[str, ...]
    roots: NDArray[int32]
    feature: NDArray[int16]
    threshold: NDArray[float64]
    left: NDArray[int32]
    right: NDArray[int32]
    value: NDArray[float64]

    def probabilities(self, rows: NDArray[float32]) -> NDArray[float64]:
        """Return for each row of features how probably the line is the report's."""
        import numpy  # noqa: PLC0415  # takes long, and is not needed where no model runs

        parts = [
            self._odds(rows[at : at + _LINES_AT_ONCE]) for at in range(0, len(rows), _LINES_AT_ONCE)
        ]
        odds = numpy.concatenate(parts) if parts else numpy.zeros(0)
        chances: NDArray[float64] = 1 / (1 + numpy.exp(-odds))
        return chances

    def _odds(self, rows: NDArray[float32]) -> NDArray[float64]:
        import numpy  # noqa: PLC0415  # as above

        at = numpy.tile(self.roots, (len(rows), 1))
        line = numpy.arange(len(rows))[:, None]
        while True:
            low = rows[line, self.feature[at]] <= self.threshold[at]
            below = numpy.where(low, self.left[at], self.right[at])
            if numpy.array_equal(below, at):
                total: NDArray[float64] = self.value[at].sum(axis=1)
                return total
            at = below

    def write(self, path: Path) -> None:
        """Write the model to a file that :func:`read_model` reads."""
        import numpy  # noqa: PLC0415  # as above

        numpy.savez_compressed(
            path,
            features=numpy.array(self.features),
            roots=self.roots,
            feature=self.feature,
            threshold=self.threshold,
            left=self.left,
            right=self.right,
            value=self.value,
        )


def read_model(content: bytes) -> LineModel:
    """Return the model in the bytes of a file.

    Raises:
        KnowledgeError: if it was trained on other features than ours.
    """
    import numpy  # noqa: PLC0415  # as above

    with numpy.load(io.BytesIO(content), allow_pickle=False) as table:
        arrays = dict(table)
    names = tuple(map(str, arrays.pop("features")))
    if names != FEATURES:
        other = sorted(set(names) ^ set(FEATURES)) or "their order"
        raise KnowledgeError(f"{_FILE}: expected our features, got others ({other}); train it anew")
    return LineModel(features=names, **arrays)


@functools.cache
def line_model() -> LineModel:
    """Return the model of ``data/line_classifier.npz``."""
    return read_model((files("communique.clean") / "data" / _FILE).read_bytes())


def judged(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines of a page with what the classifier says of each.

    Something of many thousand lines is no page: it was never asked about the like.
    """
    if not 0 < len(lines) <= _MOST_LINES:
        return tuple(lines)
    rows = line_features(lines)
    return with_likeness(lines, line_model().probabilities(rows).tolist(), rows)


def with_likeness(
    lines: Sequence[Line], likeness: Sequence[float], rows: NDArray[float32]
) -> tuple[Line, ...]:
    """Return the lines of a page with what a classifier said of each.

    Where no line of running text seems to be a report's, the page is of a kind that the classifier
    does not know, and its opinion of the other lines is worth nothing either.

    Args:
        lines: of the page.
        likeness: how probably each is the report's, 0 to 1.
        rows: the features of each.
    """
    shared = rows[:, FEATURES.index("shared_with_core")].tolist()
    stretch = _surely_report(lines, likeness)
    if not stretch:
        return tuple(lines)
    return tuple(
        replace(line, likeness=chance, inside=at in stretch, shared=part)
        for at, (line, chance, part) in enumerate(zip(lines, likeness, shared, strict=True))
    )


def _surely_report(lines: Sequence[Line], likeness: Sequence[float]) -> range:
    """From the first line of running text that surely is the report's to the last.

    The sentences that join it count too, if only they may be the report's: its last words are often
    few ("Talks go on in June.").
    """
    sure = [at for at, line in enumerate(lines) if likeness[at] >= _SURE and is_prose(line.text)]
    if not sure:
        return range(0)
    first, last = sure[0], sure[-1]
    while first > 0 and _may_join(lines[first - 1], likeness[first - 1]):
        first -= 1
    while last + 1 < len(lines) and (
        _may_join(lines[last + 1], likeness[last + 1]) or _answers(lines, last + 1)
    ):
        last += 1
    return range(first, last + 1)


def _answers(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is a short answer to the question right above it ("No.")."""
    return lines[at - 1].text.endswith("?") and ends_like_sentence(lines[at].text)


def _may_join(line: Line, chance: float) -> bool:
    if chance < _MAY_BE or line.known or not is_sentence(line.text):
        return False
    reader = page_words()["reader_words"]
    return bool(QUOTE.search(line.text)) or reader.isdisjoint(_WORD.findall(line.text.casefold()))
