"""Web archives, WARC and WET: the pages, feeds and texts in them, one record in memory at a time.

Records of requests, of pages that had not changed, and on the archive itself are not counted;
images, scripts and errors that servers gave are told as one sum, since there are millions.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from communique.read.characters import read_characters
from communique.read.formats.packed.allowance import allowance_of
from communique.read.formats.packed.methods import GZIP_MAGIC
from communique.read.formats.packed.stream import PackingError, Unpacked
from communique.read.formats.warc.findings import CutOff, Damaged, Finding, plain_findings
from communique.read.formats.warc.member import is_packed_one_by_one
from communique.read.formats.warc.members import MemberArchive
from communique.read.formats.warc.pages import Page, PassedOver, TooLong
from communique.read.inputs import Format, Input, Reading
from communique.records import Source

_FIRST_BYTES = b"WARC/"
_READ_BYTES = 65_536


def is_warc(given: Input) -> bool:
    """Tell whether the first bytes are those of a record, or of one that is packed by itself.

    An archive that is packed as a whole is unpacked first, like anything else that is packed.
    """
    if given.head.startswith(GZIP_MAGIC) or (
        given.ending == ".gz" and GZIP_MAGIC in given.head  # the first bytes may be damaged
    ):
        return is_packed_one_by_one(given.stream)
    return given.head.startswith(_FIRST_BYTES)


def read_warc(given: Input, reading: Reading) -> Iterator[Source]:
    """Read the pages of a web archive under their own addresses, past what is damaged.

    Raises:
        BombError: if it unpacks to more than is allowed.
    """
    tally = _Tally()
    for finding in _findings(given, reading):
        if isinstance(finding, Page):
            tally.pages += 1
            yield from _read_page(finding, given, reading)
        elif isinstance(finding, TooLong):
            most = reading.settings.maximum_report_bytes
            tally.pages += 1
            reading.problems(
                f"{given.uri}!{finding.uri}", f"too long: a record of more than {most:,} bytes"
            )
        else:
            tally.add(finding)
    for reason in tally.reasons(is_told=_fault(given.stream) is not None):
        reading.problems(given.uri, reason)


def _findings(given: Input, reading: Reading) -> Iterator[Finding]:
    most = reading.settings.maximum_report_bytes
    allowance = allowance_of(given.stream, reading.settings)
    if not given.head.startswith(_FIRST_BYTES):
        return MemberArchive(given.stream, most, allowance).findings()
    size = None if isinstance(given.stream, Unpacked) else given.stream.seek(0, io.SEEK_END)
    given.stream.seek(0)
    return plain_findings(_pieces(given.stream), size, most)


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    while piece := stream.read(_READ_BYTES):
        yield piece
    fault = _fault(stream)
    if fault:
        raise PackingError(fault)


def _fault(stream: BinaryIO) -> str | None:
    """Return the fault of what the archive was packed in, which is told by who unpacks it."""
    return stream.fault if isinstance(stream, Unpacked) else None


def _read_page(page: Page, archive: Input, reading: Reading) -> Iterator[Source]:
    given = Input(
        uri=page.uri or archive.uri,
        stream=io.BytesIO(page.payload),
        retrieved=page.retrieved,
        charset=page.charset,
        media_type=page.media_type,
        depth=archive.depth + 1,
        notes=[page.note] if page.note else [],
    )
    if page.is_html or page.is_text:  # most are, and to try every format would cost more than these
        yield from _read_as_given(page, given, reading)
    else:
        yield from reading.open(replace(given, name=page.name))


def _read_as_given(page: Page, given: Input, reading: Reading) -> Iterator[Source]:
    content = read_characters(given, reading)
    if content:
        yield Source(
            uri=given.uri,
            content=content,
            markup="text" if page.is_text else "html",
            given={},
            retrieved=given.retrieved,
            notes=tuple(given.notes),
        )


@dataclass(slots=True)
class _Tally:
    """What is told of an archive as a whole."""

    pages: int = 0
    passed_over: int = 0
    is_cut_off: bool = False
    damaged: list[int] = field(default_factory=list)

    def add(self, finding: PassedOver | Damaged | CutOff) -> None:
        if isinstance(finding, Damaged):
            self.damaged.append(finding.position)
        elif isinstance(finding, CutOff):
            self.is_cut_off = True
        else:
            self.passed_over += 1

    def reasons(self, *, is_told: bool) -> Iterator[str]:
        """Yield the reasons; ``is_told``: that faults are told elsewhere."""
        if self.passed_over:
            yield f"not reports: {self.passed_over:,} images, scripts, errors and the like"
        elif not (self.pages or self.damaged or self.is_cut_off or is_told):
            yield "no reports in it"
        if self.is_cut_off and not is_told:
            yield "cut off: it ends inside a record"
        if self.damaged and not is_told:
            others = f" and in {len(self.damaged) - 1:,} more places" * (len(self.damaged) > 1)
            yield f"damaged: at byte {self.damaged[0]:,}{others}; the records around were read"


WARC = Format("WARC", is_warc, read_warc)
