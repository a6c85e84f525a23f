"""One gzip member of a web archive, and where the next one begins."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from communique.read.formats.packed.allowance import FREE_BYTES, Allowance
from communique.read.formats.packed.methods import (
    GZIP_MAGIC,
    GZIP_WRAPPED,
    DamagedMemberError,
    Inflater,
    unpack_member,
)
from communique.read.formats.packed.stream import CUT_OFF, PackingError
from communique.read.formats.warc.findings import Finding, finding_in
from communique.read.formats.warc.framing import NotARecordError, Window, next_framed

_FIRST_BYTES = b"WARC/"
_READ_BYTES = 65_536
_PEEK_BYTES = 4_096
_FIRST_PEEK_BYTES = 16
_AFTER_BYTES = 5  # of the blank lines that end a record there are four
_FAR_BYTES = 20_000_000
_MOST_FALSE_BEGINNINGS = 200_000
_BOMB = "unpacks to too much"


class WarcMember:
    """One gzip member, unpacked and measured.

    ``beginning`` is what a record holds of which the member does not hold the end.
    """

    def __init__(self, stream: BinaryIO, position: int, most: int, allowance: Allowance) -> None:
        self.position = position
        self.beginning: Finding | None = None
        self._stream, self._most, self._allowance = stream, most, allowance
        self._member = Inflater(GZIP_WRAPPED, salvages=False)
        self._window = Window(self._pieces())
        self._is_damaged = False

    def findings(self) -> Iterator[Finding]:
        """Yield what the records in the member hold, up to damage."""
        try:
            while (framed := next_framed(self._window, self._most)) is not None:
                found = finding_in(framed, self.position, self._most)
                if not (framed.is_whole or framed.is_too_long):
                    self._is_damaged = self._member.eof
                    self.beginning = found
                elif found is not None:
                    yield found
        except NotARecordError:
            self._is_damaged = True

    @property
    def is_sound(self) -> bool:
        """Whether it is as long as it states and its checksum right, as are its records."""
        return self._member.eof and not self._is_damaged

    @property
    def is_cut_off(self) -> bool:
        """Whether the stream ends inside it and nothing else is wrong with it."""
        return self._window.fault == CUT_OFF and not self._is_damaged

    @property
    def is_bomb(self) -> bool:
        """Whether it was given up since it unpacks to too much."""
        return self._window.fault == _BOMB

    @property
    def end(self) -> int:
        """Where the next member begins."""
        return self._stream.tell() - len(self._member.unused_data)

    def _pieces(self) -> Iterator[bytes]:
        self._stream.seek(self.position)
        count = 0
        for piece in unpack_member(self._member, self._stream, b""):
            count += len(piece)
            packed = self._stream.tell() - self.position
            if count > FREE_BYTES and count > packed * self._allowance.ratio:
                raise PackingError(_BOMB)
            yield piece


def is_packed_one_by_one(stream: BinaryIO) -> bool:
    """Tell whether the first gzip member of a stream is one WARC record; the stream is rewound.

    If the first is damaged, another that is a WARC record is looked for.
    """
    try:
        first = 0 if begins_record(stream, 0, None) else next_record(stream, 1, _FAR_BYTES)
        return first is not None and _holds_one_record(stream, first)
    finally:
        stream.seek(0)


def _holds_one_record(stream: BinaryIO, position: int) -> bool:
    member = Inflater(GZIP_WRAPPED)
    stream.seek(position)
    window = Window(unpack_member(member, stream, b""))
    try:
        framed = next_framed(window, _FAR_BYTES)
    except NotARecordError:
        return next_record(stream, position + 1, _FAR_BYTES) is not None
    return framed is not None and framed.is_whole and member.eof and not window.fill(_AFTER_BYTES)


def next_record(stream: BinaryIO, start: int, far: int | None = None) -> int | None:
    """Return where the next gzip member begins that holds a WARC record, or None.

    Args:
        stream: is left anywhere.
        start: from where on to look, in bytes.
        far: how many bytes to look at; all if None.
    """
    for _ in range(_MOST_FALSE_BEGINNINGS):
        found = _find(stream, GZIP_MAGIC, start, far)
        if found is None or begins_record(stream, found, None):
            return found
        far = None if far is None else far - (found + 1 - start)
        start = found + 1
    return None


def begins_record(stream: BinaryIO, position: int, record_id: str | None) -> bool:
    """Tell whether a gzip member begins here that holds a WARC record, of this name if given."""
    stream.seek(position)
    member = Inflater(GZIP_WRAPPED)
    try:
        first = member.decompress(
            stream.read(_PEEK_BYTES), _PEEK_BYTES if record_id else _FIRST_PEEK_BYTES
        )
    except DamagedMemberError as fault:
        first = fault.readable
    return first.startswith(_FIRST_BYTES) and (record_id or "").encode() in first


def _find(stream: BinaryIO, wanted: bytes, start: int, far: int | None) -> int | None:
    stream.seek(start)
    kept, end = b"", None if far is None else start + far
    while (end is None or start < end) and (data := stream.read(_READ_BYTES)):
        window = kept + data
        found = window.find(wanted)
        if found >= 0:
            return start + found
        kept = window[1 - len(wanted) :]
        start += len(window) - len(kept)
    return None
