"""A site on this machine that answers as it is told, however badly."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from xml.sax.saxutils import escape


@dataclass
class Asked:
    """One question that came."""

    path: str
    headers: Mapping[str, str]
    body: bytes = b""


Route = Callable[["Visit"], None]


@dataclass
class Site:
    """What the site answers by path, and what it was asked."""

    routes: dict[str, Route] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    at: str = ""

    def paths(self) -> list[str]:
        """The paths that were asked, without robots.txt."""
        return [one.path for one in self.asked if one.path != "/robots.txt"]

    def serve(self, path: str, body: str | bytes = b"", status: int = 200, **headers: str) -> None:
        """Answer a path like this from now on; underscores in names of headers are hyphens."""
        content = body.encode() if isinstance(body, str) else body
        self.routes[path] = lambda visit: visit.answer(content, status, **headers)


class Visit(BaseHTTPRequestHandler):
    """One question and its answer."""

    site: Site
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:  # the names that http.server calls
        self._meet(b"")

    def do_POST(self) -> None:
        self._meet(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def _meet(self, body: bytes) -> None:
        self.close_connection = True
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.site.asked.append(Asked(self.path, headers, body))
        route = self.site.routes.get(self.path.partition("?")[0])
        with suppress(OSError):
            if route is None:
                self.answer(b"<p>Nothing here.</p>", 404)
            else:
                route(self)

    def answer(self, body: bytes = b"", status: int = 200, **headers: str) -> None:
        """Send a whole answer."""
        stated = {name.replace("_", "-"): value for name, value in headers.items()}
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **stated}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def raw(self, words: bytes) -> None:
        """Send bytes as they are."""
        self.wfile.write(words)
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass


@contextmanager
def running_site(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Run a site on a free port of this machine."""
    site = Site()
    server = _Server(("127.0.0.1", 0), type("VisitHere", (Visit,), {"site": site}))
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    site.at = f"http{'s' if tls else ''}://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def rss(*items: str, title: str = "The Harbour Post") -> str:
    """Return an RSS feed of items."""
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>'
        f"{''.join(items)}</channel></rss>"
    )


def item(
    title: str = "", words: str = "", link: str = "", guid: str = "", day: str = "", more: str = ""
) -> str:
    """Return an item of an RSS feed, with what is given."""
    parts = {"title": title, "link": link, "guid": guid, "pubDate": day, "description": words}
    inside = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in parts.items() if value)
    return f"<item>{inside}{more}</item>"


def sitemap(*entries: tuple[str, str], root: str = "urlset", row: str = "url") -> str:
    """Return a sitemap, or an index, of addresses with their last change."""
    rows = (
        f"<{row}><loc>{escape(at)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</{row}>"
        for at, day in entries
    )
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0"?><{root} xmlns="{space}">{"".join(rows)}</{root}>'
