"""ZIP archives: every member is read by its content, also where the directory is lost."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from communique.errors import SourceError
from communique.read.formats.packed.allowance import Allowance, BombError, allowance_of
from communique.read.formats.packed.members import (
    DAMAGED_MEMBER,
    EMPTY_ARCHIVE,
    PIECE_BYTES,
    Copy,
    Member,
    fill,
    is_hidden,
    read_member,
    uri_of,
)
from communique.read.formats.packed.stream import PackingError, Unpacked
from communique.read.formats.packed.zip_salvage import salvaged_members
from communique.read.inputs import Format, Input, Reading
from communique.records import Source

_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08PK\x03\x04")
_ENCRYPTED = 0x1
# What zipfile raises for bytes that make no sense, beside its own error.
_DAMAGE = (
    zipfile.BadZipFile, struct.error, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError,
    OverflowError,
)  # fmt: skip
_OFFICE_FOLDERS = {
    "xl": "a spreadsheet", "ppt": "a presentation", "word": "a Word document", "visio": "a drawing"
}  # fmt: skip
_FIRST_OF_OFFICE = frozenset(("[Content_Types].xml", "_rels/.rels", "mimetype"))
_MEDIA_TYPES = {
    b"application/vnd.oasis.opendocument.spreadsheet": "a spreadsheet",
    b"application/vnd.oasis.opendocument.presentation": "a presentation",
    b"application/vnd.oasis.opendocument.text": "an OpenDocument text",
    b"application/epub+zip": "an electronic book",
}


def read_zip(given: Input, reading: Reading) -> Iterator[Source]:
    """Read the members of a ZIP archive in their order; one that cannot be read is told.

    Raises:
        SourceError: for a file of another kind that is packed as ZIP, an archive of too many
            members, or a decompression bomb.
    """
    allowance = allowance_of(given.stream, reading.settings)
    if not isinstance(given.stream, Unpacked):
        yield from _read_archive(given, given.stream, allowance, reading)
        return
    with Copy(allowance) as copy:  # a ZIP archive is read from its end
        stream = cast(BinaryIO, copy)
        fill(stream, Member(name="", pieces=iter(lambda: given.stream.read(PIECE_BYTES), b"")),
             allowance)  # fmt: skip
        yield from _read_archive(given, stream, allowance, reading)


def _read_archive(
    given: Input, stream: BinaryIO, allowance: Allowance, reading: Reading
) -> Iterator[Source]:
    try:
        archive = zipfile.ZipFile(stream)
    except (*_DAMAGE, NotImplementedError):
        yield from _read_damaged(given, stream, allowance, reading)
        return
    with archive:
        _refuse_other_documents(archive)
        files = [info for info in archive.infolist() if _is_file(info.filename)]
        if not files:
            reading.problems(given.uri, EMPTY_ARCHIVE)
        for info in files:
            allowance.take_member()
            if info.flag_bits & _ENCRYPTED:
                reading.problems(uri_of(given, info.filename), "encrypted")
                continue
            member = Member(
                name=info.filename,
                pieces=_pieces(archive, info),
                packed_bytes=info.compress_size,
            )
            yield from _read_member(given, member, allowance, reading)


def _read_damaged(
    given: Input, stream: BinaryIO, allowance: Allowance, reading: Reading
) -> Iterator[Source]:
    """Read the members that are left; the parts of an office document mean nothing alone."""
    for found in salvaged_members(stream):
        if found.name in _FIRST_OF_OFFICE:
            raise SourceError("damaged: an office document that is packed as ZIP")
        if not _is_file(found.name):
            continue
        allowance.take_member()
        if isinstance(found, Member):
            yield from _read_member(given, found, allowance, reading)
        else:
            reading.problems(uri_of(given, found.name), found.reason)
    reading.problems(
        given.uri, "damaged: its directory is missing, so members were looked for one by one"
    )


def _is_file(name: str) -> bool:
    return not (name.endswith("/") or is_hidden(name))


def _read_member(
    given: Input, member: Member, allowance: Allowance, reading: Reading
) -> Iterator[Source]:
    try:
        yield from read_member(given, member, allowance, reading)
    except BombError as bomb:
        if allowance.is_spent:
            raise
        reading.problems(uri_of(given, member.name), str(bomb))


def _pieces(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    try:
        with archive.open(info) as stream:
            while piece := stream.read(PIECE_BYTES):
                yield piece
    except NotImplementedError as error:
        raise PackingError("packed in a way for which there is no reader") from error
    except _DAMAGE as error:
        raise PackingError(DAMAGED_MEMBER) from error


def _refuse_other_documents(archive: zipfile.ZipFile) -> None:
    names = archive.namelist()
    kind = None
    if "[Content_Types].xml" in names:
        folders = {name.split("/", 1)[0] for name in names}
        kind = next((k for folder, k in _OFFICE_FOLDERS.items() if folder in folders), None)
    elif names[:1] == ["mimetype"] and archive.getinfo("mimetype").file_size < 100:
        media_type = b"".join(_pieces(archive, archive.getinfo("mimetype")))
        kind = _MEDIA_TYPES.get(media_type.strip(), "an office document")
    if kind:
        raise SourceError(f"{kind}, for which there is no reader")


ZIP = Format("ZIP", lambda given: given.head.startswith(_SIGNATURES), read_zip)
