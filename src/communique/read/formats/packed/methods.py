"""The ways in which a single stream is packed: gzip, bzip2, xz, Zstandard."""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, Protocol

from fastwarc.stream_io import GzipReader, ZstdReader

from communique.read.formats.packed.stream import CUT_OFF, DAMAGED, PackingError

GZIP_MAGIC, BZIP2_MAGIC, XZ_MAGIC = b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\x00"
ZSTANDARD_MAGIC = b"\x28\xb5\x2f\xfd"

GZIP_WRAPPED, BARE = 16 + zlib.MAX_WBITS, -zlib.MAX_WBITS

_READ_BYTES = 65_536
_PIECE_BYTES = 65_536
_XZ_MEMORY_BYTES = 256 * 2**20  # xz -9 asks for 65 MiB, a hostile file for 4 GiB


class Decompressor(Protocol):
    """What the decompressors of ``bz2`` and ``lzma`` have in common."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int) -> bytes: ...


class Inflater:
    """Deflated bytes, with the same methods as the decompressors of ``bz2`` and ``lzma``.

    Args:
        wbits: as in ``zlib``: ``GZIP_WRAPPED`` for a gzip member, ``BARE`` for a ZIP member.
        salvages: whether what comes closely before damage is wanted, which takes time.
    """

    def __init__(self, wbits: int, *, salvages: bool = True) -> None:
        self._member = zlib.decompressobj(wbits)
        self._salvages = salvages
        self._full = False

    @property
    def eof(self) -> bool:
        """Whether the member has ended, its length and checksum being right."""
        return self._member.eof

    @property
    def needs_input(self) -> bool:
        """Whether nothing more comes without more packed bytes."""
        return not self._member.unconsumed_tail and not self._full

    @property
    def unused_data(self) -> bytes:
        """The bytes after the end of the member."""
        return self._member.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Unpack at most ``max_length`` bytes.

        Raises:
            DamagedMemberError: with what could still be unpacked.
        """
        data = self._member.unconsumed_tail + data
        before = self._member.copy() if self._salvages else None
        try:
            piece = self._member.decompress(data, max_length)
        except zlib.error as error:
            readable = _inflated_before_fault(before, data) if before else b""
            raise DamagedMemberError(readable) from error
        self._full = len(piece) == max_length
        return piece


class DamagedMemberError(Exception):
    """A gzip member that makes no sense from some byte on; ``readable`` came before it."""

    def __init__(self, readable: bytes) -> None:
        super().__init__("damaged gzip member")
        self.readable = readable


def _inflated_before_fault(member: zlib._Decompress, data: bytes) -> bytes:
    """Unpack in ever smaller steps: of a step in which it finds a fault zlib gives nothing."""
    readable = bytearray()
    for step in (4096, 256, 16, 1):
        before = member
        try:
            while True:
                before, member = member, member.copy()
                piece = member.decompress(data, step)
                if not piece:
                    return bytes(readable)
                readable += piece
                data = member.unconsumed_tail
        except zlib.error:
            member = before
    return bytes(readable)


def unpack_gzip(packed: BinaryIO) -> Iterator[bytes]:
    """Unpack gzip members, one after another (RFC 1952).

    The faster of two libraries says neither where a fault is nor that the end is missing; where
    there may be a fault, the slower one goes over the same bytes again.
    """
    reader, count, is_whole = GzipReader(packed), 0, False
    try:
        while piece := reader.read(_PIECE_BYTES):
            count += len(piece)
            yield piece
        is_whole = _ends_well(packed, reader.frame_start_position() or 0, count)
    except OSError:
        pass
    if not is_whole:
        yield from _beyond(count, gzip_members(packed, 0))


def _ends_well(packed: BinaryIO, last_member: int, count: int) -> bool:
    """Tell whether the last gzip member has its end.

    Its last four bytes state its length modulo 2^32, which is known of an only member.
    """
    if last_member == 0:
        packed.seek(-4, io.SEEK_END)
        return int.from_bytes(packed.read(4), "little") == count % 2**32
    try:
        for _ in gzip_members(packed, last_member):
            pass
    except PackingError:
        return False
    return True


def gzip_members(packed: BinaryIO, start: int) -> Iterator[bytes]:
    """Unpack gzip members from a place on, slower than :func:`unpack_gzip` but with all checks.

    Raises:
        PackingError: where they end too early or make no sense.
    """
    packed.seek(start)
    return _members(packed, lambda: Inflater(GZIP_WRAPPED), GZIP_MAGIC)


def _beyond(count: int, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield what comes after the first ``count`` bytes."""
    for piece in pieces:
        if count < len(piece):
            yield piece[count:]
        count = max(0, count - len(piece))


def unpack_bzip2(packed: BinaryIO) -> Iterator[bytes]:
    """Unpack bzip2 streams, one after another."""
    return _members(packed, bz2.BZ2Decompressor, BZIP2_MAGIC)


def unpack_xz(packed: BinaryIO) -> Iterator[bytes]:
    """Unpack xz streams, one after another."""
    return _members(packed, lambda: lzma.LZMADecompressor(memlimit=_XZ_MEMORY_BYTES), XZ_MAGIC)


def unpack_zstandard(packed: BinaryIO) -> Iterator[bytes]:
    """Unpack Zstandard frames, one after another (RFC 8878)."""
    reader = ZstdReader(packed)
    try:
        while piece := reader.read(_PIECE_BYTES):
            yield piece
    except OSError as error:
        raise PackingError(CUT_OFF if "incomplete" in str(error) else DAMAGED) from error


def _members(packed: BinaryIO, start: Callable[[], Decompressor], magic: bytes) -> Iterator[bytes]:
    data = packed.read(_READ_BYTES)
    while data:
        if not magic.startswith(data[: len(magic)]):
            raise PackingError(DAMAGED)
        member = start()
        yield from unpack_member(member, packed, data)
        data = member.unused_data.lstrip(b"\0")
        while not data and (more := packed.read(_READ_BYTES)):
            data = more.lstrip(b"\0")  # padding, as tapes and xz leave it


def unpack_member(member: Decompressor, packed: BinaryIO, data: bytes) -> Iterator[bytes]:
    """Unpack one member, of which ``data`` was read already; read the rest from ``packed``.

    Raises:
        PackingError: if it ends too early or makes no sense; what could be read came before.
    """
    while not member.eof:
        if member.needs_input and not data:
            data = packed.read(_READ_BYTES)
            if not data:
                raise PackingError(CUT_OFF)
        try:
            piece = member.decompress(data, _PIECE_BYTES)
        except DamagedMemberError as fault:
            if fault.readable:
                yield fault.readable
            raise PackingError(DAMAGED) from fault
        except (OSError, EOFError, lzma.LZMAError) as error:
            raise PackingError(DAMAGED) from error
        data = b""
        if piece:
            yield piece
