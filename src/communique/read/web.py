"""Pages on the web, fetched one by one as they are given."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from importlib.metadata import version
from pathlib import PurePosixPath
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    DecodeError,
    HTTPError,
    LocationValueError,
    NameResolutionError,
    NewConnectionError,
    ReadTimeoutError,
    SSLError,
)

from communique.errors import SourceError
from communique.read.inputs import Input
from communique.read.spool import spooled

Fetch = Callable[[str], Input]
"""Fetches the page at an address, or raises :class:`~communique.errors.SourceError`."""

_SCHEMES = frozenset(("http", "https"))
_PIECE_BYTES = 1 << 16
_MOVED = frozenset((301, 302, 303, 307, 308))
_AGENT = f"communique/{version('communique')} (reader of single pages for research)"


def is_address(given: str) -> bool:
    """Tell whether words are the address of a page on the web."""
    return given[:8].lower().startswith(("http://", "https://"))


@dataclass(frozen=True, slots=True, kw_only=True)
class WebReader:
    """Fetches pages, within bounds.

    ``silence_s``: seconds without an answer after which it gives up; ``whole_s``: seconds that a
    page may take in all; ``most_bytes``: of a page, unpacked; ``most_moves``: redirections that
    are followed.
    """

    silence_s: float = 20
    whole_s: float = 60
    most_bytes: int = 100_000_000
    most_moves: int = 5

    def __call__(self, address: str) -> Input:
        """Return the page at an address, under the address that it was found at in the end.

        Raises:
            SourceError: if there is none, or none that comes within the bounds.
        """
        deadline = time.monotonic() + self.whole_s
        try:
            found, response = self._found(urldefrag(address).url, deadline)
            stream = spooled(self._pieces(response, deadline), most_bytes=self.most_bytes)
        except (HTTPError, OSError, ValueError) as error:
            raise SourceError(self._why(error)) from error
        stated = Message()
        stated["content-type"] = response.headers.get("content-type") or "application/octet-stream"
        return Input(
            uri=found,
            stream=stream,
            name=unquote(PurePosixPath(urlsplit(found).path).name),
            retrieved=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            charset=stated.get_content_charset(),
            media_type=stated.get_content_type(),
        )

    def _found(self, address: str, deadline: float) -> tuple[str, urllib3.BaseHTTPResponse]:
        """Follow redirections to where the page is."""
        for _ in range(self.most_moves + 1):
            if urlsplit(address).scheme.lower() not in _SCHEMES:
                raise SourceError("redirected to what is no web page")
            response = self._asked(address, deadline)
            target = response.headers.get("location")
            if response.status not in _MOVED or not target:
                if response.status != 200:
                    response.close()
                    raise SourceError(f"HTTP {response.status}")
                return address, response
            response.close()
            address = urldefrag(urljoin(address, target)).url
        raise SourceError(f"redirected too often: more than {self.most_moves} times")

    def _asked(self, address: str, deadline: float) -> urllib3.BaseHTTPResponse:
        silence = min(self.silence_s, max(0.1, deadline - time.monotonic()))
        return _connections(address).request(
            "GET",
            address,
            headers={"User-Agent": _AGENT, "Accept-Encoding": "gzip, deflate", "Accept": "*/*"},
            timeout=urllib3.Timeout(connect=silence, read=silence),
            retries=False,
            redirect=False,
            preload_content=False,
        )

    def _pieces(self, response: urllib3.BaseHTTPResponse, deadline: float) -> Iterator[bytes]:
        try:
            while piece := response.read1(_PIECE_BYTES, decode_content=True):
                if time.monotonic() > deadline:
                    raise SourceError(f"not all came within {self.whole_s:g} s")
                yield piece
        finally:
            response.close()

    def _why(self, cause: Exception) -> str:
        if isinstance(cause, NameResolutionError):
            return "no such host"
        if isinstance(cause, NewConnectionError | ConnectionRefusedError):
            return "no connection"
        if isinstance(cause, ConnectTimeoutError | ReadTimeoutError | TimeoutError):
            return f"no answer within {self.silence_s:g} s"
        if isinstance(cause, SSLError):
            return f"no secure connection: {cause}"
        if isinstance(cause, LocationValueError | ValueError):
            return f"not the address of a web page: {cause}"
        if isinstance(cause, DecodeError):
            return "packed in a way that cannot be unpacked"
        return f"the connection broke off: {cause}"


def _connections(address: str) -> urllib3.PoolManager:
    """Return what connects to an address, through the proxy that the system names for it."""
    parts = urlsplit(address)
    proxy = getproxies().get(parts.scheme.lower())
    if proxy and not proxy_bypass(parts.hostname or ""):
        return urllib3.ProxyManager(proxy)
    return urllib3.PoolManager()
