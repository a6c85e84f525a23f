"""Whatever a user names to the sources in it, past whatever cannot be read."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from communique.errors import SourceError
from communique.read.files import Files, uri_of, why
from communique.read.formats import format_of
from communique.read.inputs import Input, Reading
from communique.read.problems import Problems
from communique.read.stdin import URI as STANDARD_INPUT
from communique.read.stdin import standard_input
from communique.records import Source
from communique.settings import ReadSettings

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://")


def read_sources(
    sources: Iterable[str | Path | Source],
    problems: Problems,
    settings: ReadSettings | None = None,
    *,
    fetch: Callable[[str], Input] | None = None,
) -> Iterator[Source]:
    """Read every report in files, folders, standard input and web pages.

    Args:
        sources: in the order in which they are to be read: paths of files and folders, patterns
            such as ``reports/**/*.html``, ``-`` for standard input, and http or https addresses.
            A :class:`~pathlib.Path` is only ever a path. What is named twice is read once. A
            :class:`~communique.records.Source` was read before, and is handed on.
        problems: called with ``(uri, reason)`` for each input that gave nothing, or not all.
        settings: bounds and field names; the defaults if None.
        fetch: gets the page at an address; :class:`~communique.read.web.WebReader` if None.

    Returns:
        The sources, lazily, one file open at a time.
    """

    def read(given: Input) -> Iterator[Source]:
        return _read_input(given, reading)

    reading = Reading(problems=problems, settings=settings or ReadSettings(), open=read)
    files = Files(problems=problems)
    seen: set[str] = set()
    for given in sources:
        if isinstance(given, Source):
            yield given
        elif given == "-" or (isinstance(given, str) and _SCHEME.match(given)):
            if given not in seen:
                seen.add(given)
                yield from _read_stream(given, reading, fetch)
        else:
            for file in files.at(given):
                yield from _read_file(file, reading)


def _read_stream(
    given: str, reading: Reading, fetch: Callable[[str], Input] | None
) -> Iterator[Source]:
    """Read standard input or a page on the web."""
    try:
        came = standard_input() if given == "-" else _page(given, fetch)
    except (SourceError, OSError) as error:
        reading.problems(STANDARD_INPUT if given == "-" else given, str(error))
        return
    with closing(came.stream):
        yield from reading.open(came)


def _page(address: str, fetch: Callable[[str], Input] | None) -> Input:
    from communique.read.web import WebReader, is_address  # noqa: PLC0415  # seldom needed, slow

    if not is_address(address):
        raise SourceError("not a file, and no http or https address")
    return (fetch or WebReader())(address)


def _read_file(path: Path, reading: Reading) -> Iterator[Source]:
    uri = uri_of(path)
    try:
        with path.open("rb") as stream:
            before = os.fstat(stream.fileno())
            yield from reading.open(Input(uri=uri, stream=stream, name=path.name))
            after = os.fstat(stream.fileno())
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            reading.problems(uri, "changed while it was read")
    except OSError as error:
        reading.problems(uri, why(error, path))


def _read_input(given: Input, reading: Reading) -> Iterator[Source]:
    """Read an input in the format that it has; a refusal is told under its uri."""
    if given.depth > reading.settings.maximum_depth:
        reading.problems(given.uri, "archives within archives, deeper than is read")
        return
    try:
        for source in format_of(given).read(given, reading):
            yield replace(source, notes=(*source.notes, *given.notes)) if given.notes else source
    except SourceError as refusal:
        reading.problems(given.uri, str(refusal))
