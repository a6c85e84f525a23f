"""Members of archives: named, bounded, and copied so that they can be read in any order."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from communique.read.charset import without_surrogates
from communique.read.formats.packed.allowance import Allowance
from communique.read.formats.packed.stream import PackingError
from communique.read.inputs import Input, Reading
from communique.records import Source

PIECE_BYTES = 65_536
_MEMORY_BYTES = 8_000_000
EMPTY_ARCHIVE = "an empty archive"
DAMAGED_MEMBER = "damaged: not read, since it cannot be unpacked"
CUT_OFF_MEMBER = "cut off: only its beginning was read"


class Copy(tempfile.SpooledTemporaryFile[bytes]):
    """A copy of a member, on disk if it is large.

    Args:
        allowance: that of the archive it came from, for what is packed in the member itself.
    """

    def __init__(self, allowance: Allowance) -> None:
        super().__init__(_MEMORY_BYTES)
        self.allowance = allowance


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file in an archive: its name, its bytes in pieces, and their packed length.

    ``packed_bytes`` is None where the bytes are not packed on their own. Iterating over ``pieces``
    may raise ``PackingError``.
    """

    name: str
    pieces: Iterable[bytes]
    packed_bytes: int | None = None


def is_hidden(name: str) -> bool:
    """Tell whether a member is left out, as hidden files in folders are."""
    parts = PurePosixPath(name).parts
    return any(part.startswith(".") and part not in {".", ".."} for part in parts) or (
        "__MACOSX" in parts
    )


def uri_of(archive: Input, name: str) -> str:
    """Return the uri of a member; characters that cannot be shown are replaced by U+FFFD."""
    shown = "".join(c if c.isprintable() else "\ufffd" for c in without_surrogates(name))
    return f"{archive.uri}!{shown}"


def read_member(
    archive: Input, member: Member, allowance: Allowance, reading: Reading
) -> Iterator[Source]:
    """Read one member in whatever format it has.

    Of a member that is cut off the beginning is read, of a damaged one nothing.

    Raises:
        BombError: if it unpacks to more than is allowed.
        OSError: if the archive itself cannot be read.
    """
    uri = uri_of(archive, member.name)
    with Copy(allowance) as copy:
        stream = cast(BinaryIO, copy)
        fault = fill(stream, member, allowance)
        inner = Input(
            uri=uri,
            stream=stream,
            name=PurePosixPath(member.name).name,
            retrieved=archive.retrieved,
            depth=archive.depth + 1,
            notes=[fault] if fault else [],
        )
        if fault == DAMAGED_MEMBER or (fault and not inner.head):
            reading.problems(uri, fault)
            return
        yield from reading.open(inner)
    if fault:
        reading.problems(uri, fault)


def fill(stream: BinaryIO, member: Member, allowance: Allowance) -> str | None:
    """Copy a member into ``stream`` and rewind it; return the fault that ended it, if any."""
    fault, count = None, 0
    try:
        for piece in member.pieces:
            stream.write(piece)
            if member.packed_bytes is not None:
                count += len(piece)
                allowance.unpack(len(piece))
                allowance.check_ratio(count, member.packed_bytes)
    except PackingError as error:
        fault = str(error)
    stream.seek(0)
    return fault
