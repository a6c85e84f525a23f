"""Web archives: pages under their own addresses, past damage, one record in memory at a time."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
import tarfile
import time
import zipfile
import zlib
from pathlib import Path

import brotli
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.read import read_sources
from communique.records import Source
from communique.settings import ReadSettings

SAID = "Xi Jinping met Vladimir Putin in Astana, the Kremlin said."
CUT_OFF = "cut off: it ends inside a record"


def page(number: int) -> bytes:
    # Long and irregular enough that a changed byte is unlikely to unpack to the same words.
    words = " ".join(str(n * 7919 * (number + 3) % 100_003) for n in range(40))
    return f"<!DOCTYPE html><html><body><p>{SAID} {number} {words}</p></body></html>".encode()


def record(kind: str, uri: str, block: bytes, media_type: str, more: str = "") -> bytes:
    name = zlib.crc32(f"{kind} {uri}".encode())
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\n"
        f"WARC-Date: 2023-04-05T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:{name:08x}>\r\n{more}"
        f"Content-Type: {media_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def response(
    uri: str, body: bytes, media_type: str = "text/html", status: str = "200 OK", more: str = ""
) -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n{more}\r\n"
    return record("response", uri, head.encode() + body, "application/http; msgtype=response")


ABOUT = record("warcinfo", "", b"software: none\r\n", "application/warc-fields")
PAGES = [response(f"https://news.example/{n}", page(n)) for n in range(6)]
RECORDS = [
    ABOUT,
    record("request", "https://news.example/0", b"GET /0 HTTP/1.1\r\n\r\n", "application/http"),
    *PAGES,
    record("metadata", "https://news.example/5", b"fetchTimeMs: 3\r\n", "application/warc-fields"),
]


def one_by_one(records: list[bytes]) -> bytes:
    return b"".join(gzip.compress(one, mtime=0) for one in records)


LAYOUTS = {
    "plain.warc": b"".join(RECORDS),
    "records.warc.gz": one_by_one(RECORDS),
    "whole.warc.gz": gzip.compress(b"".join(RECORDS), mtime=0),
}


def read(
    path: Path, bounds: ReadSettings | None = None
) -> tuple[list[Source], list[tuple[str, str]]]:
    """Return the sources of a file, and its problems with uris relative to its folder."""
    problems: list[tuple[str, str]] = []
    sources = list(read_sources([path], lambda uri, why: problems.append((uri, why)), bounds))
    folder = f"{path.parent.as_posix()}/"
    return sources, [(uri.removeprefix(folder), why) for uri, why in problems]


def numbers(sources: list[Source]) -> list[int]:
    """Return the last parts of the addresses of sources."""
    return [int(source.uri.rsplit("/", 1)[1]) for source in sources]


# What is in an archive.


@pytest.mark.parametrize("name", LAYOUTS)
def test_pages_are_read_under_their_own_addresses_however_packed(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(LAYOUTS[name])

    sources, problems = read(tmp_path / name)

    assert sources[0] == Source(
        uri="https://news.example/0",
        content=page(0).decode(),
        markup="html",
        given={},
        retrieved="2023-04-05T10:00:00Z",
    )
    assert numbers(sources) == [0, 1, 2, 3, 4, 5]
    assert problems == []


def test_text_taken_from_pages_is_text_even_where_it_speaks_of_markup(tmp_path: Path) -> None:
    text = f"<p> is a tag, <div> and <br> are others.\n{SAID}\n"
    one = record("conversion", "https://news.example/1", text.encode(), "text/plain")
    (tmp_path / "a.warc.wet.gz").write_bytes(one_by_one([ABOUT, one]))

    sources, problems = read(tmp_path / "a.warc.wet.gz")

    assert [(source.uri, source.markup, source.content) for source in sources] == [
        ("https://news.example/1", "text", text)
    ]
    assert problems == []


def test_a_stored_file_is_read_as_what_it_is(tmp_path: Path) -> None:
    one = record("resource", "file:///story.html", page(7), "text/html; charset=utf-8")
    (tmp_path / "a.warc").write_bytes(ABOUT + one)

    sources, _ = read(tmp_path / "a.warc")

    assert [(source.uri, source.markup) for source in sources] == [("file:///story.html", "html")]


def test_what_is_no_report_is_told_as_one_sum(tmp_path: Path) -> None:
    records = [
        response("https://news.example/a.png", b"\x89PNG", "image/png"),
        response("https://news.example/a.css", b"p {}", "text/css"),
        response("https://news.example/api", b"{}", "application/json"),
        response("https://news.example/gone", page(0), status="404 Not Found"),
        response("https://news.example/moved", b"", status="301 Moved Permanently"),
        response("https://news.example/robots.txt", b"User-agent: *", "text/plain"),
        response("https://news.example/sitemap.xml", b"<urlset></urlset>", "text/xml"),
        record("revisit", "https://news.example/0", b"", "application/http"),
        PAGES[0],
    ]
    (tmp_path / "a.warc.gz").write_bytes(one_by_one(records))

    sources, problems = read(tmp_path / "a.warc.gz")

    assert numbers(sources) == [0]
    assert problems == [("a.warc.gz", "not reports: 7 images, scripts, errors and the like")]


def test_an_archive_without_any_answer_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(ABOUT)

    sources, problems = read(tmp_path / "a.warc")

    assert (sources, problems) == ([], [("a.warc", "no reports in it")])


def chunked(body: bytes) -> bytes:
    parts = [body[at : at + 100] for at in range(0, len(body), 100)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


CODINGS = {
    "gzip": ("Content-Encoding: gzip", gzip.compress(page(0))),
    "deflate": ("Content-Encoding: deflate", zlib.compress(page(0))),
    "brotli": ("Content-Encoding: br", brotli.compress(page(0))),
    "chunks": ("Transfer-Encoding: chunked", chunked(page(0))),
    "gzip in chunks": (
        "Transfer-Encoding: chunked\r\nContent-Encoding: gzip",
        chunked(gzip.compress(page(0))),
    ),
    "undone before": ("Transfer-Encoding: chunked\r\nContent-Encoding: br", page(0)),
    "unknown": ("Content-Encoding: private", page(0)),
}


@pytest.mark.parametrize("name", CODINGS)
def test_codings_of_http_are_undone_where_they_are_true(tmp_path: Path, name: str) -> None:
    header, body = CODINGS[name]
    one = response("https://news.example/0", body, more=f"{header}\r\n")
    (tmp_path / "a.warc").write_bytes(one)

    sources, _ = read(tmp_path / "a.warc")

    assert [source.content for source in sources] == [page(0).decode()]


def test_the_charset_that_the_server_named_is_believed(tmp_path: Path) -> None:
    body = "<html><body><p>Переговоры прошли в Астане.</p></body></html>".encode("cp1251")
    one = response("https://news.example/0", body, "text/html; charset=windows-1251")
    (tmp_path / "a.warc").write_bytes(one)

    sources, _ = read(tmp_path / "a.warc")

    assert "Переговоры прошли в Астане." in sources[0].content


def test_a_page_that_the_crawler_did_not_keep_whole_is_flagged(tmp_path: Path) -> None:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(0)
    one = record(
        "response", "<https://news.example/0>", block, "application/http",
        more="WARC-Truncated: length\r\n",
    )  # fmt: skip
    (tmp_path / "a.warc").write_bytes(one)

    sources, _ = read(tmp_path / "a.warc")

    assert [(source.uri, source.notes) for source in sources] == [
        ("https://news.example/0", ("cut off when it was archived: length",))
    ]


def test_web_archives_inside_other_archives_are_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name, content in LAYOUTS.items():
            archive.writestr(name, content)
    with tarfile.open(tmp_path / "b.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "a.zip", "a.zip")

    sources, problems = read(tmp_path / "b.tar.gz")

    assert numbers(sources) == [0, 1, 2, 3, 4, 5] * 3
    assert problems == []


# Damage: the intact records survive, and nothing is read twice.


def starts(records: list[bytes]) -> list[int]:
    """Return where each record begins that is packed by itself."""
    return [len(one_by_one(records[:n])) for n in range(len(records) + 1)]


@pytest.mark.parametrize("broken", range(len(RECORDS)))
@pytest.mark.parametrize("where", ["magic", "middle", "checksum"])
def test_one_flipped_byte_costs_one_record(tmp_path: Path, broken: int, where: str) -> None:
    packed, begins = bytearray(LAYOUTS["records.warc.gz"]), starts(RECORDS)
    middle = (begins[broken] + begins[broken + 1]) // 2
    at = {"magic": begins[broken], "middle": middle, "checksum": begins[broken + 1] - 7}[where]
    packed[at] ^= 0x55
    (tmp_path / "a.warc.gz").write_bytes(packed)

    sources, problems = read(tmp_path / "a.warc.gz")

    assert numbers(sources) == [n for n in range(6) if n != broken - 2]
    assert problems == [
        ("a.warc.gz", f"damaged: at byte {begins[broken]:,}; the records around were read")
    ]


def test_several_damaged_places_are_told_as_one(tmp_path: Path) -> None:
    packed, begins = bytearray(LAYOUTS["records.warc.gz"]), starts(RECORDS)
    for broken in (3, 4, 6):
        packed[begins[broken] + 40 : begins[broken] + 44] = bytes(4)
    (tmp_path / "a.warc.gz").write_bytes(packed)

    sources, problems = read(tmp_path / "a.warc.gz")

    assert numbers(sources) == [0, 3, 5]
    assert len(problems) == 1
    assert problems[0][1].startswith("damaged: at byte ")


def test_a_wrong_length_in_an_unpacked_archive_costs_one_record(tmp_path: Path) -> None:
    plain = LAYOUTS["plain.warc"]
    at = plain.index(b"Content-Length: ", plain.index(b"/2\r\n")) + len(b"Content-Length: ")
    for digit in b"19":
        changed = plain[:at] + bytes([digit]) + plain[at + 1 :]
        (tmp_path / "a.warc").write_bytes(changed)

        sources, problems = read(tmp_path / "a.warc")

        assert numbers(sources) == [0, 1, 3, 4, 5]
        assert [why.split(":")[0] for _, why in problems] == ["damaged"]


def test_a_length_beyond_the_end_of_the_archive_costs_one_record(tmp_path: Path) -> None:
    plain = LAYOUTS["plain.warc"]
    at = plain.index(b"Content-Length: ", plain.index(b"/2\r\n")) + len(b"Content-Length: ")
    (tmp_path / "a.warc").write_bytes(plain[:at] + b"999999999" + plain[at:])

    sources, problems = read(tmp_path / "a.warc")

    assert numbers(sources) == [0, 1, 3, 4, 5]
    assert [why.split(":")[0] for _, why in problems] == ["damaged"]


@pytest.mark.parametrize("name", LAYOUTS)
def test_an_archive_that_is_cut_off_gives_all_before_the_cut(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(LAYOUTS[name][: len(LAYOUTS[name]) * 2 // 3])

    sources, problems = read(tmp_path / name)

    count = len(sources)
    assert numbers(sources) == list(range(count))
    assert count >= 3
    assert [bool(source.notes) for source in sources[:-1]] == [False] * (count - 1)
    assert page(count - 1).startswith(sources[-1].content.encode())
    assert [why.split(":")[0] for _, why in problems] == ["cut off"]


def test_a_cut_inside_a_request_is_told_too(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(LAYOUTS["records.warc.gz"][:-12])

    sources, problems = read(tmp_path / "a.warc.gz")

    assert len(sources) == 6
    assert problems == [("a.warc.gz", CUT_OFF)]


def test_archives_that_were_joined_are_read_to_the_end(tmp_path: Path) -> None:
    joined = LAYOUTS["records.warc.gz"] + LAYOUTS["whole.warc.gz"]
    (tmp_path / "a.warc.gz").write_bytes(joined)

    sources, problems = read(tmp_path / "a.warc.gz")

    assert numbers(sources) == [0, 1, 2, 3, 4, 5] * 2
    assert problems == []


def test_a_cut_in_the_second_of_two_joined_archives_is_told(tmp_path: Path) -> None:
    joined = LAYOUTS["records.warc.gz"] + LAYOUTS["whole.warc.gz"]
    (tmp_path / "a.warc.gz").write_bytes(joined[:-200])

    sources, problems = read(tmp_path / "a.warc.gz")

    assert numbers(sources)[:6] == [0, 1, 2, 3, 4, 5]
    assert len(sources) > 8
    assert problems == [("a.warc.gz", CUT_OFF)]


@pytest.mark.parametrize("stated", [b"99999999999", b"+99999999999", b"9" * 30])
@pytest.mark.parametrize("after", [b"WARC/1.0\r\n", b"T10:00:00Z\r\n"])
def test_a_second_length_that_is_far_too_long_ends_no_run(
    tmp_path: Path, stated: bytes, after: bytes
) -> None:
    damaged = PAGES[1].replace(after, after + b"Content-Length: " + stated + b"\r\n", 1)
    (tmp_path / "a.warc.gz").write_bytes(one_by_one([PAGES[0], damaged, PAGES[2]]))

    sources, problems = read(tmp_path / "a.warc.gz")

    assert 0 in numbers(sources)
    assert len(sources) == 3 or problems


@settings(max_examples=200, deadline=2000, suppress_health_check=list(HealthCheck))
@given(
    name=st.sampled_from(sorted(LAYOUTS)),
    place=st.floats(0, 1, exclude_max=True),
    value=st.integers(1, 255),
    is_cut=st.booleans(),
)
def test_an_archive_with_any_byte_changed_or_cut_off_there_loses_little_and_repeats_nothing(
    tmp_path: Path, name: str, place: float, value: int, is_cut: bool
) -> None:
    packed = bytearray(LAYOUTS[name])
    at = int(place * len(packed))
    packed[at] ^= value
    (tmp_path / name).write_bytes(packed[:at] if is_cut else packed)

    sources, problems = read(tmp_path / name)

    assert sources or problems
    assert len(sources) <= 6
    # Behind a changed byte of one long gzip member words may be garbled, addresses among them.
    if is_cut or name != "whole.warc.gz":
        assert len({source.uri for source in sources}) == len(sources)
    if name == "records.warc.gz" and not is_cut:
        assert len(sources) >= 5


# Size and time.

LONG = "https://news.example/long"
TOO_LONG = "too long: a record of more than 20,000,000 bytes"
_READ_AND_MEASURE = """
import json, re, resource, sys
from pathlib import Path
from communique.read import read_sources
problems = []
count = sum(1 for _ in read_sources([Path(sys.argv[1])], lambda *told: problems.append(told)))
try:  # On Linux a process inherits the peak of the one that started it, but not its VmHWM.
    peak = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 2**10
