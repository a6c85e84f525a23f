"""The characters of long inputs, piece by piece, so that a table of any size can be read."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from communique.read.charset import decoded, legacy_charset
from communique.read.inputs import Input

PIECE_BYTES = 1 << 20
# In these a line cannot be read without what stands before it.
_CONTINUOUS = ("utf-16", "utf-32", "iso2022", "hz")
_HEAD_OF_CHARACTER = 0xC0
_CONTINUED = 0x80


def pieces(given: Input) -> Iterator[str]:
    """Yield the characters of an input in pieces of about a million, none of them empty.

    Each line that is valid UTF-8 is read as UTF-8, all others in the charset that the input states
    or, where the first such piece does not fit that, in the one that this piece looks like. NUL
    characters are dropped.
    """
    charset = decoded(given.head, partial=True, stated=given.charset).charset
    if charset.startswith(_CONTINUOUS):
        read = _continuous_pieces(given.stream, charset)
    else:
        read = _pieces_of_lines(given)
    for piece in read:
        words = piece.replace("\x00", "")
        if words:
            yield words


def numbered_lines(given: Input, longest: int) -> Iterator[tuple[int, str | None]]:
    """Yield each line with its end and its number, counted from 1; None for one that is too long.

    Lines end at a line feed, and in files that have none at a carriage return.

    Args:
        given: the input.
        longest: characters of a line up to which it is given.
    """
    end = "\n" if "\n" in given.words or "\r" not in given.words else "\r"
    number, begun, left_out = 1, "", False
    for piece in pieces(given):
        *ended, rest = piece.split(end)
        for line in ended:
            whole = begun + line
            yield number, None if left_out or len(whole) > longest else whole + "\n"
            number, begun, left_out = number + 1, "", False
        left_out = left_out or len(begun) + len(rest) > longest
        begun = "" if left_out else begun + rest
    if begun or left_out:
        yield number, None if left_out else begun


def _continuous_pieces(stream: BinaryIO, charset: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(charset)("replace")
    yield decoder.decode(stream.read(PIECE_BYTES)).removeprefix("\ufeff")
    while data := stream.read(PIECE_BYTES):
        yield decoder.decode(data)
    yield decoder.decode(b"", final=True)


def _pieces_of_lines(given: Input) -> Iterator[str]:
    fallback: str | None = None
    for data in _whole_lines(given.stream):
        try:
            yield data.decode("utf-8")
        except UnicodeDecodeError:
            lines = data.splitlines(keepends=True)
            if fallback is None:
                odd = b"".join(line for line in lines if _is_odd(line))
                fallback = legacy_charset(odd, stated=given.charset)
            yield "".join(_read(line, fallback) for line in lines)


def _is_odd(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


def _read(line: bytes, fallback: str) -> str:
    return line.decode(fallback, "replace") if _is_odd(line) else line.decode("utf-8")


def _whole_lines(stream: BinaryIO) -> Iterator[bytes]:
    """Pieces that end at the end of a line or, in a line without end, at that of a character."""
    kept = stream.read(len(codecs.BOM_UTF8)).removeprefix(codecs.BOM_UTF8)
    while read := stream.read(PIECE_BYTES):
        data = kept + read
        at = data.rfind(b"\n") + 1 or _last_character(data)
        kept = data[at:]
        if at:
            yield data[:at]
    if kept:
        yield kept


def _last_character(data: bytes) -> int:
    """Where the last character of UTF-8 begins; the end if that is a whole one of ASCII."""
    for at in range(len(data) - 1, max(-1, len(data) - 5), -1):
        if data[at] >= _HEAD_OF_CHARACTER:
            return at
        if data[at] < _CONTINUED:
            return at + 1
    return len(data)
