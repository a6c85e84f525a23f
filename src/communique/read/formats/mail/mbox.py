"""Mailboxes: one file of many mails, each behind a line that begins with ``From ``."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from communique.errors import SourceError
from communique.read.formats.mail.eml import mail_sources
from communique.read.inputs import Format, Input, Reading
from communique.records import Source

_SEPARATOR = re.compile(
    rb"From \S{0,300}.{0,80}?\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b.{1,20}?\d\d:\d\d.{0,20}?\b\d{4}\b"
)
_HEADER = re.compile(rb">?[!-9;-~]{1,80}:|>From ")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_LINE_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class _Mail:
    """The bytes of one mail of a mailbox, of one that is too long the beginning."""

    data: bytes
    is_cut: bool = False


def is_mbox(given: Input) -> bool:
    """Tell whether the input begins with the line that separates mails, and a header."""
    first, _, second = given.head.lstrip(b"\xef\xbb\xbf\r\n").partition(b"\n")
    return bool(_SEPARATOR.match(first) and _HEADER.match(second))


def read_mbox(given: Input, reading: Reading) -> Iterator[Source]:
    """Read each mail as one source, named ``uri#N``, with what is attached to it."""
    longest = 2 * reading.settings.maximum_report_bytes
    number = 0
    for number, mail in enumerate(_mails(given.stream, longest), start=1):
        uri = f"{given.uri}#{number}"
        inner = replace(given, uri=uri, stream=io.BytesIO(), name="", notes=[])
        try:
            data = _QUOTED.sub(rb"\1", mail.data)
            yield from mail_sources(data, inner, reading, is_cut=mail.is_cut)
        except SourceError as error:
            reading.problems(uri, str(error))
    if not number:
        reading.problems(given.uri, "empty")


def _mails(stream: BinaryIO, longest: int) -> Iterator[_Mail]:
    held = bytearray()
    begun, is_cut = False, False
    for line, starts in _lines(stream):
        if starts:
            if begun:
                yield _Mail(bytes(held), is_cut)
            held, begun, is_cut = bytearray(), True, False
        elif len(held) + len(line) <= longest:
            held += line
        else:
            is_cut = True
    if begun:
        yield _Mail(bytes(held), is_cut)


def _lines(stream: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """Lines, or pieces of long ones, and whether each separates two mails.

    A sentence may begin with "From Monday, ..."; what separates has a header in the next line.
    """
    candidate, at_start = b"", True
    while line := stream.readline(_LINE_BYTES):
        if candidate:
            yield candidate, bool(_HEADER.match(line))
        candidate = b""
        if at_start and line.startswith(b"From ") and _SEPARATOR.match(line):
            candidate = line
        else:
            yield line, False
        at_start = line.endswith(b"\n")
    if candidate:
        yield candidate, False


MBOX = Format("mailbox", is_mbox, read_mbox)
