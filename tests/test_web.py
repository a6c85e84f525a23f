"""Pages on the web are fetched one by one, politely and within bounds."""

from __future__ import annotations

import gzip
import re
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from communique.errors import SourceError
from communique.read import read_sources
from communique.read.inputs import Input
from communique.read.web import WebReader
from communique.records import Source

PAGE = "<!doctype html><title>Talks</title><p>Erdoğan met Putin in Astana on Wednesday.</p>"


class Site(BaseHTTPRequestHandler):
    """A site with one good page and many that are not."""

    asked: ClassVar[list[tuple[str, str | None]]] = []

    def do_GET(self) -> None:  # the name that http.server calls
        self.asked.append((self.path, self.headers["User-Agent"]))
        getattr(self, self.path.strip("/").split("/")[0], self.missing)()

    def answer(self, body: bytes = b"", status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def missing(self) -> None:
        self.answer(b"<p>Nothing here.</p>", 404)

    def page(self) -> None:
        self.answer(PAGE.encode(), Content_Type="text/html; charset=utf-8")

    def turkish(self) -> None:
        self.answer(PAGE.encode("cp1254"), Content_Type="text/html; charset=windows-1254")

    def packed(self) -> None:
        self.answer(gzip.compress(PAGE.encode()), Content_Encoding="gzip")

    def chunked(self) -> None:
        self.protocol_version = "HTTP/1.1"
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Transfer-Encoding", "chunked")
        self.send_header("Connection", "close")
        self.end_headers()
        for piece in (PAGE[:30].encode(), PAGE[30:].encode(), b""):
            self.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")

    def bomb(self) -> None:
        self.answer(gzip.compress(bytes(5_000_000)), Content_Encoding="gzip")

    def garbled(self) -> None:
        self.answer(b"no gzip at all", Content_Encoding="gzip")

    def moved(self) -> None:
        self.answer(status=301, Location="/page/two")

    def round(self) -> None:
        self.answer(status=302, Location="/round")

    def local(self) -> None:
        self.answer(status=302, Location="file:///etc/hostname")

    def cut(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"<p>Not all")

    def silent(self) -> None:
        time.sleep(1.5)

    def slow(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(60):
            self.wfile.write(b"<p>A bit more.</p>")
            self.wfile.flush()
            time.sleep(0.05)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def read(*addresses: str, fetch: WebReader | None = None) -> tuple[list[Source], dict[str, str]]:
    reasons: dict[str, str] = {}
    return list(read_sources(addresses, reasons.__setitem__, fetch=fetch)), reasons


def test_a_page_is_a_source_with_its_address_and_the_time_it_was_fetched(site: str) -> None:
    [source], reasons = read(f"{site}/page/one#part")

    assert source.uri == f"{site}/page/one"
    assert source.markup == "html"
    assert source.content == PAGE
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", source.retrieved or "")
    assert reasons == {}


def test_the_program_says_who_it_is(site: str) -> None:
    read(f"{site}/page")

    assert (Site.asked[-1][1] or "").startswith("communique/")


def test_a_page_that_moved_is_named_by_where_it_is(site: str) -> None:
    [source], _ = read(f"{site}/moved")

    assert source.uri == f"{site}/page/two"


@pytest.mark.parametrize("path", ["turkish", "packed", "chunked"])
def test_what_http_says_of_the_bytes_is_used(site: str, path: str) -> None:
    [source], _ = read(f"{site}/{path}")

    assert source.content == PAGE


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("missing", "HTTP 404"),
        ("round", "redirected too often: more than 5 times"),
        ("local", "redirected to what is no web page"),
        ("silent", "no answer within 0.5 s"),
        ("slow", "not all came within 1 s"),
        ("cut", "the connection broke off"),
        ("bomb", "too long: more than 1,000,000 bytes"),
        ("garbled", "packed in a way that cannot be unpacked"),
    ],
)
def test_a_page_that_cannot_be_had_is_a_reason(site: str, path: str, reason: str) -> None:
    strict = WebReader(silence_s=0.5, whole_s=1, most_bytes=1_000_000)
    began = time.monotonic()

    sources, reasons = read(f"{site}/{path}", fetch=strict)

    assert sources == []
    assert reasons[f"{site}/{path}"].startswith(reason)
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://127.0.0.1:1/", "no connection"),
        ("http://name.invalid/", "no such host"),
        ("http://", "not the address of a web page"),
        ("http://[::1", "not the address of a web page"),
        ("http://host:99999999/", "not the address of a web page"),
        ("ftp://example.org/a.txt", "not a file, and no http or https address"),
    ],
)
def test_an_address_that_leads_nowhere_is_a_reason(address: str, reason: str) -> None:
    sources, reasons = read(address)

    assert sources == []
    assert reasons[address].startswith(reason)


def test_the_rest_of_the_run_goes_on_and_a_page_named_twice_is_fetched_once(site: str) -> None:
    Site.asked.clear()

    sources, reasons = read(f"{site}/missing", f"{site}/page", f"{site}/page")

    assert len(sources) == 1
    assert list(reasons) == [f"{site}/missing"]
    assert [path for path, _ in Site.asked] == ["/missing", "/page"]


def test_pages_may_come_from_elsewhere() -> None:
    def never(address: str) -> Input:
        raise SourceError("not online")

    reasons: dict[str, str] = {}

    assert list(read_sources(["https://example.org/"], reasons.__setitem__, fetch=never)) == []
    assert reasons == {"https://example.org/": "not online"}
