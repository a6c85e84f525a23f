"""The members of a TAR archive, read once from beginning to end, past damaged headers."""

from __future__ import annotations

import io
import re
import tarfile
from collections.abc import Iterator
from typing import BinaryIO, Self, cast

from communique.read.formats.packed.members import CUT_OFF_MEMBER, PIECE_BYTES
from communique.read.formats.packed.stream import PackingError

CUT_OFF = "cut off: only the members before its end were read"
DAMAGED = "damaged: members are missing where a header makes no sense"

_CHECKSUM_AT = 148
_CHECKSUM = re.compile(rb"[ 0-7\x00]{8}")
# Headers of headers, such as long names; tarfile reads them whole, so their length is bounded.
_EXTENSIONS = (
    tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
)  # fmt: skip
_MOST_EXTENSION_BYTES = 1_000_000
# What tarfile knows but its type hints do not.
_EndMark = tarfile.EOFHeaderError  # type: ignore[attr-defined]
_InvalidHeaderError = tarfile.InvalidHeaderError  # type: ignore[attr-defined]


class TarStream:
    """A TAR archive that stands at its beginning and is read once."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = _Forward(stream)
        self._archive = _Archive(
            fileobj=cast(BinaryIO, self._stream), ignore_zeros=True, errors="replace"
        )

    @property
    def fault(self) -> str | None:
        """What was found to be wrong with the archive, once its members were taken."""
        if self._archive.is_damaged:
            return DAMAGED
        return None if self._archive.has_end_mark else CUT_OFF

    def members(self) -> Iterator[tarfile.TarInfo]:
        """Yield the members, each to be read before the next is asked for."""
        while (info := self._archive.next()) is not None:
            self._archive.members.clear()  # type: ignore[attr-defined]  # it would keep them all
            yield info

    def pieces(self, member: tarfile.TarInfo) -> Iterator[bytes]:
        """Yield the bytes of the last member.

        Raises:
            PackingError: if the archive ends inside it.
        """
        self._stream.seek(member.offset_data)
        left = member.size
        while left:
            piece = self._stream.read(min(left, PIECE_BYTES))
            if not piece:
                raise PackingError(CUT_OFF_MEMBER)
            left -= len(piece)
            yield piece


class _Forward(io.RawIOBase):
    """A stream that only ever goes forward, and stops at its end however far it is sent."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._position = stream, 0

    def tell(self) -> int:
        return self._position

    def read(self, count: int = -1, /) -> bytes:
        data = self._stream.read(count)
        self._position += len(data)
        return data

    def seek(self, position: int, whence: int = 0) -> int:
        if position < self._position:
            raise tarfile.StreamError("a stream does not go back")
        while self._position < position:
            if not self.read(min(position - self._position, PIECE_BYTES)):
                break
        return self._position


class _Header(tarfile.TarInfo):
    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        is_header = len(buf) == tarfile.BLOCKSIZE and buf.strip(b"\0")
        if is_header and not _CHECKSUM.match(buf, _CHECKSUM_AT):
            raise _InvalidHeaderError("no checksum")  # found in less time than a wrong one
        header = super().frombuf(buf, encoding, errors)
        too_long = header.type in _EXTENSIONS and header.size > _MOST_EXTENSION_BYTES
        if too_long or header.size < 0:
            raise _InvalidHeaderError("not a length")
        return header

    @classmethod
    def fromtarfile(cls, archive: tarfile.TarFile) -> Self:
        assert isinstance(archive, _Archive)
        try:
            return super().fromtarfile(archive)
        except _EndMark:
            archive.has_end_mark = True
            raise
        except _InvalidHeaderError:
            archive.is_damaged = archive.is_damaged or not archive.has_end_mark
            raise


class _Archive(tarfile.TarFile):
    """Goes on after a header that makes no sense, and remembers that there was one."""

    tarinfo = _Header
    is_damaged = False
    has_end_mark = False

    def next(self) -> tarfile.TarInfo | None:
        while True:
            before = self.fileobj.tell()
            try:
                return super().next()
            except (tarfile.TarError, ValueError, OverflowError):
                if self.fileobj.tell() == before:
                    return None
                self.is_damaged = True
                self.offset = self.fileobj.tell()
