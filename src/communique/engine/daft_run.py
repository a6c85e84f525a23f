"""Coding on Daft: its native runner on one machine, or its Ray runner on a cluster."""

from __future__ import annotations

import logging
import os
import socket
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from communique.engine.files import SHARD, FileCoded, FileCoder
from communique.errors import SourceError
from communique.pipeline.shards import is_remote
from communique.records import from_json, to_json
from communique.settings import Settings

Engine = Literal["native", "ray"]
_ANSWERS = 15  # seconds in which a cluster must
_MISSING = "the engine is not installed: pip install 'communique[cluster]'"


@dataclass(slots=True, kw_only=True)
class Coding:
    """What a run on an engine came to, added up over files."""

    files: int = 0
    read: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    problems: list[tuple[str, str]] = field(default_factory=list)

    def add(self, one: FileCoded) -> None:
        """Add a file."""
        self.files += 1
        self.read += one.read
        self.statuses.update(one.statuses)
        self.problems += one.problems


def code_on_daft(
    sources: Sequence[str],
    output: str,
    *,
    engine: Engine = "native",
    address: str | None = None,
    jobs: int | None = None,
    settings: Settings | None = None,
    size: int = SHARD,
) -> Coding:
    """Code files into shards, each file a task of the engine.

    Args:
        sources: files, folders and patterns, in the file system or in a bucket.
        output: folder or place in a bucket for the shards, which every worker can reach.
        engine: ``native`` for this machine, ``ray`` for a cluster.
        address: of the Ray cluster; None for one that is started here, or that the environment
            names.
        jobs: files coded at a time; None leaves it to the engine, one a processor.
        settings: of the run.
        size: reports in a shard.

    Raises:
        SourceError: if no file matches, the engine is not installed, or it fails.
    """
    daft = _daft(engine, address)
    try:
        files = _files(daft, sources)
        told = _told(daft, files, engine, (output, to_json(settings or Settings()), size), jobs)
    except SourceError:
        raise
    except Exception as error:
        raise SourceError(f"{engine}: the engine could not finish: {error}") from error
    coding = Coding()
    for one in sorted(told):
        coding.add(from_json(FileCoded, one))
    return coding


def _files(daft: Any, sources: Sequence[str]) -> Any:
    """Return the files as a table of the engine, each once."""
    places = [_pattern(given) for given in sources]
    found = {row["path"] for row in daft.from_glob_path(places).select("path").iter_rows()}
    if not found:
        raise SourceError(f"{', '.join(sources)}: no file matches")
    return daft.from_pydict({"path": sorted(found)})


def _told(
    daft: Any, files: Any, engine: Engine, given: tuple[Any, ...], jobs: int | None
) -> list[str]:
    """Hand out the files one by one, to as many workers as there are, or as are wanted."""
    count = files.count_rows()
    workers = min(jobs or os.cpu_count() or 1, count)
    coder = daft.cls(FileCoder, use_process=True, max_concurrency=workers, cpus=1)(*given)
    spread = files.into_partitions(count) if engine == "ray" else files
    coded = spread.into_batches(1).select(coder.code(files["path"]).alias("told"))
    told: list[str] = coded.to_pydict()["told"]
    return told


def _daft(engine: Engine, address: str | None) -> Any:
    """Return the library, its runner set."""
    try:
        import daft  # noqa: PLC0415  # an extra

        if engine == "ray":
            import ray  # noqa: PLC0415
    except ImportError as error:
        raise SourceError(_MISSING) from error
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("DAFT_ANALYTICS_ENABLED", "0")
    os.environ.setdefault("DAFT_PROGRESS_BAR", "0")
    if engine == "ray":
        _join(ray, address)
        daft.set_runner_ray(noop_if_initialized=True)
    else:
        os.environ.setdefault("DAFT_RUNNER", "native")
    if daft.get_or_create_runner().name != engine:  # a process has one runner for its life
        raise SourceError(f"this process runs another engine than {engine} already")
    return daft


def _join(ray: Any, address: str | None) -> None:
    """Join the cluster at an address, or start one here."""
    try:
        if address and "//" not in address and ":" in address:  # Ray would try for minutes
            host, _, port = address.rpartition(":")
            socket.create_connection((host, int(port)), timeout=_ANSWERS).close()
        ray.init(
            address, ignore_reinit_error=True, log_to_driver=False, logging_level=logging.ERROR
        )
    except Exception as error:  # of many kinds, by what is wrong with the address
        where = f"no cluster can be joined at {address}" if address else "no cluster can be started"
        raise SourceError(f"ray: {where}: {error}") from error


def _pattern(given: str) -> str:
    """Return the pattern of a file or of all files in a folder."""
    if is_remote(given):
        return f"{given}**" if given.endswith("/") else given
    path = Path(given).absolute()
    return f"{path}/**" if path.is_dir() else str(path)
