"""TAR archives, read as a stream: every member is read by its content, past damaged headers."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator

from communique.read.formats.packed.allowance import Allowance, allowance_of
from communique.read.formats.packed.members import (
    EMPTY_ARCHIVE,
    Member,
    is_hidden,
    read_member,
    uri_of,
)
from communique.read.formats.packed.stream import Unpacked
from communique.read.formats.packed.tar_stream import TarStream
from communique.read.inputs import Format, Input, Reading
from communique.records import Source

_MAGIC_AT, _MAGIC = 257, b"ustar"
_LONGEST_OLD_NAME = 99


def is_tar(given: Input) -> bool:
    """Tell whether the first block is a header, of any age, or as good as one."""
    head = given.head[: tarfile.BLOCKSIZE]
    if head[_MAGIC_AT:].startswith(_MAGIC):
        return True
    if len(head) < tarfile.BLOCKSIZE or head[_LONGEST_OLD_NAME] or not head[0]:
        return False
    try:
        tarfile.TarInfo.frombuf(head, "utf-8", "replace")
    except tarfile.HeaderError:
        return False
    return True


def read_tar(given: Input, reading: Reading) -> Iterator[Source]:
    """Read the members of a TAR archive in their order; one that cannot be read is told.

    Raises:
        SourceError: for an archive of too many members, or a decompression bomb.
    """
    allowance = allowance_of(given.stream, reading.settings)
    archive, is_empty = TarStream(given.stream), True
    for info in archive.members():
        if info.isdir() or is_hidden(info.name):
            continue
        is_empty = False
        allowance.take_member()
        yield from _read_member(given, archive, info, allowance, reading)
    # A fault of what the archive was packed in is told by who unpacks it.
    is_told = isinstance(given.stream, Unpacked) and given.stream.fault
    reason = archive.fault or (EMPTY_ARCHIVE if is_empty else None)
    if reason and not is_told:
        reading.problems(given.uri, reason)


def _read_member(
    given: Input,
    archive: TarStream,
    info: tarfile.TarInfo,
    allowance: Allowance,
    reading: Reading,
) -> Iterator[Source]:
    if info.issym() or info.islnk():
        reading.problems(uri_of(given, info.name), "a link, not followed")
    elif not info.isreg() or info.issparse():
        reading.problems(uri_of(given, info.name), "not a regular file")
    else:
        member = Member(name=info.name, pieces=archive.pieces(info))
        yield from read_member(given, member, allowance, reading)


TAR = Format("TAR", is_tar, read_tar)
