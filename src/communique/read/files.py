"""Files and folders to sources, in a fixed order, past whatever cannot be read."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from communique.errors import SourceError
from communique.read.formats import format_of
from communique.read.inputs import Input, Reading
from communique.read.problems import Problems
from communique.records import Source
from communique.settings import ReadSettings


def read_sources(
    paths: Iterable[Path], problems: Problems, settings: ReadSettings | None = None
) -> Iterator[Source]:
    """Read every report in files and folders.

    Folders are walked in sorted order; hidden entries inside them are left out, and a folder is
    entered once however many links lead to it.

    Args:
        paths: files or folders, in the order in which they are to be read.
        problems: called with ``(uri, reason)`` for each input that gave nothing, or not all.
        settings: bounds and field names; the defaults if None.

    Returns:
        The sources, lazily, one file open at a time.
    """
    settings = settings or ReadSettings()

    def read(given: Input) -> Iterator[Source]:
        return _read_input(given, reading)

    reading = Reading(problems=problems, settings=settings, open=read)
    entered: set[tuple[int, int]] = set()
    for path in paths:
        for file in _files(path, problems, entered):
            yield from _read_file(file, reading)


def _files(path: Path, problems: Problems, entered: set[tuple[int, int]]) -> Iterator[Path]:
    try:
        status = path.stat()
        if stat.S_ISREG(status.st_mode):
            yield path
            return
        if not stat.S_ISDIR(status.st_mode):
            problems(path.as_posix(), "not a regular file or folder")
            return
        folder = (status.st_dev, status.st_ino)
        if folder in entered:
            return
        entered.add(folder)
        inside = sorted(child for child in path.iterdir() if not child.name.startswith("."))
    except (OSError, ValueError) as error:
        problems(path.as_posix(), _why(error))
        return
    for child in inside:
        yield from _files(child, problems, entered)


def _read_file(path: Path, reading: Reading) -> Iterator[Source]:
    uri = path.as_posix()
    try:
        with path.open("rb") as stream:
            yield from reading.open(Input(uri=uri, stream=stream, name=path.name))
    except OSError as error:
        reading.problems(uri, _why(error))


def _read_input(given: Input, reading: Reading) -> Iterator[Source]:
    """Read an input in the format that it has; a refusal is told under its uri."""
    if given.depth > reading.settings.maximum_depth:
        reading.problems(given.uri, "archives within archives, deeper than is read")
        return
    try:
        yield from format_of(given).read(given, reading)
    except SourceError as refusal:
        reading.problems(given.uri, str(refusal))


def _why(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "not found"
    if isinstance(error, PermissionError):
        return "permission denied"
    reason = error.strerror if isinstance(error, OSError) else None
    return f"cannot be read: {reason or error}"
