"""Standard input as an input: what comes through a pipe is kept until it was read."""

from __future__ import annotations

import sys
from typing import BinaryIO

from communique.errors import SourceError
from communique.read.inputs import Input
from communique.read.spool import PIECE_BYTES, spooled

URI = "standard input"
MOST_BYTES = 20_000_000_000


def standard_input(stream: BinaryIO | None = None, *, most_bytes: int = MOST_BYTES) -> Input:
    """Return standard input as an input whose stream can be rewound; the caller closes it.

    Args:
        stream: read instead of standard input.
        most_bytes: what is read at most.

    Raises:
        SourceError: if standard input is closed, or longer than that.
    """
    if stream is None:
        stream = sys.stdin.buffer if sys.stdin else None
    if stream is None or stream.closed:
        raise SourceError("closed")
    pieces = iter(lambda: stream.read(PIECE_BYTES), b"")
    return Input(uri=URI, stream=spooled(pieces, most_bytes=most_bytes))
