"""Coding one file of many, on whatever machine an engine puts it: the task that engines hand out.

A file is read once, piece by piece, so that a web archive of gigabytes takes no more memory than a
page. Its shards are written to the common place as they are done; a task that is begun again on
another machine finds them there and goes on.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import BinaryIO, cast

import pyarrow as pa
from pyarrow import fs

from communique.ledger import source_key
from communique.pipeline.coder import coder_id
from communique.pipeline.shards import Alone, Came, Shard, ShardPlace, cut, is_remote
from communique.read import read_stream
from communique.records import Source, from_json, to_json
from communique.settings import Settings

SHARD = 512  # reports; a minute's work, and few enough files in a year of news
_READ_AHEAD = 8_000_000  # bytes; a bucket answers few large requests sooner than many small ones


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCoded:
    """What one file came to: how many reports were read, what they came to, what was not read."""

    uri: str
    read: int = 0
    statuses: dict[str, int] = field(default_factory=dict)
    problems: tuple[tuple[str, str], ...] = ()


def code_file(
    uri: str, output: ShardPlace, settings: Settings, alone: Alone, size: int = SHARD
) -> FileCoded:
    """Code the reports in a file into shards.

    Args:
        uri: a path, or the address of an object in a bucket.
        output: where the shards are put; those that are there are not coded again.
        settings: of the run.
        alone: the process that codes, which a report may end without harm.
        size: reports in a shard.
    """
    problems: list[tuple[str, str]] = []
    statuses: Counter[str] = Counter()

    def refuse(where: str, why: str) -> None:
        problems.append((where, why))

    try:
        with closing(_opened(uri)) as stream:
            came = _came(read_stream(uri, stream, refuse, settings.read))
            for shard in cut(came, settings, coder_id(settings), size=size):
                statuses.update(_coded(shard, output, alone))
    except (OSError, pa.ArrowException) as error:
        refuse(uri, f"cannot be read: {error}")
    return FileCoded(
        uri=uri, read=statuses.total(), statuses=dict(statuses), problems=tuple(problems)
    )


class FileCoder:
    """What an engine keeps in each of its workers: a process with the model loaded.

    Args:
        output: address of the place for shards.
        settings: of the run, as JSON.
        size: reports in a shard.
    """

    def __init__(self, output: str, settings: str, size: int) -> None:
        self._output = ShardPlace(output)
        self._settings = from_json(Settings, settings)
        self._size = size
        self._alone = Alone()

    def code(self, path: str) -> str:
        """Code one file; return what it came to, as JSON."""
        return to_json(code_file(path, self._output, self._settings, self._alone, self._size))


def _coded(shard: Shard, output: ShardPlace, alone: Alone) -> list[str]:
    alone.code(shard, output)
    table = output.read(shard.name)
    return list(map(str, table.column("status").to_pylist())) if table is not None else []


def _came(sources: Iterator[Source]) -> Iterator[Came]:
    return (Came(source, source_key(source)) for source in sources)


def _opened(uri: str) -> BinaryIO:
    """Open a file for reading from any place in it."""
    if is_remote(uri):
        system, path = fs.FileSystem.from_uri(uri)
    else:
        system, path = fs.LocalFileSystem(), uri.removeprefix("file://")
    raw = cast(io.RawIOBase, system.open_input_file(path))
    return cast(BinaryIO, io.BufferedReader(raw, _READ_AHEAD))
