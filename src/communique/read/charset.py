"""Bytes to characters, whatever the page claims about itself."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

WIDE_BOMS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I)
_SAMPLE_BYTES = 65_536


def decode(data: bytes, *, partial: bool = False, stated: str | None = None) -> str:
    """Return the characters of ``data``; bytes that fit no charset become U+FFFD.

    A byte order mark decides; then bytes that are valid UTF-8 are UTF-8, since they hardly ever
    are by accident; then the charset that an HTML page declares; then a guess by content.

    Args:
        data: the bytes of a whole document, or its beginning.
        partial: that ``data`` may end inside a character.
        stated: the charset that HTTP or a mail header names, believed where the bytes fit it.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(data, final=not partial)
    except UnicodeDecodeError:
        return data.decode(_fitting(stated, data) or _declared(data) or _guessed(data), "replace")


def without_surrogates(text: str) -> str:
    """Return ``text`` with surrogate pairs joined and lone surrogates replaced by U+FFFD."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:4096])
    if not found:
        return None
    return _fitting(found[1].decode("ascii"), data)


def _fitting(stated: str | None, data: bytes) -> str | None:
    """Return the charset that was stated if the bytes fit it."""
    if not stated:
        return None
    name = stated.lower()
    # What pages call Latin-1 is in practice its superset, as the WHATWG standard also says.
    name = "cp1252" if name in {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"} else name
    try:
        data.decode(name)
    except (LookupError, UnicodeError, ValueError):
        return None
    return name


def _guessed(data: bytes) -> str:
    best = from_bytes(data[:_SAMPLE_BYTES]).best()
    return best.encoding if best is not None else "cp1252"
