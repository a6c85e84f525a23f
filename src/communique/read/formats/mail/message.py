"""Bytes to a mail message whose headers are plain words, whatever was done to it on its way."""

from __future__ import annotations

import email
import re
from email import errors
from email.header import decode_header
from email.message import Message
from email.policy import Compat32
from email.utils import parseaddr
from itertools import islice
from typing import Any

from communique.errors import SourceError
from communique.read.charset import decode

_LONGEST_HEADER = 10_000
_LONGEST_ADDRESS = 1_000
_MOST_LINES = 1_000_000
# Each line is held against the boundary of each multipart around it.
_MOST_COMPARISONS = 20_000_000
_MOST_PARTS = 20_000
_PART = re.compile(rb"^--", re.MULTILINE)
_MULTIPART = re.compile(rb"^content-type:\s*multipart/", re.IGNORECASE | re.MULTILINE)


class _Plain(Compat32):
    """Headers as they stand, up to a length at which reading their parameters takes no time.

    The default policy of the library parses a header when it is looked at, and raises on some.
    """

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_LONGEST_HEADER]

    def header_fetch_parse(self, name: str, value: str) -> Any:
        return value


_POLICY = _Plain()


def first_parts(data: bytes) -> bytes:
    """Return a message up to a number of lines and parts that can be read in a few seconds."""
    cut = len(data)
    if data.count(b"\n") > _MOST_LINES:
        cut = sum(len(line) + 1 for line in data.split(b"\n", _MOST_LINES)[:_MOST_LINES])
    begins = islice(_PART.finditer(data, 0, cut), _MOST_PARTS, None)
    return data[: next((part.start() for part in begins), cut)]


def parse_message(data: bytes) -> Message:
    """Return the message that ``data`` holds.

    Raises:
        SourceError: if its parts are nested too deeply to be read.
    """
    parts = sum(1 for _ in _MULTIPART.finditer(data))
    if data.count(b"\n") * parts > _MOST_COMPARISONS:
        raise SourceError("mail of too many parts within parts")
    try:
        return email.message_from_bytes(data, policy=_POLICY)
    except RecursionError as error:
        raise SourceError("mail of too many parts within parts") from error


def header_words(message: Message, name: str) -> str:
    """Return a header in characters, on one line; empty if the message does not have it."""
    value = message.get(name)
    return _words(str(value)) if value is not None else ""


def sender_name(message: Message) -> str:
    """Return the name that the sender goes by, without the address; empty if none is given."""
    value = str(message.get("From") or "")[:_LONGEST_ADDRESS]
    try:
        name, address = parseaddr(_unfolded(value))
    except (RecursionError, ValueError, IndexError):
        return ""
    words = _words(name).strip("\"' ")
    return "" if words.casefold() == address.casefold() else words


def part_bytes(part: Message) -> bytes:
    """Return what a part holds, its transfer encoding undone as far as it can be."""
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AssertionError):
        payload = None
    return payload if isinstance(payload, bytes) else b""


def part_charset(part: Message) -> str | None:
    """Return the charset that a part names, or None."""
    try:
        return part.get_content_charset()
    except (ValueError, LookupError, TypeError):
        return None


def file_name(part: Message) -> str:
    """Return the name of an attachment's file without its folders; empty if it has none."""
    try:
        name = part.get_filename() or ""
    except (ValueError, LookupError, TypeError):
        return ""
    words = re.split(r"[\\/]", _words(name))[-1]
    return "".join(sign for sign in words if sign.isprintable())[:200].strip()


def _unfolded(value: str) -> str:
    return " ".join(value.split())


def _words(value: str) -> str:
    """Characters of a header: encoded words, raw bytes, or both."""
    plain = decode(value.encode("utf-8", "surrogateescape"))
    try:
        pieces = decode_header(_unfolded(plain))
    except (errors.HeaderParseError, ValueError):
        return _unfolded(plain)
    read = (
        piece if isinstance(piece, str) else decode(piece, stated=charset or "us-ascii")
        for piece, charset in pieces
    )
    return _unfolded("".join(read).replace("\x00", ""))
