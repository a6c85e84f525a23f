"""Web archives whose records are packed one by one with gzip, as nearly all are.

The library goes through them fast, but neither says that an archive is cut off nor finds its way
past a damaged byte. So each stretch that it got through is ended here, with care: the last record
and what follows are unpacked and measured, and after damage the next record is looked for.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from fastwarc.stream_io import GzipReader
from fastwarc.warc import ArchiveIterator, WarcRecord

from communique.read.formats.packed.allowance import FREE_BYTES, Allowance
from communique.read.formats.packed.methods import gzip_members
from communique.read.formats.packed.stream import CUT_OFF, DAMAGED, PackingError
from communique.read.formats.warc.findings import CUT_OFF_PAGE, CutOff, Damaged, Finding
from communique.read.formats.warc.member import WarcMember, begins_record, next_record
from communique.read.formats.warc.pages import Page, page_of

_READ_BYTES = 65_536
_PASSED_BYTES = 1_048_576
_SOUND_AFTER_DAMAGE = 8  # records, before the library is trusted again to get through


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """A record that the library gave: where its member begins, its name, what it holds."""

    position: int
    record_id: str | None
    finding: Finding | None


class MemberArchive:
    """A web archive of which every record is a gzip member.

    Args:
        stream: can be rewound; it is left anywhere.
        most: longest report that is read, in bytes.
        allowance: how much may be unpacked.
    """

    def __init__(self, stream: BinaryIO, most: int, allowance: Allowance) -> None:
        self._stream, self._most, self._allowance = stream, most, allowance
        self._is_stuck = False
        self._last_member = 0

    def findings(self) -> Iterator[Finding]:
        """Yield what is in the archive, in its order.

        Raises:
            BombError: if it unpacks to more than is allowed.
        """
        start: int | None = 0
        while start is not None:
            last = None
            for seen in self._quickly(start):
                if last is not None and last.finding is not None:
                    yield last.finding
                last = seen
            start = yield from self._with_care(last, start)

    def _quickly(self, start: int) -> Iterator[_Seen]:
        """Yield the records from a place on, up to the first fault that the library meets."""
        self._stream.seek(start)
        packed, self._is_stuck = GzipReader(self._stream), False
        try:
            for record in ArchiveIterator(packed, stream_detect=False, parse_http=False):
                length = record.content_length
                finding = page_of(record, self._most)
                yield _Seen(position=record.stream_pos, record_id=record.record_id, finding=finding)
                if length > self._most and not self._passed_over(record):
                    self._is_stuck = True
                    break
                self._allowance.unpack(min(length, self._most))
        except OSError:
            self._is_stuck = True
        self._last_member = packed.frame_start_position() or 0

    def _passed_over(self, record: WarcRecord) -> bool:
        """Pass over a long block; return false if it is a bomb, of which no end is awaited."""
        began, count = record.stream_pos, 0
        while passed := record.reader.consume(_PASSED_BYTES):
            count += passed
            packed = self._stream.tell() - began
            if count > FREE_BYTES and count > packed * self._allowance.ratio:
                return False
        return True

    def _with_care(self, last: _Seen | None, start: int) -> Generator[Finding, None, int | None]:
        """Go on from the last record that was seen, itself included, until past damage.

        Returns:
            From where on there was no damage for a while; None at the end of the archive.
        """
        position: int | None = start if last is None else last.position
        if last is not None and not begins_record(self._stream, last.position, last.record_id):
            yield from self._last_of_shared_member(last)
            return None
        still_doubtful = math.inf
        while position is not None and still_doubtful:
            member = WarcMember(self._stream, position, self._most, self._allowance)
            yield from member.findings()
            if member.is_sound:
                still_doubtful -= 1
                position = self._next_member(member.end)
            else:
                still_doubtful = _SOUND_AFTER_DAMAGE
                position = yield from self._after_damage(member)
        return position

    def _last_of_shared_member(self, last: _Seen) -> Iterator[Finding]:
        """End an archive whose last records were packed together, so have no places of their own.

        Archives that were joined may be of both sorts.
        """
        fault = DAMAGED if self._is_stuck else None
        try:
            count = 0
            for piece in gzip_members(self._stream, self._last_member):
                count += len(piece)
                self._allowance.check_ratio(count, self._stream.tell() - self._last_member)
        except PackingError as error:
            fault = str(error)
        if isinstance(last.finding, Page) and fault:
            yield replace(last.finding, note=CUT_OFF_PAGE)
        elif last.finding is not None:
            yield last.finding
        if fault:
            yield CutOff() if fault == CUT_OFF else Damaged(self._last_member)

    def _after_damage(self, member: WarcMember) -> Generator[Finding, None, int | None]:
        further = next_record(self._stream, member.position + 1)
        if further is None and member.is_cut_off:
            if member.beginning is not None:
                yield member.beginning
            yield CutOff()
        elif not member.is_bomb:
            yield Damaged(member.position)
        return further

    def _next_member(self, end: int) -> int | None:
        """Return where the bytes after a member begin, zeros left out; None at the end."""
        self._stream.seek(end)
        while data := self._stream.read(_READ_BYTES):
            zeros = len(data) - len(data.lstrip(b"\0"))
            end += zeros
            if zeros < len(data):
                return end
        return None
