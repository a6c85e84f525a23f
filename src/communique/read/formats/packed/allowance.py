"""How much may be unpacked: the bound that a decompression bomb runs into.

One allowance is shared by an outermost archive and all that is packed inside it, since a bomb
multiplies from one archive within another to the next.
"""

from __future__ import annotations

import io
from typing import BinaryIO

from communique.errors import SourceError
from communique.settings import ReadSettings

FREE_BYTES = 10_000_000
"""So much may be unpacked whatever it was packed into; beyond it the ratio counts."""


class BombError(SourceError):
    """Packed bytes that unpack to more than is allowed."""


class TooManyMembersError(SourceError):
    """An archive, with those within it, of more members than are read."""


class Allowance:
    """Bytes to unpack and members to take that are left to one outermost archive.

    Args:
        packed_bytes: length of the outermost archive.
        settings: ``maximum_ratio`` and ``maximum_members`` are used.
    """

    def __init__(self, packed_bytes: int, settings: ReadSettings) -> None:
        self.ratio = settings.maximum_ratio
        self._bytes = FREE_BYTES + packed_bytes * settings.maximum_ratio
        self._members = self._most_members = settings.maximum_members

    @property
    def is_spent(self) -> bool:
        """Whether not even one more byte may be unpacked."""
        return self._bytes < 0

    def unpack(self, count: int) -> None:
        """Take ``count`` unpacked bytes off what is allowed.

        Raises:
            BombError: if more were unpacked than is allowed.
        """
        self._bytes -= count
        if self._bytes < 0:
            raise BombError(_bomb(self.ratio))

    def check_ratio(self, unpacked: int, packed: int) -> None:
        """Refuse one packed stream that unpacks to more than is allowed of its length.

        Raises:
            BombError: if ``unpacked`` bytes came of ``packed`` ones.
        """
        if unpacked > FREE_BYTES and unpacked > packed * self.ratio:
            raise BombError(_bomb(self.ratio))

    def take_member(self) -> None:
        """Count one member of an archive.

        Raises:
            TooManyMembersError: if there were too many.
        """
        self._members -= 1
        if self._members < 0:
            raise TooManyMembersError(f"too many members: more than {self._most_members:,}")


def allowance_of(stream: BinaryIO, settings: ReadSettings) -> Allowance:
    """Return the allowance that a stream came with, or a new one for an outermost archive."""
    carried = getattr(stream, "allowance", None)
    if isinstance(carried, Allowance):
        return carried
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    return Allowance(size, settings)


def _bomb(ratio: int) -> str:
    return f"a decompression bomb: unpacks to more than {ratio:,} times its size"
