"""What is met on the way through a web archive: pages, and places where it is damaged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from fastwarc.warc import WarcRecord

from communique.read.formats.warc.framing import Framed, NotARecordError, Window, next_framed
from communique.read.formats.warc.pages import Page, PassedOver, TooLong, page_of

_HEADER_END = re.compile(rb"\r?\n\r?\n")
_LENGTHS = re.compile(rb"(?im)^[ \t]*content-length[ \t]*:[ \t]*([^\r\n]*)")
CUT_OFF_PAGE = "cut off: the archive ends inside it"


@dataclass(frozen=True, slots=True)
class Damaged:
    """A place, in bytes from the beginning, where no record can be trusted up to the next."""

    position: int


@dataclass(frozen=True, slots=True)
class CutOff:
    """The end of the archive inside a record."""


Finding = Page | TooLong | PassedOver | Damaged | CutOff


def finding_in(framed: Framed, position: int, most: int) -> Finding | None:
    """Return what a framed record holds; None for the archive's own bookkeeping."""
    if not framed.data:
        return None
    try:
        record = WarcRecord.from_bytes(_with_true_length(framed.data))
        page = page_of(record, most, is_too_long=framed.is_too_long)
    except OSError:
        return Damaged(position)
    if framed.is_whole or not isinstance(page, Page):
        return page
    return replace(page, note=CUT_OFF_PAGE) if page.payload else None


def _with_true_length(data: bytes) -> bytes:
    """Let a header state what there is: fastwarc sets aside, and dies for, whatever it states."""
    end = _HEADER_END.search(data)
    if not end:
        return data
    header, length = data[: end.end()], b"%d" % (len(data) - end.end())
    if _LENGTHS.findall(header) == [length]:
        return data
    return _LENGTHS.sub(b"Content-Length: " + length, header) + data[end.end() :]


def plain_findings(pieces: Iterator[bytes], size: int | None, most: int) -> Iterator[Finding]:
    """Go through an archive that is not packed, or no longer.

    Args:
        pieces: its bytes; may raise ``PackingError``.
        size: its length in bytes, if known.
        most: longest report that is read, in bytes.
    """
    window = Window(pieces, size)
    while True:
        position = window.position
        try:
            framed = next_framed(window, most)
        except NotARecordError:
            yield Damaged(window.position)
            if not window.drop_to_next_record():
                return
            continue
        if framed is None:
            return
        found = finding_in(framed, position, most)
        if found is not None:
            yield found
        if not framed.is_whole:
            yield CutOff()
