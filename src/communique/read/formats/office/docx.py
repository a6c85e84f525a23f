"""Word documents since 2007: the paragraphs and the cells of tables, in their order.

Read as what they are, XML in a ZIP archive, with the parser that is at hand: a whole document is
never held, content controls and text boxes are read like all else, and headers, footers, notes and
comments, which are parts of their own, are left out.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from lxml import etree

from communique.errors import SourceError
from communique.read.exports import reports_in
from communique.read.formats.office.docx_words import read_words
from communique.read.formats.office.properties import borne_out
from communique.read.formats.packed.allowance import Allowance, allowance_of
from communique.read.inputs import Format, Input, Reading
from communique.records import Source

_ENDINGS = frozenset((".docx", ".docm", ".dotx"))
_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FIRST_MEMBERS = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"word/", b"customXml/")
_MEMBER = re.compile(rb"PK\x03\x04.{26}word/", re.DOTALL)
_PIECE_BYTES = 1 << 16
# Pictures make files large, and one that is cut cannot be read: so many times a report's bytes.
_TIMES_A_REPORT = 5
_MOST_PROPERTY_BYTES = 1_000_000
_USUAL_PART = "word/document.xml"
# What zipfile raises for bytes that make no sense, beside its own error.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, NotImplementedError,
    OverflowError, ValueError, OSError,
)  # fmt: skip


def is_docx(given: Input) -> bool:
    """Tell whether the first bytes are those of a ZIP archive that holds a Word document."""
    if not given.head.startswith(b"PK\x03\x04"):
        return False
    if given.ending in _ENDINGS or given.media_type == _MEDIA_TYPE:
        return True
    # An archive of stored documents holds their members' names too, but does not begin with one.
    length = int.from_bytes(given.head[26:28], "little")
    first = given.head[30 : 30 + length]
    return first.startswith(_FIRST_MEMBERS) and bool(_MEMBER.search(given.head))


def read_docx(given: Input, reading: Reading) -> Iterator[Source]:
    """Read the text of a Word document, or the articles of a download.

    Title and author of its properties are given if its text bears them out.

    Raises:
        SourceError: if it is damaged, encrypted, a decompression bomb, or without text.
    """
    allowance = allowance_of(given.stream, reading.settings)
    given.stream.seek(0)
    with _archive(given, reading) as archive:
        info = _main_part(archive, allowance)
        most = _TIMES_A_REPORT * reading.settings.maximum_report_bytes
        allowance.check_ratio(info.file_size, max(info.compress_size, 1))
        damage: list[str] = []
        paragraphs, whole = read_words(_pieces(archive, info, allowance, most, damage))
        if not paragraphs:
            raise SourceError("DOCX without text" if whole and not damage else "damaged DOCX")
        content = "\n\n".join(paragraphs)
        stated = borne_out(*_properties(archive, allowance), content)
    if not whole and not damage:
        damage.append("damaged DOCX: the text breaks off")
    for reason in damage:
        reading.problems(given.uri, reason)
    yield from reports_in(given, content, reading, stated=stated, notes=tuple(damage))


def _archive(given: Input, reading: Reading) -> zipfile.ZipFile:
    most = _TIMES_A_REPORT * reading.settings.maximum_report_bytes
    data = given.stream.read(most + 1)
    if len(data) > most:
        raise SourceError(f"a DOCX that is too long: more than {most:,} bytes")
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGE as error:
        raise SourceError("damaged DOCX: it cannot be unpacked") from error


def _main_part(archive: zipfile.ZipFile, allowance: Allowance) -> zipfile.ZipInfo:
    """The part that holds the text, under whatever name the package's relations give it."""
    name = _USUAL_PART
    for relation in _small_xml(archive, "_rels/.rels", allowance):
        if relation.get("Type", "").endswith("/officeDocument"):
            name = relation.get("Target", name).lstrip("/")
    try:
        info = archive.getinfo(name)
    except KeyError:
        raise SourceError(f"damaged DOCX: it has no part {name[:80]}") from None
    if info.flag_bits & 1:
        raise SourceError("an encrypted DOCX")
    return info


def _pieces(
    archive: zipfile.ZipFile,
    info: zipfile.ZipInfo,
    allowance: Allowance,
    most: int,
    damage: list[str],
) -> Iterator[bytes]:
    """Yield the bytes of a part up to its end, its bound or its damage, which is told."""
    try:
        with archive.open(info) as part:
            while piece := _next_piece(part, allowance):
                yield piece
                most -= len(piece)
                if most <= 0:
                    damage.append("only the beginning was read: a very long DOCX")
                    return
    except _DAMAGE:
        damage.append("damaged DOCX: the text breaks off")


def _next_piece(part: IO[bytes], allowance: Allowance) -> bytes:
    piece = part.read(_PIECE_BYTES)
    allowance.unpack(len(piece))
    return piece


def _properties(archive: zipfile.ZipFile, allowance: Allowance) -> tuple[str, str]:
    """Title and author of the document's properties; empty where they state none."""
    stated = {
        str(element.tag).rpartition("}")[2]: element.text or ""
        for element in _small_xml(archive, "docProps/core.xml", allowance)
    }
    return stated.get("title", ""), stated.get("creator", "")


def _small_xml(archive: zipfile.ZipFile, name: str, allowance: Allowance) -> list[etree._Element]:
    """The elements of a small part; none if it is missing, damaged or large."""
    try:
        with archive.open(name) as part:
            data = part.read(_MOST_PROPERTY_BYTES)
        allowance.unpack(len(data))
        if b"<!DOCTYPE" in data:
            return []
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        return list(etree.fromstring(data, parser))
    except (KeyError, etree.XMLSyntaxError, RuntimeError, *_DAMAGE):
        return []


DOCX = Format("DOCX", is_docx, read_docx)
