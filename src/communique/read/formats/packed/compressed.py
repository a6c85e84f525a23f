"""Single files packed with gzip, bzip2, xz or Zstandard: what is in them is read by its content."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from communique.read.formats.packed.allowance import allowance_of
from communique.read.formats.packed.methods import (
    BZIP2_MAGIC,
    GZIP_MAGIC,
    XZ_MAGIC,
    ZSTANDARD_MAGIC,
    unpack_bzip2,
    unpack_gzip,
    unpack_xz,
    unpack_zstandard,
)
from communique.read.formats.packed.stream import DAMAGED, Unpacked, Unpacker
from communique.read.inputs import Format, Input, Reader, Reading
from communique.records import Source

_BZIP2_BLOCKS = (b"1AY&SY", b"\x17rE8P\x90")  # of a block, and of the end of an empty file
_ENDINGS_OF_ARCHIVES = {".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar", ".tzst": ".tar"}


def _reader(unpack: Unpacker) -> Reader:
    def read(given: Input, reading: Reading) -> Iterator[Source]:
        allowance = allowance_of(given.stream, reading.settings)
        with Unpacked(given.stream, unpack, allowance) as stream:
            yield from _read_unpacked(given, stream, reading)

    return read


def _read_unpacked(given: Input, stream: Unpacked, reading: Reading) -> Iterator[Source]:
    """Read what was packed under the name of what held it; a fault is told at the end."""
    inner = replace(
        given,
        stream=stream,
        name=_name_within(given.name),
        media_type=None,
        depth=given.depth + 1,
        notes=[],
    )
    if not inner.head:
        reading.problems(given.uri, stream.fault or "empty")
        return
    last = None
    for source in reading.open(inner):
        if last is not None:
            yield last
        last = _flagged(source, stream.fault) if stream.fault == DAMAGED else source
    if last is not None:
        yield _flagged(last, stream.fault)
    if stream.fault:
        reading.problems(given.uri, stream.fault)


def _flagged(source: Source, fault: str | None) -> Source:
    """Return a source with the fault in its notes, unless they say it already.

    Only the last report before a cut can be without its end, but damage makes itself felt late.
    """
    is_told = not fault or any(note.startswith(fault.split(":", 1)[0]) for note in source.notes)
    return source if is_told else replace(source, notes=(*source.notes, str(fault)))


def _name_within(name: str) -> str:
    path = PurePosixPath(name)
    return path.stem + _ENDINGS_OF_ARCHIVES.get(path.suffix.lower(), "")


def _begins_with(magic: bytes) -> Callable[[Input], bool]:
    return lambda given: given.head.startswith(magic)


def _is_bzip2(given: Input) -> bool:
    return given.head.startswith(BZIP2_MAGIC) and given.head[4:10] in _BZIP2_BLOCKS


GZIP = Format("gzip", _begins_with(GZIP_MAGIC), _reader(unpack_gzip))
BZIP2 = Format("bzip2", _is_bzip2, _reader(unpack_bzip2))
XZ = Format("xz", _begins_with(XZ_MAGIC), _reader(unpack_xz))
ZSTANDARD = Format("Zstandard", _begins_with(ZSTANDARD_MAGIC), _reader(unpack_zstandard))
