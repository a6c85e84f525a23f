"""What finding copies does with single texts, pairs and buckets, wherever an engine puts them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from communique.merge.copies import contained, share_a_passage, share_in, taken_over
from communique.merge.likely_copies import neighbours, sketched
from communique.merge.shingled import SKETCHED, outside_quotations, without_repeated
from communique.merge.words import Hashes, read_words, shingles
from communique.records import from_json, to_json
from communique.settings import MergeSettings

_NUMBERS = pa.list_(pa.int64())
SKETCH: dict[str, pa.DataType] = {"at": pa.int64(), "value": _NUMBERS}
PAIRS: dict[str, pa.DataType] = {"one": _NUMBERS, "other": _NUMBERS}
SHINGLES: dict[str, pa.DataType] = {
    "at": pa.int64(), "outlet": pa.string(), "shingle": pa.list_(pa.uint64()),
}  # fmt: skip
EDGE: dict[str, pa.DataType] = {"one": pa.int64(), "other": pa.int64(), "copies": pa.bool_()}
TAKEN: dict[str, pa.DataType] = {
    "other": pa.int64(), "passages": pa.list_(pa.large_string()), "excerpt": pa.bool_(),
}  # fmt: skip


def sketch(at: int, text: str) -> dict[str, Any]:
    """Return the sketch of a text, each value with its column; nothing of a text too short."""
    found = np.unique(shingles(read_words(text).codes, SKETCHED))
    if not len(found):
        return {"at": at, "value": []}
    values = sketched([found])[0].astype(np.int64)
    return {"at": at, "value": (np.arange(len(values)) << 32) + values}


def near(value: Sequence[int], at: Sequence[int]) -> dict[str, Any]:
    """Return the pairs of nearest texts with the same value of a sketch."""
    places = np.array(at, dtype=np.int64)
    order = np.argsort(places, kind="stable")
    low, high = np.divmod(neighbours(np.array(value, dtype=np.uint64)[order]), len(order))
    return {"one": places[order[low]], "other": places[order[high]]}


def shingled(at: int, outlet: str, text: str) -> dict[str, Any]:
    """Return the shingles of a text by which it is compared."""
    return {"at": at, "outlet": outlet, "shingle": outside_quotations(read_words(text))}


def compared(
    one: int,
    other: int,
    text: str,
    repeated: Sequence[int] | None,
    other_text: str,
    other_repeated: Sequence[int] | None,
    settings: str,
) -> dict[str, Any]:
    """Tell whether one of two texts copies the other.

    Args:
        one, other: the places of the two.
        text: of the one.
        repeated: those of its shingles that its outlet repeats.
        other_text, other_repeated: of the other.
        settings: as JSON.
    """
    chosen = from_json(MergeSettings, settings)
    share = contained(_own(text, repeated), _own(other_text, other_repeated))
    copies = share >= chosen.copy_containment or (
        share > 0
        and share_a_passage(read_words(text), read_words(other_text), chosen.copy_passage_words)
    )
    return {"one": one, "other": other, "copies": bool(copies)}


def taken(
    other: int,
    document_id: str,
    text: str,
    repeated: Sequence[int] | None,
    other_id: str,
    other_text: str,
    other_repeated: Sequence[int] | None,
    settings: str,
) -> dict[str, Any]:
    """Return what a copy took over from its original, as JSON, and whether that is all it did.

    Args:
        other: the place of the copy.
        document_id, text, repeated: of the original; see :func:`compared`.
        other_id, other_text, other_repeated: of the copy.
        settings: as JSON.
    """
    words = read_words(text), read_words(other_text)
    passages = [to_json(passage) for passage in taken_over(document_id, other_id, *words)]
    share = share_in(_own(other_text, other_repeated), _own(text, repeated))
    excerpt = bool(passages) and share < from_json(MergeSettings, settings).copy_containment
    return {"other": other, "passages": passages, "excerpt": excerpt}


def _own(text: str, repeated: Sequence[int] | None) -> Hashes:
    every = outside_quotations(read_words(text))
    if not repeated:
        return every
    return without_repeated(every, np.unique(np.array(repeated, dtype=np.uint64)))
