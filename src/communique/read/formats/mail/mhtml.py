"""Web pages saved as one file by Chrome, Edge and others (MHTML, RFC 2557)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message

from communique.errors import SourceError
from communique.read.charset import decode
from communique.read.formats.mail.eml import header_names, read_mail_bytes
from communique.read.formats.mail.message import (
    first_parts,
    header_words,
    parse_message,
    part_bytes,
    part_charset,
)
from communique.read.formats.mail.parts import all_parts
from communique.read.inputs import Format, Input, Reading
from communique.read.stated_dates import stated_date
from communique.records import Source

_RELATED = re.compile(
    r"^content-type:\s*multipart/(?:related|alternative)\b", re.IGNORECASE | re.MULTILINE
)
_SAVED_BY = re.compile(r"^from:\s*<saved by ", re.IGNORECASE | re.MULTILINE)
_SENT = frozenset(("received", "to", "message-id", "return-path", "delivered-to"))
_ENDINGS = frozenset((".mhtml", ".mht"))
_WEB = ("http://", "https://")


def is_mhtml(given: Input) -> bool:
    """Tell whether the input is a page with its parts, as a browser saves it, and no mail."""
    names = set(header_names(given.words))
    if "snapshot-content-location" in names:
        return True
    if not names or not _RELATED.search(given.words):
        return bool(names & {"mime-version", "content-location"}) and given.ending in _ENDINGS
    return (
        given.ending in _ENDINGS
        or bool(_SAVED_BY.search(given.words))
        or (not names & _SENT and "content-location" in given.words.lower())
    )


def read_mhtml(given: Input, reading: Reading) -> Iterator[Source]:
    """Read the page as one source, under the address that it was saved from.

    Raises:
        SourceError: if there is no page in it.
    """
    data, is_cut = read_mail_bytes(given, reading)
    read = first_parts(data.lstrip(b"\r\n"))
    message = parse_message(read)
    parts = [part for part in all_parts(message) if not part.is_multipart()]
    page = _page(message, parts)
    content = decode(part_bytes(page), stated=part_charset(page)) if page is not None else ""
    if page is None or not content.strip():
        raise SourceError("saved page without a page in it")
    # Pictures come after the page: a long file need not have cut it.
    is_short = (is_cut or len(read) < len(data) - 9) and page is parts[-1]
    if is_short:
        reading.problems(given.uri, f"only the beginning was read: {len(read):,} bytes")
    address = _address(message, page)
    yield Source(
        uri=address or given.uri,
        content=content,
        markup="html",
        given={**given.given, **({"url": address} if address else {})},
        retrieved=stated_date(header_words(message, "Date")) or given.retrieved,
        notes=("only the beginning was read",) if is_short else (),
    )


def _page(message: Message, parts: list[Message]) -> Message | None:
    """The part that the file says it starts with, or the first page in it."""
    pages = [
        part for part in parts if part.get_content_type() in {"text/html", "application/xhtml+xml"}
    ]
    start = str(message.get_param("start") or "").strip("<> ")
    named = (part for part in pages if start and start in str(part.get("Content-ID") or ""))
    return next(named, pages[0] if pages else None)


def _address(message: Message, page: Message) -> str:
    found = (
        header_words(message, "Snapshot-Content-Location"),
        header_words(page, "Content-Location"),
        header_words(message, "Content-Location"),
    )
    return next((address for address in found if address.lower().startswith(_WEB)), "")


MHTML = Format("MHTML", is_mhtml, read_mhtml)
