"""Coded shards that are given as sources, so that they need only be stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import pyarrow as pa

from communique.pipeline.shards.place import ENDING, ShardPlace, is_remote
from communique.read import Problems
from communique.read.files import Files
from communique.records import Source


@dataclass(frozen=True, slots=True)
class GivenShard:
    """A coded shard: where it lies, and its name there."""

    place: ShardPlace
    name: str

    @property
    def uri(self) -> str:
        """Its address."""
        return f"{self.place.address.rstrip('/')}/{self.name}{ENDING}"

    def read(self) -> pa.Table | None:
        """Return the shard, or None if it is damaged."""
        return self.place.read(self.name)


def coded_apart(
    sources: Iterable[str | Path | Source], problems: Problems
) -> tuple[list[GivenShard], list[str | Path | Source]]:
    """Return the coded shards that sources name, and the other sources.

    Shards are files whose names end in ``.coded.parquet``, patterns of such, folders that hold one,
    and whatever is named in a bucket.

    Args:
        sources: as :func:`communique.pipeline.build` takes them.
        problems: told of each place in a bucket without shards.
    """
    shards: dict[str, GivenShard] = {}
    others: list[str | Path | Source] = []
    for given in sources:
        if isinstance(given, Source):
            others.append(given)
            continue
        found = list(_shards_at(given))
        shards |= {shard.uri: shard for shard in found}
        if not found and is_remote(given):
            problems(str(given), "no coded shards there; its files are read with --engine")
        elif not found:
            others.append(given)
    return list(shards.values()), others


def _shards_at(given: str | Path) -> Iterator[GivenShard]:
    if is_remote(given):
        yield from _in_bucket(str(given))
    elif str(given).endswith(ENDING):
        for file in Files(problems=lambda uri, reason: None).at(given):
            yield GivenShard(ShardPlace(str(file.parent)), file.name.removesuffix(ENDING))
    elif "://" not in str(given) and Path(given).is_dir():
        place = ShardPlace(str(given))
        yield from (GivenShard(place, name) for name in place.names())


def _in_bucket(given: str) -> Iterator[GivenShard]:
    folder, _, last = given.rpartition("/")
    pattern = last if last.endswith(ENDING) else f"*{ENDING}"
    place = ShardPlace(folder if last.endswith(ENDING) else given.rstrip("/"))
    for name in place.names():
        if fnmatchcase(f"{name}{ENDING}", pattern):
            yield GivenShard(place, name)
