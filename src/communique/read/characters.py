"""The characters of one input, within the bounds of a run."""

from __future__ import annotations

from communique.read.charset import decoded
from communique.read.inputs import Input, Reading


def read_bytes(given: Input, reading: Reading) -> bytes:
    """Return the bytes of a report, at most ``maximum_report_bytes``; what is cut off is told."""
    most = reading.settings.maximum_report_bytes
    data = given.stream.read(most + 1)
    if len(data) > most:
        reading.problems(given.uri, f"only the beginning was read: longer than {most:,} bytes")
        given.notes.append("only the beginning was read")
        return data[:most]
    return data


def read_characters(given: Input, reading: Reading) -> str:
    """Return the characters of a report; one without any is told as empty, and "" returned.

    Where bytes fit no charset, U+FFFD stands in their place and the sources get a note.
    """
    read = decoded(read_bytes(given, reading), partial=True, stated=given.charset)
    given.notes.extend(read.notes)
    if not read.text.strip():
        reading.problems(given.uri, "empty")
        return ""
    return read.text
