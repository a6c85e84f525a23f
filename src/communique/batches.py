"""Work in batches of bounded size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

BATCH = 500


def batches(items: Iterable[T], most: int = BATCH) -> Iterator[list[T]]:
    """Yield the items in lists of at most ``most``."""
    each = iter(items)
    while batch := list(islice(each, most)):
        yield batch
