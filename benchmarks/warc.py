"""Measure how fast web archives are read, and in how much memory, on any machine.

    python benchmarks/warc.py [--pages N] [--gigabytes N] [--rounds N]

The archive is made from pages that are generated here: for each page a request, the response and
a record of metadata, packed one by one as crawlers do. Our reader is compared with its library,
``fastwarc``, which goes through the same file and reads every payload; both in turns, in one
process, the best of some rounds by CPU seconds. The memory is the peak of a process of its own
that reads an archive of the size that was asked for. Progress goes to standard error.
"""

from __future__ import annotations

import argparse
import gzip
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from fastwarc.warc import ArchiveIterator

from communique.read import read_sources
from tables import markdown_table

_CONSONANTS, _VOWELS = "bcdfghlmnprstv", "aeiou"
_DISTINCT_PAGES = 200
_READ = """
import sys
from communique.read import read_sources
for source in read_sources([sys.argv[1]], print):
    pass
"""


def word(chance: random.Random) -> str:
    """Return a word of one to four syllables."""
    count = chance.randint(1, 4)
    return "".join(chance.choice(_CONSONANTS) + chance.choice(_VOWELS) for _ in range(count))


def page(chance: random.Random, vocabulary: list[str], number: int) -> str:
    """Return a page in the size and with the ballast of a news site, some 85 kilobytes."""

    def words(count: int) -> str:
        return " ".join(chance.choices(vocabulary, k=count))

    links = "".join(
        f'<li class="item-{chance.randrange(99)}"><a href="/{words(1)}/{n}">{words(6)}</a></li>\n'
        for n in range(chance.randrange(200, 600))
    )
    script = "".join(f"var v{chance.randrange(10**6)}='{words(3)}';" for _ in range(1200))
    body = "".join(f"<p>{words(60).capitalize()}.</p>\n" for _ in range(chance.randrange(8, 60)))
    return (
        f"<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'><title>{words(8)}</title>"
        f"<script>{script}</script></head><body><ul>{links}</ul><article><h1>{number} {words(8)}"
        f"</h1>{body}</article><footer>{words(40)}</footer></body></html>"
    )


def record(kind: str, uri: str, media_type: str, block: bytes) -> bytes:
    """Return a WARC record."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2024-05-01T12:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{random.getrandbits(64):016x}>\r\n"
        f"WARC-Target-URI: {uri}\r\nContent-Type: {media_type}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def records(count: int, seed: int) -> Iterator[bytes]:
    """Yield the three records of each of ``count`` pages."""
    chance = random.Random(seed)
    vocabulary = [word(chance) for _ in range(9000)]
    for number in range(count):
        uri = f"https://news.example/{number}"
        content = page(chance, vocabulary, number).encode()
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + content
        yield record("request", uri, "application/http", b"GET / HTTP/1.1\r\n\r\n")
        yield record("response", uri, "application/http; msgtype=response", answer)
        yield record("metadata", uri, "application/warc-fields", b"fetchTimeMs: 12\r\n")


def write_archive(path: Path, pages: int, *, at_least: int = 0) -> int:
    """Write an archive of ``pages`` pages, over and over to a length; return its records."""
    packed = [gzip.compress(one) for one in records(pages, seed=1)]
    count = 0
    with path.open("wb") as archive:
        while not count or archive.tell() < at_least:
            archive.writelines(packed)
            count += len(packed)
    return count


def read_by_library(path: Path) -> None:
    """Go through an archive with ``fastwarc`` alone."""
    with path.open("rb") as stream:
        for one in ArchiveIterator(stream):
            one.reader.read()


def read_by_us(path: Path) -> None:
    """Go through an archive with our reader."""
    for _ in read_sources([path], print):
        pass


def fastest(rounds: int, path: Path, *ways: Callable[[Path], None]) -> list[float]:
    """Return the CPU seconds of each way in its best round; the ways take turns."""
    best = [float("inf")] * len(ways)
    for _ in range(rounds):
        for n, way in enumerate(ways):
            began = time.process_time()
            way(path)
            best[n] = min(best[n], time.process_time() - began)
    return best


def peak_mebibytes(path: Path) -> tuple[float, float]:
    """Read an archive in a process of its own; return its peak of memory and its seconds."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", _READ, str(path)], check=True)
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, kibibytes elsewhere
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit / 2**20
    return peak, time.perf_counter() - began


def measured(folder: Path, pages: int, gigabytes: float, rounds: int) -> list[tuple[str, str]]:
    """Return the rows of the table."""
    archive = folder / "archive.warc.gz"
    print("making archives ...", file=sys.stderr, flush=True)
    count = write_archive(archive, pages)
    print("reading ...", file=sys.stderr, flush=True)
    library, ours = fastest(rounds, archive, read_by_library, read_by_us)
    large = folder / "large.warc.gz"
    large_count = write_archive(large, min(pages, _DISTINCT_PAGES), at_least=int(gigabytes * 10**9))
    print(f"reading {gigabytes} GB ...", file=sys.stderr, flush=True)
    peak, seconds = peak_mebibytes(large)
    return [
        ("records / CPU s, fastwarc alone", f"{count / library:,.0f}"),
        ("records / CPU s, our reader", f"{count / ours:,.0f}"),
        ("ours / fastwarc", f"{library / ours:.2f}"),
        (f"peak memory, MiB, of {large.stat().st_size / 10**9:.1f} GB", f"{peak:,.0f}"),
        (f"wall seconds for its {large_count:,} records", f"{seconds:,.0f}"),
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=1000, help="pages to time the reading of")
    parser.add_argument("--gigabytes", type=float, default=0.2, help="archive to measure memory on")
    parser.add_argument("--rounds", type=int, default=3, help="of which the best counts")
    given = parser.parse_args()
    if given.pages < 1 or given.rounds < 1 or given.gigabytes <= 0:
        parser.error("expected at least 1 page, 1 round and some gigabytes")
    with tempfile.TemporaryDirectory() as place:
        rows = measured(Path(place), given.pages, given.gigabytes, given.rounds)
    print(markdown_table(("web archive", "value"), rows, right={1}))


if __name__ == "__main__":
    main()
