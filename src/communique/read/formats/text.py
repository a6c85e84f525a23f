"""Plain text files: one file, one source, with whatever page furniture was saved along."""

from __future__ import annotations

from collections.abc import Iterator

from communique.read.characters import read_characters
from communique.read.exports import reports_in
from communique.read.inputs import Format, Input, Reading
from communique.records import Source


def read_text(given: Input, reading: Reading) -> Iterator[Source]:
    """Read a plain text file as one source with markup ``text``, or the articles of a download."""
    content = read_characters(given, reading)
    if content:
        yield from reports_in(given, content, reading)


TEXT = Format("text", lambda given: True, read_text)
