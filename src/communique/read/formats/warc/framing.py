"""Where WARC records begin and end (ISO 28500), judged byte by byte: for archives with damage."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from communique.read.formats.packed.stream import DAMAGED, PackingError

_HEADER_BYTES = 32_768
_AFTER_BYTES = 16
_BLANK = re.compile(rb"[\r\n]+")
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"(?im)^content-length[ \t]*:[ \t]*(\d{1,18})[ \t]*\r?$")
_FIRST_LINES = re.compile(rb"(?m)^WARC/\d\.\d{1,2}[ \t]*\r?\n[A-Za-z-]{2,40}[ \t]*:")
_LONGEST_FIRST_LINES = 80


class NotARecordError(Exception):
    """Bytes that are no record, or one of another length than it states."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Framed:
    """The bytes of a record from its first line to the end of its block.

    ``is_whole`` is false where the archive ends inside the block. Of a record that is longer than
    is read, ``data`` holds the header alone and ``is_too_long`` is true.
    """

    data: bytes
    is_whole: bool = True
    is_too_long: bool = False


class Window:
    """The part of a stream that is looked at.

    ``position`` counts the bytes that were passed over, ``fault`` is why the stream ended too
    early, ``size`` the length of the stream in bytes if it is known.
    """

    def __init__(self, pieces: Iterator[bytes], size: int | None = None) -> None:
        self.held = bytearray()
        self.position = 0
        self.size = size
        self.fault: str | None = None
        self._pieces = pieces

    def fill(self, count: int) -> bool:
        """Hold at least ``count`` bytes; return whether there were so many."""
        while len(self.held) < count:
            try:
                self.held += next(self._pieces)
            except StopIteration:
                return False
            except PackingError as fault:
                self.fault = str(fault)
        return True

    def drop(self, count: int) -> bool:
        """Pass over ``count`` bytes, held or not; return whether there were so many."""
        while count > len(self.held):
            count -= len(self.held)
            self.position += len(self.held)
            self.held.clear()
            if not self.fill(1):
                return False
        del self.held[:count]
        self.position += count
        return True

    def drop_to_next_record(self) -> bool:
        """Pass over bytes up to the first lines of another record; return whether there is one."""
        while True:
            found = _FIRST_LINES.search(self.held, 1)
            if found:
                return self.drop(found.start())
            self.drop(max(0, len(self.held) - _LONGEST_FIRST_LINES))
            if not self.fill(len(self.held) + 1):
                return False


def next_framed(window: Window, most: int) -> Framed | None:
    """Return the next record and pass over it; None at the end of the stream.

    Args:
        window: stands at the beginning of a record, or at blank lines before it.
        most: longest block that is read, in bytes.

    Raises:
        NotARecordError: if no record stands here, or not one that can be trusted; the window stays.
    """
    _drop_blank_lines(window)
    if not window.held:
        return None
    header = _header_bytes(window)
    if header is None:
        return Framed(data=b"", is_whole=False)
    stated = _LENGTH.search(window.held, 0, header)
    if not stated:
        raise NotARecordError("no length")
    end = header + int(stated[1])
    if int(stated[1]) > most:
        return _too_long(window, header, end)
    if not window.fill(end):
        return _cut_short(window, header)
    _check_what_follows(window, end)
    data = bytes(window.held[:end])
    window.drop(end)
    return Framed(data=data)


def _drop_blank_lines(window: Window) -> None:
    while window.fill(1):
        blank = _BLANK.match(window.held)
        if not blank:
            return
        window.drop(blank.end())


def _header_bytes(window: Window) -> int | None:
    """Return the length of the header; None if the stream ends inside it."""
    is_all = not window.fill(_HEADER_BYTES)
    if _FIRST_LINES.match(window.held):
        end = _HEADER_END.search(window.held, 0, _HEADER_BYTES)
        if end:
            return end.end()
    is_cut_off = is_all and window.fault != DAMAGED and not _FIRST_LINES.search(window.held, 1)
    if is_cut_off and window.held.startswith(b"WARC/"[: len(window.held)]):
        window.drop(len(window.held))
        return None
    raise NotARecordError("no header")


def _too_long(window: Window, header: int, end: int) -> Framed:
    if window.size is not None and window.position + end > window.size:
        raise NotARecordError("longer than the archive")
    window.fill(header + _HEADER_BYTES)
    data = bytes(window.held[: header + _HEADER_BYTES])
    return Framed(data=data, is_too_long=True, is_whole=window.drop(end))


def _cut_short(window: Window, header: int) -> Framed:
    if window.fault == DAMAGED or _FIRST_LINES.search(window.held, header):
        raise NotARecordError("not all there")
    data = bytes(window.held)
    window.drop(len(data))
    return Framed(data=data, is_whole=False)


def _check_what_follows(window: Window, end: int) -> None:
    """See that the record ends as records do, and that no fault of its packing is so near."""
    is_near_end = not window.fill(end + _AFTER_BYTES)
    following = bytes(window.held[end : end + _AFTER_BYTES])
    if is_near_end and window.fault == DAMAGED:
        raise NotARecordError("damaged")
    rest = following.lstrip(b"\r\n")
    if not (following.startswith(b"\r\n\r\n") or rest.startswith(b"WARC/"[: len(rest)])):
        raise NotARecordError("not as long as it states")
