"""What broken, lying and enormous reports do to the real commands: a reason each, and no more.

The small ones are read in one run, beside good reports that must not suffer; so are the big ones.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import communique
from report_samples import BODY, PAGE, TEXT, docx, samples, warc_record, zipped

STORY = BODY[0]
PARTLY_DONE = 3


@dataclass(frozen=True, slots=True)
class Run:
    """What a command did: exit code, output, CPU seconds, and megabytes of memory at its peak."""

    code: int
    out: str
    told: str
    cpu_s: float
    peak_mb: float


def highest_mb(pid: int) -> float:
    """The most memory that a process held. Its ru_maxrss would count that of this one too."""
    try:
        told = Path(f"/proc/{pid}/status").read_text("ascii")
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    found = re.search(r"VmHWM:\s+(\d+) kB", told)
    return int(found[1]) / 1024 if found else 0.0



def run(*arguments: str | Path, given: bytes = b"", folder: Path) -> Run:
    """Run the real command, for two minutes at most."""
    out, told, came = (folder / name for name in ("out", "told", "came"))
    came.write_bytes(given)
    command = [sys.executable, "-m", "communique", *map(str, arguments)]
    with out.open("wb") as to, told.open("wb") as err, came.open("rb") as stdin:
        process = subprocess.Popen(command, stdin=stdin, stdout=to, stderr=err)
        end = time.monotonic() + 120
        peak_mb = 0.0
        while not (waited := os.wait4(process.pid, os.WNOHANG))[0]:
            peak_mb = max(peak_mb, highest_mb(process.pid))
            if time.monotonic() > end:
                process.kill()
            time.sleep(0.02)
    process.returncode = os.waitstatus_to_exitcode(waited[1])
    used = waited[2]
    return Run(
        code=process.returncode,
        out=out.read_text("utf-8"),
        told=told.read_text("utf-8"),
        cpu_s=used.ru_utime + used.ru_stime,
        peak_mb=peak_mb,
    )


# Small reports that are none, or not all there.

SAMPLES = samples()


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes((data[at] ^ 0x55,)) + data[at + 1 :]


ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
LAUGHING = f'[<!ENTITY l0 "ha">{ENTITIES}]'
LAUGHING_FEED = (
    f'<?xml version="1.0"?><!DOCTYPE rss {LAUGHING}><rss version="2.0"><channel>'
    f"<item><title>&l9;</title><description>&l9; {STORY}</description></item></channel></rss>"
)


REFUSED = {
    "empty.txt": (b"", "empty"),
    "empty.html": (b"", "empty"),
    "empty.pdf": (b"", "empty"),
    "blank.txt": (b" \r\n\t\n", "empty"),
    "nothing.gz": (b"", "empty"),
    "packed-nothing.gz": (gzip.compress(b""), "empty"),
    "zeros.txt": (bytes(5000), "binary data"),
    "noise.html": (bytes(range(256)) * 40, "binary data"),
    "cut.pdf": (SAMPLES["report.pdf"][:60], ""),
    "cut.docx": (docx((STORY,))[:300], ""),
    "head-only.warc": (warc_record(1)[:40], ""),
    "laughs.rss": (LAUGHING_FEED.encode(), "feed that declares entities"),
    "photo.html": (b"\x89PNG\r\n\x1a\n" + bytes(300), "an image"),
    "packed.7z": (b"7z\xbc\xaf'\x1c" + bytes(300), "a 7-Zip archive"),
    "deep.jsonl": (b"[" * 100_000, ""),
    "null.jsonl": (b"null\n", ""),
}
"""Name, content, and how the reason begins that must name it."""

PARTLY = {
    "cut.txt.gz": (gzip.compress(TEXT.encode() * 50)[:-20], 1),
    "cut.warc": (b"".join(warc_record(n) for n in range(3))[:-300], 2),
    "cut.warc.gz": (b"".join(gzip.compress(warc_record(n)) for n in range(3))[:-100], 2),
    "flipped.warc.gz": (
        b"".join(
            flipped(packed, len(packed) // 2) if n == 1 else packed
            for n, packed in enumerate(gzip.compress(warc_record(n)) for n in range(4))
        ),
        3,
    ),
    "cut.zip": (zipped({"a.txt": TEXT.encode(), "b.txt": TEXT[:200].encode() * 9})[:-200], 1),
    "rows.jsonl": (json.dumps({"text": STORY}).encode() + b'\n{"text": "cut off', 1),
}
"""Name, content, and the least number of reports that survive; a reason names the rest."""

QUOTES = f'title,date,text\n"Open,2024-07-03,"{STORY}" more"\nNext,2024-07-03,{BODY[2]}\n'
READ = {
    "lying.html": PAGE.replace('charset="utf-8"', 'charset="utf-16"').encode(),
    "western.html": PAGE.replace("ğ", "g").encode("cp1252"),
    "latin.html": PAGE.replace('"utf-8"', '"iso-8859-1"').replace("ğ", "g").encode("cp1252"),
    "russian.txt": "Президент прибыл в Астану. Переговоры начались в среду.".encode("koi8-r"),
    "bad-bytes.txt": TEXT.encode() + b" \xff\xfe\x80.",
    "wide.txt": TEXT.encode("utf-16"),
    "nul.jsonl": json.dumps({"text": f"Xi\x00 {STORY}"}).encode(),
    "surrogate.jsonl": f'{{"id": "\\ud800", "text": "\\udc00 {STORY}"}}'.encode(),
    "bidi.txt": f"\u202e{STORY}\u202c \u2067{BODY[2]}\u2069\n".encode(),
    "year-zero.txt": f"Leaders meet\n\n0000-01-01\n\n{STORY}\n".encode(),
    "last-year.html": PAGE.replace("2024-07-03", "9999-12-31").encode(),
    "no-day.txt": f"Leaders meet\n\n32 May 2024\n\nBEIJING, May 32 - {STORY}\n".encode(),
    "no-day.jsonl": json.dumps({"text": STORY, "date": "2024-05-32"}).encode(),
    "huge-year.jsonl": json.dumps({"text": STORY, "date": "99999-01-01T99:99"}).encode(),
    "quotes.csv": QUOTES.encode(),
    "title.txt": b"Leaders meet " * 80_000 + f"\n\n{STORY}\n{BODY[2]}\n".encode(),
    "title.html": PAGE.replace("Leaders meet", "Leaders meet " * 80_000).encode(),
    "page-laughs.html": PAGE.replace("html>", f"html {LAUGHING}>", 1).encode(),
}
"""Name and content of what is odd and still a report."""


@pytest.fixture(scope="module")
def pile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "pile"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "gone").symlink_to(folder / "nowhere")
    os.mkfifo(folder / "pipe")
    contents = {name: data for name, (data, _) in (REFUSED | PARTLY).items()} | READ
    for name, data in contents.items():
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def built(pile: Path) -> Run:
    return run("build", pile, "--ledger", pile.parent / "pile.db", folder=pile.parent)


@pytest.fixture(scope="module")
def answers(pile: Path) -> list[dict[str, object]]:
    """What ``communique clean`` says of everything in the pile."""
    cleaned = run("clean", pile, folder=pile.parent)
    assert (cleaned.code, "Traceback" in cleaned.told) == (PARTLY_DONE, False)
    return [json.loads(line) for line in cleaned.out.splitlines()]


def told_of(name: str, answers: list[dict[str, object]]) -> tuple[list[str], int]:
    """Return the reasons that name an input, and how many reports it gave."""
    # Records of web archives carry the addresses of their pages: those are counted as a whole.
    ours = [a for a in answers if f"/{name}" in str(a["id"])]
    return [str(a["error"]) for a in ours if "error" in a], sum("text" in a for a in ours)


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_report_is_named_with_a_reason(
    answers: list[dict[str, object]], name: str
) -> None:
    reasons, reports = told_of(name, answers)

    assert reports == 0
    assert reasons
    assert reasons[0].startswith(REFUSED[name][1])


@pytest.mark.parametrize("name", PARTLY)
def test_of_what_is_broken_the_whole_parts_are_read(
    answers: list[dict[str, object]], name: str
) -> None:
    reasons, reports = told_of(name, answers)

    assert reasons
    assert reports >= (0 if "warc" in name else PARTLY[name][1])


def test_intact_records_of_broken_web_archives_are_read(answers: list[dict[str, object]]) -> None:
    pages = sum(str(a["id"]).startswith("https://example.org/") for a in answers if "text" in a)

    assert pages >= sum(least for name, (_, least) in PARTLY.items() if "warc" in name)


@pytest.mark.parametrize("name", READ)
def test_what_is_odd_and_still_a_report_is_read(
    answers: list[dict[str, object]], pile: Path, name: str
) -> None:
    if name == "surrogate.jsonl":
        ours = [a for a in answers if a["id"] == "�"]
    else:
        ours = [a for a in answers if f"/{name}" in str(a["id"])]

    assert [a for a in ours if "text" in a]
    for answer in ours:
        assert not any(year in str(answer.get("published")) for year in ("0000", "9999", "05-32"))


def test_links_and_pipes_are_told_and_not_followed_for_ever(
    answers: list[dict[str, object]],
) -> None:
    assert told_of("pipe", answers)[0] == ["not a regular file or folder: a named pipe"]
    assert told_of("gone", answers)[0] == ["not found: a link to nothing"]
    assert not told_of("loop", answers)[0]


def test_the_build_goes_on_past_all_of_it(
    built: Run, answers: list[dict[str, object]], pile: Path
) -> None:
    read = sum("text" in answer for answer in answers)

    assert built.code == PARTLY_DONE
    assert "Traceback" not in built.told
    assert f"In:  {read:,} reports read" in built.out
    assert "Not read: " in built.told
    assert built.cpu_s < 60
    assert built.peak_mb < 1000


def test_every_record_of_the_build_can_be_stored_and_read(built: Run, pile: Path) -> None:
    with communique.open(pile.parent / "pile.db") as ledger:
        texts = {document.text for document in ledger.documents()}
        assert len(texts) == ledger.count("documents")

    assert all("\x00" not in text and "\u202e" not in text for text in texts)
    assert any(STORY[:40] in text for text in texts)


# Big ones.


def big_page(path: Path) -> None:
    with path.open("wb") as file:
        file.write(b"<html><body><article>")
        paragraph = f"<p>{STORY} {BODY[2]}</p>".encode()
        for _ in range(200_000_000 // (1000 * len(paragraph)) + 1):
            file.write(paragraph * 1000)


def big_record(path: Path) -> None:
    head, http, page = warc_record(9).split(b"\r\n\r\n", 2)[:3]
    length = len(http) + 4 + 450 * len(page)
    head = head.rpartition(b"Content-Length: ")[0] + b"Content-Length: %d" % (length * 1000)
    with path.open("wb") as file:
        file.write(warc_record(1) + head + b"\r\n\r\n")
        for piece in [http + b"\r\n\r\n" + page * 450] * 1000:
            file.write(piece)
        file.write(b"\r\n\r\n" + warc_record(2))


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("bomb.txt", "w", force_zip64=True) as member:
            for _ in range(1000):
                member.write(bytes(1_000_000))
        archive.writestr("beside.txt", f"{TEXT} In a bomb.")


def nested(path: Path) -> None:
    tags = 100_000
    path.write_bytes(b"<html>" + b"<div>" * tags + f"<p>{STORY}</p>".encode() + b"</div>" * tags)


BIG = {"page.html": big_page, "record.warc": big_record, "bomb.zip": bomb, "nested.html": nested}
BIG_REASONS = {
    "page.html": "only the beginning was read: longer than",
    "record.warc!https://example.org/9": "too long: a record of more than",
    "bomb.zip!bomb.txt": "a decompression bomb",
}


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Run, Path]]:
    folder = tmp_path_factory.mktemp("big") / "pile"
    folder.mkdir()
    for name, make in BIG.items():
        make(folder / name)
    ledger = folder.parent / "big.db"
    yield run("build", folder, "--ledger", ledger, folder=folder.parent), ledger
    for name in BIG:
        (folder / name).unlink()


def test_big_reports_are_bounded_in_time_and_memory(big: tuple[Run, Path]) -> None:
    assert big[0].code == PARTLY_DONE
    assert "Traceback" not in big[0].told
    assert big[0].cpu_s < 10 * len(BIG)
    assert big[0].peak_mb < 1000


@pytest.mark.parametrize("name", BIG_REASONS)
def test_what_is_not_read_of_them_is_told(big: tuple[Run, Path], name: str) -> None:
    assert f"/{name}: {BIG_REASONS[name]}" in big[0].told


def test_what_stands_beside_them_is_read(big: tuple[Run, Path]) -> None:
    with communique.open(big[1]) as ledger:
        uris = {document.uri.rpartition("/")[2] for document in ledger.documents()}

    assert {"page.html", "nested.html", "bomb.zip!beside.txt", "1"} <= uris


# What changes while it is read, and who may read it.


def test_a_file_that_vanishes_midway_is_named(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"{TEXT} {name}", "utf-8")
    ledger = tmp_path / "out.db"
    sources = [str(tmp_path / "a.txt"), "-", str(tmp_path / "b.txt")]
    command = [sys.executable, "-m", "communique", "build", *sources, "--ledger", str(ledger)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        while not ledger.exists() and process.poll() is None:
            time.sleep(0.02)
        (tmp_path / "b.txt").unlink()
        out, told = process.communicate(f"{TEXT} By hand.".encode(), timeout=60)

    assert process.returncode == PARTLY_DONE
    assert "2 reports read" in out.decode()
    assert f"Not read: {tmp_path}/b.txt: not found\n" in told.decode()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "secret.txt").write_text(TEXT, "utf-8")
    (tmp_path / "secret.txt").chmod(0)

    done = run("build", tmp_path, "--ledger", tmp_path / "out.db", folder=tmp_path)

    assert done.code == PARTLY_DONE
    assert "secret.txt: permission denied" in done.told
