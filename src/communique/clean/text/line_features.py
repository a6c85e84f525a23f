"""The features of the lines of a page: what each looks like, where it stands, whom it resembles.

The same function serves the training script and the cleaner, so that both see the same numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique.clean.text.line_place import PLACE, line_places
from communique.clean.text.line_resemblance import RESEMBLANCE, line_resemblances
from communique.clean.text.line_shape import SHAPE, line_shape
from communique.clean.text.lines import Line

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

_KNOWN = ("known_phrase", "opener")
_OWN = (*SHAPE, *_KNOWN, *PLACE, *RESEMBLANCE)
_SEEN_OF_NEXT = (
    "words",
    "sentence",
    "known_phrase",
    "ends_in_colon",
    "small_words",
    "telling",
    "bullet",
    "shared_with_core",
)
_OFFSETS = (-1, 1)
_SEEN_AROUND = (
    "words",
    "sentence",
    "known_phrase",
    "clock",
    "starts_with_digit",
    "to_the_reader",
    "title_case",
    "capitals",
    "small_words",
    "telling",
    "shared_with_core",
    "only_here",
)
_REACHES = (4, 12)

FEATURES = (
    *_OWN,
    *(f"{name}_at_{offset:+d}" for offset in _OFFSETS for name in _SEEN_OF_NEXT),
    *(f"{name}_within_{reach}" for reach in _REACHES for name in _SEEN_AROUND),
)
"""Names of the columns of :func:`line_features`, in order."""


def line_features(lines: Sequence[Line]) -> NDArray[float32]:
    """Return a row of features for each line of a page, in columns named by ``FEATURES``."""
    import numpy  # noqa: PLC0415  # takes long, and is not needed where no model runs

    shapes = [line_shape(line.text) for line in lines]
    places = line_places(lines, shapes)
    resemblances = line_resemblances(lines, places.core)
    own = numpy.array(
        [
            (*shape, line.known is not None, line.opens, *place, *resemblance)
            for shape, line, place, resemblance in zip(
                shapes, lines, places.rows, resemblances, strict=True
            )
        ],
        dtype=numpy.float32,
    ).reshape(len(lines), len(_OWN))
    next_to, around = own[:, _columns(_SEEN_OF_NEXT)], own[:, _columns(_SEEN_AROUND)]
    return numpy.hstack(
        [
            own,
            *(_shifted(next_to, offset) for offset in _OFFSETS),
            *(_means_around(around, reach) for reach in _REACHES),
        ]
    )


def _columns(names: Sequence[str]) -> list[int]:
    return [_OWN.index(name) for name in names]


def _shifted(rows: NDArray[float32], offset: int) -> NDArray[float32]:
    """The rows of the lines ``offset`` away; -1 where the page has no such line."""
    import numpy  # noqa: PLC0415  # as above

    moved = numpy.full_like(rows, -1.0)
    if offset < 0:
        moved[-offset:] = rows[:offset]
    else:
        moved[:-offset] = rows[offset:]
    return moved


def _means_around(rows: NDArray[float32], reach: int) -> NDArray[float32]:
    """The mean of the rows within ``reach`` lines of each, without its own."""
    import numpy  # noqa: PLC0415  # as above

    count = len(rows)
    sums = numpy.vstack([numpy.zeros((1, rows.shape[1])), numpy.cumsum(rows, axis=0, dtype=float)])
    low = numpy.maximum(0, numpy.arange(count) - reach)
    high = numpy.minimum(count, numpy.arange(count) + reach + 1)
    others = numpy.maximum(1, high - low - 1)[:, None]
    means: NDArray[float32] = ((sums[high] - sums[low] - rows) / others).astype(numpy.float32)
    return means
