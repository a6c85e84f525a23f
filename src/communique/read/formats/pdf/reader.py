"""PDF: its pages' text in reading order and in paragraphs, without what its pages repeat."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

import msgspec

from communique.errors import SourceError
from communique.read.exports import reports_in
from communique.read.formats.apart import Outcome, run_apart
from communique.read.formats.office.properties import borne_out
from communique.read.formats.pdf.layout import Line, in_reading_order
from communique.read.formats.pdf.paragraphs import paragraphs
from communique.read.formats.pdf.repeats import without_repeats
from communique.read.inputs import Format, Input, Reading
from communique.records import Source

MAXIMUM_PAGES = 500
# Pictures make files large, and one that is cut cannot be read: so many times a report's bytes.
_TIMES_A_REPORT = 5
_MOST_UNREADABLE = 0.2
_NO_LETTERS = frozenset(("Cc", "Cn", "Co", "Cs"))
_TOO_LONG = "a PDF that takes too long to read"
_END_MARK, _END_BYTES = b"%%EOF", 2048


class _File(msgspec.Struct):
    """The first line that the program writes."""

    pages: int = 0
    title: str = ""
    author: str = ""
    refused: str | None = None


class _Page(msgspec.Struct):
    """One of the lines that follow it; ``lines`` is None for a page that cannot be read."""

    lines: list[list[tuple[str, float, float, float, float]]] | None


def is_pdf(given: Input) -> bool:
    """Tell whether the first bytes are those of a PDF."""
    return given.head.lstrip(b"\xef\xbb\xbf\x00 \t\r\n").startswith(b"%PDF-")


def read_pdf(given: Input, reading: Reading) -> Iterator[Source]:
    """Read the text of a PDF, or the articles of a download.

    Lines that repeat at the edges of pages are kept once; page numbers are left out. Title and
    author of the file's properties are given if its text bears them out.

    Raises:
        SourceError: if it is encrypted, damaged, too long, or a scan without text.
    """
    data = _bytes(given, reading)
    outcome = run_apart("pdf/program.py", data, MAXIMUM_PAGES)
    file, pages = _parsed(outcome)
    kept, repeated = without_repeats([page or [] for page in pages])
    content = "\n\n".join((*paragraphs(kept), *repeated))
    if not content.strip():
        raise SourceError(_why_empty(outcome, file, pages))
    _refuse_what_has_no_letters(content)
    notes = tuple(_shortcomings(file, pages, data))
    for note in notes:
        reading.problems(given.uri, note)
    stated = borne_out(file.title, file.author, content)
    yield from reports_in(given, content, reading, stated=stated, notes=notes)


def _bytes(given: Input, reading: Reading) -> bytes:
    most = _TIMES_A_REPORT * reading.settings.maximum_report_bytes
    data = given.stream.read(most + 1)
    if len(data) > most:
        raise SourceError(f"a PDF that is too long: more than {most:,} bytes")
    return data


def _parsed(outcome: Outcome) -> tuple[_File, list[list[Line] | None]]:
    """The file and its pages, each with its lines in reading order."""
    first, *rest = outcome.written.split(b"\n")[:-1] or [b""]
    if not first:
        raise SourceError(_TOO_LONG if outcome.end == "late" else "damaged PDF")
    file = msgspec.json.decode(first, type=_File)
    if file.refused:
        raise SourceError(file.refused)
    return file, [_page(line) for line in rest]


def _page(line: bytes) -> list[Line] | None:
    drawn = msgspec.json.decode(line, type=_Page).lines
    if drawn is None:
        return None
    return in_reading_order([[Line(*piece) for piece in pieces] for pieces in drawn])


def _why_empty(outcome: Outcome, file: _File, pages: Sequence[Sequence[Line] | None]) -> str:
    if outcome.end != "done":
        return _TOO_LONG if outcome.end == "late" else "damaged PDF"
    if all(page is None for page in pages):
        return "damaged PDF: none of its pages can be read"
    return f"a scan without text: {file.pages} page{'' if file.pages == 1 else 's'}"


def _refuse_what_has_no_letters(content: str) -> None:
    """Fonts without a map of their characters give codes that mean nothing."""
    letters = "".join(content.split())
    unreadable = sum(unicodedata.category(letter) in _NO_LETTERS for letter in letters)
    if unreadable > _MOST_UNREADABLE * len(letters):
        raise SourceError("a PDF whose letters cannot be told: its fonts do not name them")


def _shortcomings(
    file: _File, pages: Sequence[Sequence[Line] | None], data: bytes
) -> Iterator[str]:
    if len(pages) < file.pages:
        yield f"only the beginning was read: {len(pages)} of {file.pages} pages"
    damaged = sum(page is None for page in pages)
    if damaged:
        yield f"damaged PDF: {damaged} of {file.pages} pages cannot be read"
    empty = sum(page == [] for page in pages)
    if empty:
        yield f"pages without text: {empty} of {file.pages}"
    if _END_MARK not in data[-_END_BYTES:]:
        yield "damaged PDF: the file breaks off"


PDF = Format("PDF", is_pdf, read_pdf)
