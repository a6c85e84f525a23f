"""A stream of what is packed in another, up to the first fault, that can be rewound."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import BinaryIO

from communique.read.formats.packed.allowance import Allowance

_BUFFER_BYTES = 131_072

CUT_OFF = "cut off: only what came before the end was read"
DAMAGED = "damaged: only what came before the damage was read"


class PackingError(Exception):
    """Packed bytes that end too early or make no sense; the message says which."""


Unpacker = Callable[[BinaryIO], Iterator[bytes]]
"""Yields what is packed in a stream, in pieces, until its end or a ``PackingError``."""


class Unpacked(io.BufferedReader):
    """What a compressed stream holds.

    A fault ends it like an end of file, and is kept. To go back further than the buffer is to
    unpack anew from the beginning, so readers that jump about should be given a copy.

    Args:
        packed: the compressed stream; not closed.
        unpack: the method.
        allowance: told of every byte that is unpacked for the first time.
    """

    def __init__(self, packed: BinaryIO, unpack: Unpacker, allowance: Allowance) -> None:
        self.allowance = allowance
        self._pieces = _Pieces(packed, unpack, allowance)
        super().__init__(self._pieces, _BUFFER_BYTES)

    @property
    def fault(self) -> str | None:
        """Why the stream ended before its end, in plain words, once it has."""
        return self._pieces.fault


class _Pieces(io.RawIOBase):
    def __init__(self, packed: BinaryIO, unpack: Unpacker, allowance: Allowance) -> None:
        self.fault: str | None = None
        self._packed, self._unpack, self._allowance = packed, unpack, allowance
        self._furthest = self._position = self._unpacked = 0
        self._piece = memoryview(b"")
        self._restart()

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece = self._piece or self._next_piece()
        count = min(len(buffer), len(piece))
        buffer[:count] = piece[:count]
        self._piece = piece[count:]
        self._position += count
        return count

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if whence == io.SEEK_CUR:
            offset += self._position
        elif whence == io.SEEK_END:
            self._skip_to(None)
            offset += self._position
        if offset < self._position:
            self._restart()
        self._skip_to(offset)
        return self._position

    def _restart(self) -> None:
        self._packed.seek(0)
        self._coming = self._unpack(self._packed)
        self._piece, self._position, self._unpacked = memoryview(b""), 0, 0

    def _skip_to(self, offset: int | None) -> None:
        while offset is None or self._position < offset:
            piece = self._piece or self._next_piece()
            if not piece:
                return
            count = len(piece) if offset is None else min(len(piece), offset - self._position)
            self._piece = piece[count:]
            self._position += count

    def _next_piece(self) -> memoryview:
        try:
            piece = next(self._coming, b"")
        except PackingError as fault:
            self.fault = str(fault)
            return memoryview(b"")
        self._unpacked += len(piece)
        self._allowance.check_ratio(self._unpacked, self._packed.tell())
        if self._unpacked > self._furthest:
            self._allowance.unpack(self._unpacked - self._furthest)
            self._furthest = self._unpacked
        return memoryview(piece)
