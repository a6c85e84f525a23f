"""Members of a ZIP archive whose directory, which stands at its end, is missing or damaged.

Each member also has a header of its own (APPNOTE.TXT, section 4.3.7), which is looked for.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from communique.read.formats.packed.members import (
    CUT_OFF_MEMBER,
    DAMAGED_MEMBER,
    PIECE_BYTES,
    Member,
)
from communique.read.formats.packed.methods import BARE, Inflater, unpack_member
from communique.read.formats.packed.stream import CUT_OFF, PackingError

_SIGNATURE = b"PK\x03\x04"
_HEADER = struct.Struct("<4s5H3I2H")
_ENCRYPTED, _SIZES_FOLLOW, _UTF8 = 0x1, 0x8, 0x800
_STORED, _DEFLATED = 0, 8
_ZIP64 = 0xFFFFFFFF


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A member that cannot be read, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Header:
    name: str
    flags: int
    method: int
    checksum: int
    packed_bytes: int
    data_start: int


def salvaged_members(stream: BinaryIO) -> Iterator[Member | Lost]:
    """Yield the members that a damaged archive still holds, in their order.

    The pieces of a member must be taken before the next member is asked for.
    """
    position = _find(stream, 0)
    while position is not None:
        header = _header(stream, position)
        end = position + len(_SIGNATURE)
        if header is not None:
            body = _Body(stream, header)
            yield body.member()
            end = max(end, body.end)
        position = _find(stream, end)


class _Body:
    """The bytes of one member; ``end`` is where to look for the next."""

    def __init__(self, stream: BinaryIO, header: _Header) -> None:
        self._stream, self._header = stream, header
        self.end = header.data_start

    def member(self) -> Member | Lost:
        header = self._header
        if header.flags & _ENCRYPTED:
            return Lost(name=header.name, reason="encrypted")
        if header.method == _DEFLATED:
            pieces = self._inflated()
        elif header.method == _STORED and not header.flags & _SIZES_FOLLOW:
            pieces = self._stored()
        else:
            return Lost(name=header.name, reason=DAMAGED_MEMBER)
        return Member(name=header.name, pieces=self._checked(pieces), packed_bytes=self._bound())

    def _bound(self) -> int:
        size = self._header.packed_bytes
        return size if size else self._stream.seek(0, 2) - self._header.data_start

    def _checked(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        checksum = 0
        self._stream.seek(self._header.data_start)
        try:
            for piece in pieces:
                checksum = zlib.crc32(piece, checksum)
                yield piece
        except PackingError as fault:
            reason = CUT_OFF_MEMBER if str(fault) == CUT_OFF else DAMAGED_MEMBER
            raise PackingError(reason) from fault
        if not self._header.flags & _SIZES_FOLLOW and checksum != self._header.checksum:
            raise PackingError(DAMAGED_MEMBER)

    def _inflated(self) -> Iterator[bytes]:
        member = Inflater(BARE)
        yield from unpack_member(member, self._stream, b"")
        self.end = self._stream.tell() - len(member.unused_data)

    def _stored(self) -> Iterator[bytes]:
        left = self._header.packed_bytes
        while left:
            piece = self._stream.read(min(left, PIECE_BYTES))
            if not piece:
                raise PackingError(CUT_OFF)
            left -= len(piece)
            yield piece
        self.end = self._stream.tell()


def _header(stream: BinaryIO, position: int) -> _Header | None:
    stream.seek(position)
    raw = stream.read(_HEADER.size)
    if len(raw) < _HEADER.size:
        return None
    _, _, flags, method, _, _, checksum, packed, _, name_bytes, extra_bytes = _HEADER.unpack(raw)
    name = stream.read(name_bytes)
    if len(name) < name_bytes or packed == _ZIP64:
        return None
    return _Header(
        name=name.decode("utf-8" if flags & _UTF8 else "cp437", "replace"),
        flags=flags,
        method=method,
        checksum=checksum,
        packed_bytes=packed,
        data_start=position + _HEADER.size + name_bytes + extra_bytes,
    )


def _find(stream: BinaryIO, start: int) -> int | None:
    """Return where the next header of a member begins, at ``start`` or after it."""
    stream.seek(start)
    kept = b""
    while piece := stream.read(PIECE_BYTES):
        window = kept + piece
        found = window.find(_SIGNATURE)
        if found >= 0:
            return start + found
        kept = window[-len(_SIGNATURE) + 1 :]
        start += len(window) - len(kept)
    return None
