"""The forms that reports come in, one a file, in the order in which they are tried.

A format is told by its first bytes, with the ending of its name as a hint. To add one, write a
module with a ``Format`` and put it into its list: what has a signature in its bytes is tried first,
then what is told by its words; plain text is what is left.
"""

from __future__ import annotations

from communique.errors import SourceError
from communique.read.charset import WIDE_BOMS
from communique.read.formats.feeds.feed import FEED
from communique.read.formats.feeds.json_feed import JSON_FEED
from communique.read.formats.html import HTML
from communique.read.formats.mail.eml import MAIL
from communique.read.formats.mail.mbox import MBOX
from communique.read.formats.mail.mhtml import MHTML
from communique.read.formats.office.docx import DOCX
from communique.read.formats.office.rtf import RTF
from communique.read.formats.packed.compressed import BZIP2, GZIP, XZ, ZSTANDARD
from communique.read.formats.packed.tar import TAR
from communique.read.formats.packed.zip import ZIP
from communique.read.formats.pdf.reader import PDF
from communique.read.formats.tables.csv import CSV
from communique.read.formats.tables.json_list import JSON
from communique.read.formats.tables.jsonl import JSON_LINES
from communique.read.formats.tables.parquet import PARQUET
from communique.read.formats.text import TEXT
from communique.read.formats.warc.archive import WARC
from communique.read.inputs import Format, Input

SIGNED: tuple[Format, ...] = (
    DOCX,  # a ZIP archive of its own kind, so before ZIP
    PDF,
    RTF,
    PARQUET,
    # containers; WARC before gzip, since it finds its way past damage between packed records
    WARC,
    GZIP,
    BZIP2,
    XZ,
    ZSTANDARD,
    ZIP,
    TAR,
)
WORDED: tuple[Format, ...] = (
    # told by their words: MHTML before mbox before mail; feeds before HTML; JSON feeds before JSONL
    MHTML,
    MBOX,
    MAIL,
    FEED,
    JSON_FEED,
    JSON,
    JSON_LINES,
    HTML,
    CSV,
    TEXT,
)
_KNOWN_BINARY = (
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\xd0\xcf\x11\xe0", "a Word, Excel or Outlook file of before 2007"),
    (b"7z\xbc\xaf'\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))


class UnreadableFormatError(SourceError):
    """The bytes are of no format that has a reader; the message says what they look like."""


def format_of(given: Input) -> Format:
    """Return the format of an input.

    Raises:
        UnreadableFormatError: if it is empty, or of no form that has a reader.
    """
    if not given.head:
        raise UnreadableFormatError("empty")
    for form in SIGNED:
        if form.recognises(given):
            return form
    _refuse_what_is_not_text(given.head)
    return next(form for form in WORDED if form.recognises(given))


def _refuse_what_is_not_text(head: bytes) -> None:
    for magic, name in _KNOWN_BINARY:
        if head.startswith(magic):
            raise UnreadableFormatError(f"{name}, for which there is no reader")
    if head.startswith(WIDE_BOMS):
        return
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if b"\x00" in head or controls > len(head) // 50 + 1:
        raise UnreadableFormatError("binary data, not text")
