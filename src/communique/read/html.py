"""Saved web pages: one file, one source; what the page says of itself is read when cleaning."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from communique.read.charset import decode
from communique.read.problems import Problems
from communique.records import Source


def read_html(stream: BinaryIO, uri: str, problems: Problems) -> Iterator[Source]:
    """Read a saved page as one source with markup ``html``."""
    content = decode(stream.read())
    if not content.strip():
        problems(uri, "empty")
        return
    yield Source(uri=uri, content=content, markup="html", given={})
