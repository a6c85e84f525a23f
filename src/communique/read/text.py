"""Plain text files: one file, one source, with whatever page furniture was saved along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from communique.read.charset import decode
from communique.read.problems import Problems
from communique.records import Source


def read_text(stream: BinaryIO, uri: str, problems: Problems) -> Iterator[Source]:
    """Read a plain text file as one source with markup ``text``."""
    content = decode(stream.read())
    if not content.strip():
        problems(uri, "empty")
        return
    yield Source(uri=uri, content=content, markup="text", given={})
