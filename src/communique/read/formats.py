"""Which reader a file needs, told by its first bytes, with its ending as a hint."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from communique.errors import SourceError
from communique.read.charset import WIDE_BOMS, decode
from communique.read.html import read_html
from communique.read.jsonl import read_jsonl
from communique.read.problems import Problems
from communique.read.text import read_text
from communique.records import Source

Reader = Callable[[BinaryIO, str, Problems], Iterator[Source]]

HEAD_BYTES = 8192

_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"{\\rtf", "an RTF file"),
    (b"WARC/", "a web archive"),
)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|article|main)\b", re.IGNORECASE)
_TAG = re.compile(r"<(?:p|div|br|h[1-6]|table|meta|title|span|section)\b[^>]*>", re.IGNORECASE)
_OBJECT = re.compile(r'\s*\{\s*"(?:[^"\\]|\\.)*"\s*:')
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\v\f\r\x1b")


class UnreadableFormatError(SourceError):
    """The bytes are of no format that has a reader; the message says what they look like."""


def choose_reader(head: bytes, suffix: str) -> Reader:
    """Return the reader for a file.

    Args:
        head: the first bytes of the file, at most ``HEAD_BYTES``.
        suffix: the ending of its name with the dot, or an empty string.

    Raises:
        UnreadableFormatError: if the file is empty, or holds no text.
    """
    _refuse_what_is_not_text(head)
    words = decode(head, partial=True)
    ending = suffix.lower()
    if _OBJECT.match(words) or ending in {".jsonl", ".ndjson"}:
        return read_jsonl
    if _PAGE.search(words) and words.lstrip().startswith("<"):
        return read_html
    if ending in {".html", ".htm", ".xhtml"} and (_PAGE.search(words) or _TAG.search(words)):
        return read_html
    if len(_TAG.findall(words)) >= 3 and words.lstrip().startswith("<"):
        return read_html
    return read_text


def _refuse_what_is_not_text(head: bytes) -> None:
    if not head:
        raise UnreadableFormatError("empty")
    for magic, name in _MAGIC:
        if head.startswith(magic):
            raise UnreadableFormatError(f"{name}, for which there is no reader")
    if head.startswith(WIDE_BOMS):
        return
    controls = sum(byte in _CONTROLS for byte in head)
    if b"\x00" in head or controls > len(head) // 50 + 1:
        raise UnreadableFormatError("binary data, not text")
