"""Rich Text Format, in which Nexis and Factiva deliver articles: one file, its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from communique.errors import SourceError
from communique.read.exports import reports_in
from communique.read.formats.apart import run_apart
from communique.read.inputs import Format, Input, Reading
from communique.records import Source

_MAGIC = b"{\\rtf"
_BINARY = re.compile(rb"\\bin(\d{1,9}) ?")
_PICTURE = re.compile(rb"[0-9a-fA-F\r\n]{256,}")
# Pictures make files large: so many times a report's bytes are looked at.
_TIMES_A_REPORT = 5
# Without pictures; as much as is read in about half of the time that is allowed.
_MOST_BYTES = 12_000_000


def is_rtf(given: Input) -> bool:
    """Tell whether the first bytes are those of RTF."""
    return given.head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_MAGIC)


def read_rtf(given: Input, reading: Reading) -> Iterator[Source]:
    """Read the text of an RTF file, or the articles of a download.

    Page headers and footers, pictures and the addresses of links are left out; the cells of a
    table are separated by tabs.

    Raises:
        SourceError: if it is damaged, takes too long or holds no text.
    """
    most = _TIMES_A_REPORT * reading.settings.maximum_report_bytes
    data = given.stream.read(most + 1)
    words = _without_pictures(data[data.index(_MAGIC) :])
    outcome = run_apart("office/rtf_program.py", words[:_MOST_BYTES])
    if outcome.end != "done":
        late = outcome.end == "late"
        raise SourceError("RTF that takes too long to read" if late else "damaged RTF")
    content = outcome.written.decode("utf-8")
    if not content.strip():
        raise SourceError("RTF without text")
    notes: tuple[str, ...] = ()
    if len(data) > most or len(words) > _MOST_BYTES:
        notes = ("only the beginning was read: a very long RTF",)
    elif not data.rstrip(b"\x00 \t\r\n").endswith(b"}"):
        notes = ("damaged RTF: the file breaks off",)
    for note in notes:
        reading.problems(given.uri, note)
    yield from reports_in(given, content, reading, notes=notes)


def _without_pictures(data: bytes) -> bytes:
    """Pictures are most of many files; their bytes and digits hold no words."""
    kept, start = [], 0
    for found in _BINARY.finditer(data):
        if found.start() >= start:
            kept.append(data[start : found.start()])
            start = found.end() + int(found[1])
    return _PICTURE.sub(b"", b"".join((*kept, data[start:])))


RTF = Format("RTF", is_rtf, read_rtf)
