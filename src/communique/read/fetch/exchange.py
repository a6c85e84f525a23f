"""Questions over HTTP and their answers, redirections followed one checked hop at a time."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from typing import BinaryIO
from urllib.parse import urldefrag, urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import urllib3
from urllib3.util import Url, parse_url

from communique.errors import SourceError
from communique.read.fetch.addresses import Private, addresses_of, is_numeric, is_private
from communique.read.fetch.connection import Line, connection
from communique.read.fetch.reasons import BREAKDOWNS, FetchError, fetch_error
from communique.read.spool import spooled

_PIECE_BYTES = 1 << 16
_MOVED = frozenset((301, 302, 303, 307, 308))
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What an answer may cost.

    ``silence_s``: seconds without a sign of life after which it is given up; ``whole_s``: seconds
    for all of it, redirections included; ``most_bytes``: of it, unpacked; ``most_moves``:
    redirections that are followed; ``private``: whether hosts may have private addresses.
    """

    silence_s: float = 20
    whole_s: float = 60
    most_bytes: int = 100_000_000
    most_moves: int = 5
    private: Private = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came: from where in the end, its status and headers, and the body of a 200, rewound.

    ``is_moved`` if it came over redirections that are all said to hold for good.
    """

    address: str
    status: int
    headers: Mapping[str, str]
    body: BinaryIO
    is_moved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    method: str = "GET"
    address: str
    headers: Mapping[str, str]
    content: bytes | None = None
    bounds: Bounds
    deadline: float
    allow_private: bool = field(default=False)


def user_agent(about: str) -> str:
    """Return how the program names itself, with a word on what it does or whom to write to."""
    return f"communique/{version('communique')} ({about})"


def ask(
    address: str,
    *,
    bounds: Bounds,
    headers: Mapping[str, str],
    before: Callable[[str], None] | None = None,
) -> Answer:
    """Return what is at an address, whatever its status, after all redirections.

    Args:
        address: http or https; a fragment is left out.
        bounds: of time and size.
        headers: sent with each hop, beside those of the transfer.
        before: called with the address of each hop before it is asked; may wait, may raise.

    Raises:
        FetchError: if nothing comes within the bounds, or what comes is broken.
    """
    given = urldefrag(address).url
    deadline = time.monotonic() + bounds.whole_s
    question = _Question(address=given, headers=headers, bounds=bounds, deadline=deadline)
    question = replace(question, allow_private=bounds.private != "refused")
    moved: list[int] = []
    for _ in range(bounds.most_moves + 1):
        waited = time.monotonic()
        if before is not None:
            before(question.address)
        # What politeness waits is not the server's fault.
        question = replace(question, deadline=question.deadline + time.monotonic() - waited)
        answer, was_private = _answer(question)
        target = answer.headers.get("location")
        if answer.status not in _MOVED or not target:
            return replace(answer, is_moved=bool(moved) and {*moved} <= {301, 308})
        moved.append(answer.status)
        question = replace(
            question,
            address=_joined(question.address, target),
            allow_private=bounds.private == "allowed"
            or (bounds.private == "first" and question.allow_private and was_private),
        )
    raise FetchError(f"redirected too often: more than {bounds.most_moves} times")


def send(address: str, content: bytes, *, bounds: Bounds, headers: Mapping[str, str]) -> Answer:
    """Post content to an address and return the answer; no redirection is followed.

    Raises:
        FetchError: if no answer comes within the bounds.
    """
    question = _Question(
        method="POST", address=address, headers=headers, content=content, bounds=bounds,
        deadline=time.monotonic() + bounds.whole_s, allow_private=bounds.private != "refused",
    )  # fmt: skip
    return _answer(question)[0]


def _joined(address: str, target: str) -> str:
    try:
        return urldefrag(urljoin(address, target)).url
    except ValueError as error:
        raise FetchError(f"redirected to what is no web page: {error}") from error


def _answer(question: _Question) -> tuple[Answer, bool]:
    """Answer one hop; tell as well whether the host has a private address."""
    try:
        place = parse_url(question.address)
        if place.scheme not in _PORTS:
            raise FetchError("redirected to what is no web page")
        if not place.host:
            raise FetchError("not the address of a web page: no host in it")
        if proxy := _proxy(question.address):
            return _through(proxy, question, place)
        return _directly(question, place)
    except BREAKDOWNS as error:
        raise fetch_error(error, question.bounds.silence_s) from error


def _directly(question: _Question, place: Url) -> tuple[Answer, bool]:
    bounds, scheme, host = question.bounds, str(place.scheme), str(place.host).strip("[]")
    port = place.port or _PORTS[scheme]
    reached = addresses_of(host, port, allow_private=question.allow_private)
    with ExitStack() as open_things:
        line = open_things.enter_context(Line(reached, bounds.silence_s, question.deadline))
        asked = connection(scheme, host, port, line, bounds.silence_s)
        open_things.callback(asked.close)
        try:
            asked.request(
                question.method, place.request_uri, body=question.content,
                headers=_headers(question), preload_content=False, decode_content=True,
                enforce_content_length=True,
            )  # fmt: skip
            return _taken(asked.getresponse(), question, lambda: line.is_cut), is_private(reached)
        except BREAKDOWNS as error:
            if line.is_cut:
                raise _late(bounds) from error
            raise


def _through(proxy: str, question: _Question, place: Url) -> tuple[Answer, bool]:
    """Ask a proxy; it finds the host by itself, so only an address given as such is checked."""
    reached = []
    host = str(place.host).strip("[]")
    if is_numeric(host):
        reached = addresses_of(host, 0, allow_private=question.allow_private)
    silence = min(question.bounds.silence_s, max(0.1, question.deadline - time.monotonic()))
    response = urllib3.ProxyManager(proxy).request(
        question.method, question.address, body=question.content, headers=_headers(question),
        timeout=urllib3.Timeout(connect=silence, read=silence), retries=False, redirect=False,
        preload_content=False,
    )  # fmt: skip
    late = question.deadline
    return _taken(response, question, lambda: time.monotonic() > late), is_private(reached)


def _taken(
    response: urllib3.BaseHTTPResponse, question: _Question, is_late: Callable[[], bool]
) -> Answer:
    body: BinaryIO = io.BytesIO()
    try:
        if response.status == 200 and question.method == "GET":
            pieces = _pieces(response, question.bounds, is_late)
            body = spooled(pieces, most_bytes=question.bounds.most_bytes)
    except SourceError as error:
        raise error if isinstance(error, FetchError) else FetchError(str(error)) from error
    finally:
        response.close()
    return Answer(
        address=question.address, status=response.status, headers=response.headers, body=body
    )


def _pieces(
    response: urllib3.BaseHTTPResponse, bounds: Bounds, is_late: Callable[[], bool]
) -> Iterator[bytes]:
    while piece := response.read1(_PIECE_BYTES, decode_content=True):
        if is_late():
            raise _late(bounds)
        yield piece
    if is_late():  # a connection that was cut off may look like one that ended
        raise _late(bounds)


def _late(bounds: Bounds) -> FetchError:
    return FetchError(f"not all came within {bounds.whole_s:g} s", may_pass=True)


def _headers(question: _Question) -> dict[str, str]:
    return {"Accept": "*/*", "Accept-Encoding": "gzip, deflate", **question.headers}


def _proxy(address: str) -> str | None:
    parts = urlsplit(address)
    proxy = getproxies().get(parts.scheme.lower())
    return proxy if proxy and not proxy_bypass(parts.hostname or "") else None