except OSError:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
print(json.dumps([count, problems, peak]))
"""


def write_with_long_record(path: Path, size: int) -> None:
    """Write an archive with one record of ``size`` bytes, without holding it in memory."""
    head, _, rest = response(LONG, b"").partition(b"Content-Length: ")
    block = rest.split(b"\r\n\r\n", 1)[1].removesuffix(b"\r\n\r\n")
    stated = b"Content-Length: %d\r\n\r\n" % (len(block) + size)
    pack = zlib.compressobj(1, wbits=31) if path.suffix == ".gz" else None
    with path.open("wb") as archive:
        archive.write(one_by_one(RECORDS[:4]) if pack else b"".join(RECORDS[:4]))
        long = iter([head + stated + block, *[b"a long page " * 100_000] * (size // 1_200_000)])
        for piece in long:
            archive.write(pack.compress(piece) if pack else piece)
        archive.write(pack.compress(b"\r\n\r\n") + pack.flush() if pack else b"\r\n\r\n")
        archive.write(one_by_one(RECORDS[4:]) if pack else b"".join(RECORDS[4:]))


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_record_of_300_megabytes_is_passed_over_in_little_memory(
    tmp_path: Path, name: str
) -> None:
    write_with_long_record(tmp_path / name, 300_000_000)

    began = time.monotonic()
    command = [sys.executable, "-c", _READ_AND_MEASURE, str(tmp_path / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    count, problems, peak = json.loads(done.stdout)

    assert (count, problems) == (6, [[f"{tmp_path}/{name}!{LONG}", TOO_LONG]])
    assert peak < 200
    assert time.monotonic() - began < 10


def test_a_page_longer_than_is_read_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(LAYOUTS["records.warc.gz"])

    sources, problems = read(tmp_path / "a.warc.gz", ReadSettings(maximum_report_bytes=300))

    assert sources == []
    assert [why for _, why in problems] == ["too long: a record of more than 300 bytes"] * 6


def test_a_record_that_is_a_bomb_costs_its_neighbours_nothing(tmp_path: Path) -> None:
    bomb = gzip.compress(ABOUT[:-4] + bytes(60_000_000), mtime=0)
    (tmp_path / "a.warc.gz").write_bytes(one_by_one(PAGES[:3]) + bomb + one_by_one(PAGES[3:]))

    sources, _ = read(tmp_path / "a.warc.gz")

    assert numbers(sources) == [0, 1, 2, 3, 4, 5]


def test_a_bomb_among_records_that_were_packed_together_is_refused(tmp_path: Path) -> None:
    together = gzip.compress(b"".join(PAGES) + ABOUT[:-4] + bytes(60_000_000), mtime=0)
    (tmp_path / "a.warc.gz").write_bytes(one_by_one(RECORDS) + together)

    sources, problems = read(tmp_path / "a.warc.gz")

    assert numbers(sources)[:6] == [0, 1, 2, 3, 4, 5]
    assert [why.split(":")[0] for _, why in problems] == ["a decompression bomb"]


def test_a_page_that_is_a_bomb_in_its_http_coding_is_read_only_so_far(tmp_path: Path) -> None:
    bomb = gzip.compress(b"<html><p>" + b"talks " * 5_000_000)
    one = response("https://news.example/9", bomb, more="Content-Encoding: gzip\r\n")
    (tmp_path / "a.warc").write_bytes(one + PAGES[0])

    sources, problems = read(tmp_path / "a.warc")

    assert numbers(sources) == [9, 0]
    assert len(sources[0].content) == 20_000_000
    assert [why.split(":")[0] for _, why in problems] == ["only the beginning was read"]


def test_bytes_that_only_begin_like_an_archive_are_told(tmp_path: Path) -> None:
    stream = io.BytesIO(b"WARC/1.0\r\n" + b"no header at all " * 5000)
    (tmp_path / "a.warc").write_bytes(stream.getvalue())

    sources, problems = read(tmp_path / "a.warc")

    assert sources == []
    assert [why.split(":")[0] for _, why in problems] == ["damaged"]
