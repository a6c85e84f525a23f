"""Work in batches of bounded size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

BATCH = 500


def batches(items: Iterable[T]) -> Iterator[list[T]]:
    """Yield the items in lists of at most 500."""
    each = iter(items)
    while batch := list(islice(each, BATCH)):
        yield batch
