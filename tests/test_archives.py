"""Packed files and archives: what is in them is read, and nothing that is packed does harm."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import time
import zipfile
from pathlib import Path

import pytest
from fastwarc.stream_io import ZstdWriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.read import read_sources
from communique.records import Source
from communique.settings import ReadSettings

STORY = "Xi Jinping met Vladimir Putin in Astana on Wednesday, the Kremlin said.\n"
PAGE = f"<!DOCTYPE html><html><body><p>{STORY}</p></body></html>"
CUT_OFF = "cut off: only what came before the end was read"
DAMAGED = "damaged: only what came before the damage was read"


def read(
    path: Path, bounds: ReadSettings | None = None
) -> tuple[list[Source], list[tuple[str, str]]]:
    """Return the sources of a file, and its problems with uris relative to its folder."""
    problems: list[tuple[str, str]] = []
    sources = list(read_sources([path], lambda uri, why: problems.append((uri, why)), bounds))
    folder = f"{path.parent.as_posix()}/"
    return sources, [(uri.removeprefix(folder), why) for uri, why in problems]


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def tarred(members: dict[str, bytes], form: int = tarfile.GNU_FORMAT) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=form) as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return packed.getvalue()


def zstandard(content: bytes) -> bytes:
    packed = io.BytesIO()
    writer = ZstdWriter(packed)
    while content:
        content = content[writer.write(content) :]
    writer.close()
    return packed.getvalue()


# Files that are packed one by one.

PACKERS = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress, "zst": zstandard}


@pytest.mark.parametrize("ending", PACKERS)
def test_a_packed_file_is_read_as_what_it_holds(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"report.html.{ending}"
    path.write_bytes(PACKERS[ending](PAGE.encode()))

    sources, problems = read(path)

    assert sources == [Source(uri=path.as_posix(), content=PAGE, markup="html", given={})]
    assert problems == []


@pytest.mark.parametrize("ending", PACKERS)
def test_parts_packed_one_after_another_are_read_as_one(tmp_path: Path, ending: str) -> None:
    pack = PACKERS[ending]
    (tmp_path / f"a.{ending}").write_bytes(pack(STORY.encode()) + pack(b"Talks went on."))

    sources, problems = read(tmp_path / f"a.{ending}")

    assert [source.content for source in sources] == [STORY + "Talks went on."]
    assert problems == []


def test_a_packed_file_of_no_bytes_is_empty_with_or_without_its_frame(tmp_path: Path) -> None:
    (tmp_path / "none.gz").write_bytes(b"")
    (tmp_path / "frame.gz").write_bytes(gzip.compress(b""))

    _, problems = read(tmp_path)

    assert [why for _, why in problems] == ["empty", "empty"]


@pytest.mark.parametrize("ending", PACKERS)
def test_of_a_packed_file_that_is_cut_off_the_beginning_is_read_and_flagged(
    tmp_path: Path, ending: str
) -> None:
    lines = "".join(f"Delegation {n} met delegation {n * n}.\n" for n in range(30_000))
    packed = PACKERS[ending](lines.encode())
    (tmp_path / f"a.{ending}").write_bytes(packed[: len(packed) * 4 // 5])

    sources, problems = read(tmp_path / f"a.{ending}")

    assert lines.startswith(sources[0].content)
    assert len(sources[0].content) > len(lines) // 10
    assert sources[0].notes == (CUT_OFF,)
    assert problems == [(f"a.{ending}", CUT_OFF)]


def test_a_checksum_that_is_wrong_is_told(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(STORY.encode()))
    packed[-6] ^= 1
    (tmp_path / "a.gz").write_bytes(packed)

    sources, problems = read(tmp_path / "a.gz")

    assert [source.notes for source in sources] == [(DAMAGED,)]
    assert problems == [("a.gz", DAMAGED)]


def test_rows_before_the_cut_are_kept_and_the_row_at_the_cut_is_told(tmp_path: Path) -> None:
    rows = "".join(f'{{"id": "r{n}", "text": "Envoy {n} spoke."}}\n' for n in range(9))
    packed = gzip.compress(rows.encode(), compresslevel=0)
    (tmp_path / "rows.jsonl.gz").write_bytes(packed[:-20])

    sources, problems = read(tmp_path / "rows.jsonl.gz")

    assert [source.uri for source in sources] == [f"r{n}" for n in range(8)]
    assert [uri for uri, _ in problems] == ["rows.jsonl.gz#9", "rows.jsonl.gz"]


def test_padding_after_a_packed_file_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(gzip.compress(STORY.encode()) + bytes(512))

    sources, problems = read(tmp_path / "a.gz")

    assert ([source.content for source in sources], problems) == ([STORY], [])


# ZIP


def test_the_members_of_a_zip_archive_are_read_in_its_order(tmp_path: Path) -> None:
    members = {
        "b/second.html": PAGE.encode(),
        "a/first.txt": STORY.encode(),
        "__MACOSX/a/._first.txt": b"\x00\x05\x16\x07",
        ".hidden/c.txt": STORY.encode(),
    }
    path = tmp_path / "press.zip"
    path.write_bytes(zipped(members))

    sources, problems = read(path)

    assert [source.uri for source in sources] == [
        f"{path.as_posix()}!b/second.html",
        f"{path.as_posix()}!a/first.txt",
    ]
    assert [source.markup for source in sources] == ["html", "text"]
    assert problems == []


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_every_usual_way_of_packing_a_member_is_known(tmp_path: Path, method: int) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"a.txt": STORY.encode()}, method))

    sources, problems = read(tmp_path / "a.zip")

    assert ([source.content for source in sources], problems) == ([STORY], [])


def test_a_member_that_is_encrypted_is_told(tmp_path: Path) -> None:
    packed = bytearray(zipped({"a.txt": STORY.encode(), "b.txt": STORY.encode()}))
    packed[6] |= 1
    packed[packed.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(packed)

    sources, problems = read(tmp_path / "a.zip")

    assert len(sources) == 1
    assert problems == [("a.zip!a.txt", "encrypted")]


def test_a_member_that_is_damaged_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    members = {f"{n}.txt": f"{STORY}{n}".encode() for n in range(3)}
    packed = bytearray(zipped(members, zipfile.ZIP_STORED))
    packed[packed.index(b"Kremlin", packed.index(b"1.txt"))] ^= 1
    (tmp_path / "a.zip").write_bytes(packed)

    sources, problems = read(tmp_path / "a.zip")

    assert [source.content[-1] for source in sources] == ["0", "2"]
    assert problems == [("a.zip!1.txt", "damaged: not read, since it cannot be unpacked")]


def test_members_are_found_one_by_one_when_the_directory_is_cut_off(tmp_path: Path) -> None:
    members = {f"{n}.txt": (STORY * 50 + str(n)).encode() for n in range(4)}
    packed = zipped(members)
    (tmp_path / "a.zip").write_bytes(packed[: packed.index(b"3.txt") + 40])

    sources, problems = read(tmp_path / "a.zip")

    assert [source.content[-1] for source in sources[:3]] == ["0", "1", "2"]
    assert problems == [
        ("a.zip!3.txt", "cut off: only its beginning was read"),
        ("a.zip", "damaged: its directory is missing, so members were looked for one by one"),
    ]


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<w/>"}, "a spreadsheet"),
        ({"[Content_Types].xml": b"<Types/>", "ppt/slides.xml": b"<p/>"}, "a presentation"),
        ({"mimetype": b"application/epub+zip", "a.xhtml": b"<p/>"}, "an electronic book"),
    ],
)
def test_other_documents_that_are_packed_as_zip_are_refused_by_name(
    tmp_path: Path, members: dict[str, bytes], reason: str
) -> None:
    (tmp_path / "a.bin").write_bytes(zipped(members, zipfile.ZIP_STORED))

    sources, problems = read(tmp_path / "a.bin")

    assert sources == []
    assert problems == [("a.bin", f"{reason}, for which there is no reader")]


def test_parts_of_a_damaged_spreadsheet_are_not_taken_for_reports(tmp_path: Path) -> None:
    packed = zipped({"[Content_Types].xml": b"<Types/>", "xl/shared.xml": STORY.encode() * 9})
    (tmp_path / "a.xlsx").write_bytes(packed[:-30])

    sources, problems = read(tmp_path / "a.xlsx")

    assert sources == []
    assert problems == [("a.xlsx", "damaged: an office document that is packed as ZIP")]


@pytest.mark.parametrize("members", [{}, {".hidden": b"x"}, {"folder/": b""}])
def test_an_archive_without_files_is_told(tmp_path: Path, members: dict[str, bytes]) -> None:
    (tmp_path / "a.zip").write_bytes(zipped(members))

    assert read(tmp_path / "a.zip") == ([], [("a.zip", "an empty archive")])


def test_a_member_without_a_name_is_read(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("a")
    info.filename = ""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(info, STORY)

    sources, problems = read(tmp_path / "a.zip")

    assert [source.content for source in sources] == [STORY]
    assert problems == []


def test_names_that_cannot_be_shown_are_made_to_be(tmp_path: Path) -> None:
    (tmp_path / "a.tar").write_bytes(
        tarred({"caf\udce9.txt": STORY.encode(), "a\n\u202eb.txt": STORY.encode()})
    )

    sources, _ = read(tmp_path / "a.tar")

    assert [source.uri.split("!")[1] for source in sources] == [
        "caf\ufffd.txt",
        "a\ufffd\ufffdb.txt",
    ]


# TAR


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_the_members_of_a_tar_archive_are_read_in_its_order(tmp_path: Path, form: int) -> None:
    long = "reports/" + "a" * 80 + "/" + "b" * 90 + ".txt"
    path = tmp_path / "press.tar"
    path.write_bytes(tarred({"b.html": PAGE.encode(), long: STORY.encode()}, form))

    sources, problems = read(path)

    assert [source.uri for source in sources] == [f"{path}!b.html", f"{path}!{long}"]
    assert problems == []


@pytest.mark.parametrize("ending", PACKERS)
def test_a_tar_archive_that_is_packed_is_read_too(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"press.tar.{ending}"
    path.write_bytes(PACKERS[ending](tarred({"a.txt": STORY.encode()})))

    sources, problems = read(path)

    assert [source.uri for source in sources] == [f"{path}!a.txt"]
    assert problems == []


def test_links_and_devices_in_a_tar_archive_are_told_and_not_followed(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        for name, kind in (("passwd", tarfile.SYMTYPE), ("twin", tarfile.LNKTYPE),
                           ("pipe", tarfile.FIFOTYPE), ("folder", tarfile.DIRTYPE)):  # fmt: skip
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)

    sources, problems = read(tmp_path / "a.tar")

    assert sources == []
    assert problems == [
        ("a.tar!passwd", "a link, not followed"),
        ("a.tar!twin", "a link, not followed"),
        ("a.tar!pipe", "not a regular file"),
    ]


def test_members_after_a_damaged_header_are_read(tmp_path: Path) -> None:
    packed = bytearray(tarred({f"{n}.txt": f"{STORY}{n}".encode() for n in range(3)}))
    packed[1024 + 100] ^= 0xFF
    (tmp_path / "a.tar").write_bytes(packed)

    sources, problems = read(tmp_path / "a.tar")

    assert [source.content[-1] for source in sources] == ["0", "2"]
    assert problems == [("a.tar", "damaged: members are missing where a header makes no sense")]


def test_a_tar_archive_that_is_cut_off_is_told_with_the_member_at_the_cut(tmp_path: Path) -> None:
    packed = tarred({"a.txt": STORY.encode(), "b.txt": STORY.encode() * 100})
    (tmp_path / "a.tar").write_bytes(packed[:4000])

    sources, problems = read(tmp_path / "a.tar")

    assert [len(source.notes) for source in sources] == [0, 1]
    assert problems == [
        ("a.tar!b.txt", "cut off: only its beginning was read"),
        ("a.tar", "cut off: only the members before its end were read"),
    ]


def test_a_member_that_claims_to_be_endless_does_not_hang(tmp_path: Path) -> None:
    info = tarfile.TarInfo(".hidden")
    info.size = 2**62
    (tmp_path / "a.tar").write_bytes(info.tobuf(tarfile.GNU_FORMAT) + bytes(1024))
    began = time.monotonic()

    _, problems = read(tmp_path / "a.tar")

    assert [why.split(":")[0] for _, why in problems] == ["damaged"]
    assert time.monotonic() - began < 2


# Archives in archives, and bounds.


def test_archives_in_archives_are_read(tmp_path: Path) -> None:
    inner = zipped({"a.txt.gz": gzip.compress(STORY.encode()), "b.html": PAGE.encode()})
    path = tmp_path / "outer.tar.gz"
    path.write_bytes(gzip.compress(tarred({"inner.zip": inner, "c.txt": STORY.encode()})))

    sources, problems = read(path)

    assert [source.uri.removeprefix(path.as_posix()) for source in sources] == [
        "!inner.zip!a.txt.gz",
        "!inner.zip!b.html",
        "!c.txt",
    ]
    assert problems == []


def test_archives_are_opened_only_so_deep(tmp_path: Path) -> None:
    packed = STORY.encode()
    for depth in range(6):
        packed = zipped({f"{depth}.zip": packed, "near.txt": STORY.encode()})
    (tmp_path / "a.zip").write_bytes(packed)

    sources, problems = read(tmp_path / "a.zip")

    assert len(sources) == 4
    assert [why for _, why in problems] == ["archives within archives, deeper than is read"] * 2


def test_a_file_packed_over_and_over_in_itself_ends(tmp_path: Path) -> None:
    packed = STORY.encode()
    for _ in range(40):
        packed = gzip.compress(packed)
    (tmp_path / "a.gz").write_bytes(packed)

    _, problems = read(tmp_path / "a.gz")

    assert problems == [("a.gz", "archives within archives, deeper than is read")]


@pytest.mark.parametrize("name", ["a.zip", "a.tar"])
def test_members_beyond_the_bound_are_not_read(tmp_path: Path, name: str) -> None:
    members = {f"{n}.txt": STORY.encode() for n in range(10)}
    (tmp_path / name).write_bytes(zipped(members) if name == "a.zip" else tarred(members))

    sources, problems = read(tmp_path / name, ReadSettings(maximum_members=4))

    assert len(sources) == 4
    assert problems == [(name, "too many members: more than 4")]


BOMB = "a decompression bomb: unpacks to more than 200 times its size"


@pytest.mark.parametrize("ending", PACKERS)
def test_a_packed_file_that_is_a_bomb_is_refused(tmp_path: Path, ending: str) -> None:
    (tmp_path / f"a.{ending}").write_bytes(PACKERS[ending](b"a" * 11_000_000))

    sources, problems = read(tmp_path / f"a.{ending}")

    assert (sources, problems) == ([], [(f"a.{ending}", BOMB)])


def test_a_bomb_in_a_zip_archive_costs_its_neighbours_nothing(tmp_path: Path) -> None:
    members = {
        "bomb.txt": b"a" * 60_000_000,
        "noise.txt": bytes(range(33, 127)) * 9000,
        "report.txt": STORY.encode(),
    }
    (tmp_path / "a.zip").write_bytes(zipped(members))

    sources, problems = read(tmp_path / "a.zip")

    assert [source.uri.split("!")[1] for source in sources] == ["noise.txt", "report.txt"]
    assert problems == [("a.zip!bomb.txt", BOMB)]


def test_a_bomb_of_archives_in_archives_ends_soon(tmp_path: Path) -> None:
    packed = zipped({f"{n}.txt": b"a" * 9_000_000 for n in range(10)})
    for _ in range(3):
        packed = zipped({f"{n}.zip": packed for n in range(10)})
    (tmp_path / "a.zip").write_bytes(packed)
    began = time.monotonic()

    _, problems = read(tmp_path / "a.zip")

    assert problems[-1] == ("a.zip", BOMB)
    assert time.monotonic() - began < 5


def test_a_flat_bomb_of_overlapping_members_ends_soon(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "one.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"a" * 9_900_000)
    packed = (tmp_path / "one.zip").read_bytes()
    start = packed.index(b"PK\x01\x02")
    entry = packed[start : packed.index(b"PK\x05\x06")]
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 5000, 5000, len(entry) * 5000, start, 0)
    (tmp_path / "a.zip").write_bytes(packed[:start] + entry * 5000 + end)

    _, problems = read(tmp_path / "a.zip")

    # Later versions of zipfile refuse members that overlap, each for itself.
    each_refused = {uri for uri, _ in problems} == {"a.zip!a.txt"}
    assert problems[-1] == ("a.zip", BOMB) or each_refused


# Whatever bytes come.


def whole_archives() -> dict[str, bytes]:
    members = {f"{n}.txt": f"{STORY}{n}".encode() for n in range(3)}
    return {
        "a.zip": zipped(members),
        "a.tar": tarred(members, tarfile.PAX_FORMAT),
        "a.tar.gz": gzip.compress(tarred(members)),
        "a.txt.bz2": bz2.compress(STORY.encode()),
        "a.txt.xz": lzma.compress(STORY.encode()),
        "a.txt.zst": zstandard(STORY.encode()),
    }


ARCHIVES = whole_archives()


@settings(max_examples=150, deadline=2000, suppress_health_check=list(HealthCheck))
@given(
    name=st.sampled_from(sorted(ARCHIVES)),
    place=st.floats(0, 1, exclude_max=True),
    value=st.integers(1, 255),
    is_cut=st.booleans(),
)
def test_an_archive_with_any_byte_changed_or_cut_off_there_never_raises(
    tmp_path: Path, name: str, place: float, value: int, is_cut: bool
) -> None:
    packed = bytearray(ARCHIVES[name])
    at = int(place * len(packed))
    packed[at] ^= value
    (tmp_path / name).write_bytes(packed[:at] if is_cut else packed)

    sources, problems = read(tmp_path / name)

    assert sources or problems
