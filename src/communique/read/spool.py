"""Bytes that come once, kept so that they can be read again."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from typing import BinaryIO, cast

from communique.errors import SourceError

PIECE_BYTES = 1 << 20
_IN_MEMORY = 8_000_000


def spooled(pieces: Iterable[bytes], *, most_bytes: int) -> BinaryIO:
    """Return the bytes of ``pieces`` as a rewound stream; what is long goes to a temporary file.

    Raises:
        SourceError: if they are more than ``most_bytes``.
    """
    kept = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  # its reader closes it
    length = 0
    for piece in pieces:
        length += len(piece)
        if length > most_bytes:
            kept.close()
            raise SourceError(f"too long: more than {most_bytes:,} bytes")
        kept.write(piece)
    kept.seek(0)
    return cast(BinaryIO, kept)
