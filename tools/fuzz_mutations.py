"""Changes to the bytes of a report, outside and inside of what packs it."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import tarfile
import zipfile
import zlib
from collections.abc import Callable

from report_samples import tarred, zipped

Mutate = Callable[[bytes, int], bytes]

_LONGEST = 100_000
_FLOOD_BYTES = 30_000
_RUNS: tuple[bytes, ...] = (
    *(b" ", b"\t", b"\n", b"\xc2\xa0", b"A", b"Ab", b"Ab ", b"a-", b"-", b"1", b"1,", b"A. ", b"("),
    *(b", ", b". ", b": ", b"| ", b"_", b"/a", b"and ", b"by A and ", b"July 3, ", b"\xe2\x80\x9c"),
)
# What readers look for, or trip over.
_WORDS: tuple[bytes, ...] = (
    *(b"\x00", b"\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\x1b$B", b"\r\n", b"\n\n"),
    *(b"\x1f\x8b\x08", b"PK\x03\x04", b"PK\x05\x06", b"%PDF-", b"BZh9", b"\xfd7zXZ\x00", b"{\\rtf"),
    *(b"<", b">", b"<!--", b"<![CDATA[", b"</p>", b"<script>", b"<!ENTITY a 'b'>", b"&#0;", b"&"),
    *(b'"', b"'", b'""', b",", b"{", b"}", b"[", b"]", b"null", b"1e999", b"\\ud800", b"\\u0000"),
    *(b"WARC/1.0\r\n", b"Content-Length: -1\r\n", b"Content-Length: 99999999999\r\n", b"From "),
    *(b"Content-Transfer-Encoding: base64\r\n", b"Content-Type: message/rfc822\r\n\r\n"),
    *(b"0000-00-00", b"9999-99-99", b"32 May 2024", b"-1", b"4294967296", b"\xe2\x80\xae"),
)  # fmt: skip


def changed(data: bytes, chance: random.Random, mutate: Mutate | None = None) -> bytes:
    """Return the bytes of a report with a few changes.

    Args:
        data: the report.
        chance: decides on everything.
        mutate: changes bytes, given how many there may be in the end; used beside our own changes.
    """
    if chance.random() < 0.5:
        inside = _changed_inside(data, chance, mutate)
        if inside is not None:
            return inside
    for _ in range(chance.randint(1, 4)):
        if mutate and chance.random() < 0.5:
            data = mutate(data, _LONGEST)
        else:
            data = chance.choice(_CHANGES)(data, chance)
    return data[:_LONGEST]


def _changed_inside(data: bytes, chance: random.Random, mutate: Mutate | None) -> bytes | None:
    """Unpack, change what is in it, and pack again; None if it is not packed."""
    try:
        if data.startswith(b"\x1f\x8b"):
            return gzip.compress(changed(gzip.decompress(data), chance, mutate), mtime=0)
        if data.startswith(b"BZh"):
            return bz2.compress(changed(bz2.decompress(data), chance, mutate))
        if data.startswith(b"\xfd7zXZ"):
            return lzma.compress(changed(lzma.decompress(data), chance, mutate))
        if data.startswith(b"PK"):
            return _changed_member(_zip_members(data), zipped, chance, mutate)
        if data[257:262] == b"ustar":
            return _changed_member(_tar_members(data), tarred, chance, mutate)
    except (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError, zipfile.BadZipFile):
        return None
    except (tarfile.TarError, NotImplementedError, RuntimeError, KeyError):
        return None
    return None


def _changed_member(
    members: dict[str, bytes],
    pack: Callable[[dict[str, bytes]], bytes],
    chance: random.Random,
    mutate: Mutate | None,
) -> bytes | None:
    if not members:
        return None
    name = chance.choice(sorted(members))
    return pack(members | {name: changed(members[name], chance, mutate)})


def _zip_members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()[:20]}


def _tar_members(data: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        files = ((entry.name, archive.extractfile(entry)) for entry in archive.getmembers()[:20])
        return {name: file.read() for name, file in files if file}


def _flip(data: bytes, chance: random.Random) -> bytes:
    if not data:
        return b"\x00"
    at = chance.randrange(len(data))
    return data[:at] + bytes((data[at] ^ 1 << chance.randrange(8),)) + data[at + 1 :]


def _cut_off(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randint(0, len(data))]


def _cut_out(data: bytes, chance: random.Random) -> bytes:
    start = chance.randint(0, len(data))
    return data[:start] + data[start + chance.choice((1, 2, 8, 64, 512)) :]


def _put_in(data: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(data))
    return data[:at] + chance.choice(_WORDS) * chance.choice((1, 1, 1, 2, 50)) + data[at:]


def _put_over(data: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(data))
    word = chance.choice(_WORDS)
    return data[:at] + word + data[at + len(word) :]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start = chance.randint(0, len(data))
    end = start + chance.choice((1, 8, 64, 512))
    return data[:end] + data[start:end] * chance.choice((1, 2, 20)) + data[end:]


def _flood(data: bytes, chance: random.Random) -> bytes:
    """Put in the same over and over, as a pattern that looks at all pairs of places cannot bear."""
    at = chance.randint(0, len(data))
    word = chance.choice((*_WORDS, *_RUNS))
    return data[:at] + word * (_FLOOD_BYTES // len(word)) + data[at:]


def _noise(data: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(data))
    noise = chance.randbytes(chance.choice((1, 4, 32)))
    return data[:at] + noise + data[at + len(noise) :]


_CHANGES = (_flip, _flip, _cut_off, _cut_out, _put_in, _put_over, _repeat, _noise, _flood)
