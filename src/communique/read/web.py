"""Pages on the web, fetched one by one as they are given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from communique.read.fetch import Answer, Bounds, FetchError, ask, user_agent
from communique.read.inputs import Input

Fetch = Callable[[str], Input]
"""Fetches the page at an address, or raises :class:`~communique.errors.SourceError`."""


def is_address(given: str) -> bool:
    """Tell whether words are the address of a page on the web."""
    return given[:8].lower().startswith(("http://", "https://"))


@dataclass(frozen=True, slots=True, kw_only=True)
class WebReader:
    """Fetches pages, within bounds.

    ``silence_s``: seconds without an answer after which it gives up; ``whole_s``: seconds that a
    page may take in all; ``most_bytes``: of a page, unpacked; ``most_moves``: redirections that
    are followed. Whoever names an address in a private network may have it; a page of the open
    internet that leads there is refused.
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
        bounds = Bounds(
            silence_s=self.silence_s, whole_s=self.whole_s, most_bytes=self.most_bytes,
            most_moves=self.most_moves, private="first",
        )  # fmt: skip
        headers = {"User-Agent": user_agent("reader of single pages for research")}
        answer = ask(address, bounds=bounds, headers=headers)
        if answer.status != 200:
            raise FetchError(f"HTTP {answer.status}")
        return input_of(answer)


def input_of(answer: Answer) -> Input:
    """Return an answer as an input to read, with what its headers say of it."""
    stated = _stated(answer.headers)
    return Input(
        uri=answer.address,
        stream=answer.body,
        name=unquote(PurePosixPath(urlsplit(answer.address).path).name),
        retrieved=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        charset=stated.get_content_charset(),
        media_type=stated.get_content_type(),
    )


def _stated(headers: Mapping[str, str]) -> Message:
    stated = Message()
    stated["content-type"] = headers.get("content-type") or "application/octet-stream"
    return stated
