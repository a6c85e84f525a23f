"""The content of an HTTP message: transfer and content codings undone, where they are true."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import Protocol

from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader, ZstdReader
from fastwarc.warc import HeaderMap

_PIECE_BYTES = 65_536


class _Reader(Protocol):
    def read(self, size: int = ...) -> bytes: ...


_CODINGS: dict[str, Callable[[BytesIO], _Reader]] = {
    "chunked": ChunkedReader,
    "gzip": GzipReader,
    "x-gzip": GzipReader,
    "deflate": partial(GzipReader, zlib=True),
    "br": BrotliReader,
    "zstd": ZstdReader,
}


def decoded(payload: bytes, headers: HeaderMap, most: int) -> bytes:
    """Return the content of a message.

    Many archives hold content that was decoded before it was stored, under the headers it had; a
    coding that does not fit the bytes is therefore passed over.

    Args:
        payload: the body of the message.
        headers: its headers; ``Transfer-Encoding`` and ``Content-Encoding`` count.
        most: one byte more than this is returned of content that is longer.
    """
    for field in ("Transfer-Encoding", "Content-Encoding"):
        stated = headers.get(field)
        if stated:
            for coding in reversed(stated.lower().split(",")):
                payload = _without(coding.strip(), payload, most)
    return payload


def _without(coding: str, payload: bytes, most: int) -> bytes:
    start = _CODINGS.get(coding)
    if start is None:
        return payload
    reader, content = start(BytesIO(payload)), bytearray()
    try:
        while len(content) <= most and (piece := reader.read(_PIECE_BYTES)):
            content += piece
    except OSError:
        return bytes(content) or payload
    return bytes(content[: most + 1])
