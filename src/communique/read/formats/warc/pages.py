"""What in a web archive is a report: pages, feeds and texts that a server gave when asked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from fastwarc.warc import WarcRecord, WarcRecordType

from communique.read.formats.warc.http import decoded

_REPORTS = frozenset(
    (
        "text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/pdf",
        "application/rss+xml", "application/atom+xml", "application/rdf+xml",
        "application/feed+json", "text/rtf", "application/rtf", "message/rfc822",
        "multipart/related",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    )
)  # fmt: skip
_MAYBE_FEEDS = frozenset(("application/xml", "text/xml"))
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF|html)\b", re.IGNORECASE)
_LIKE_A_REPORT = re.compile(rb"\s*<(?:!doctype html|html|head|body|rss|feed)\b|%PDF-", re.I)
_LIKE_A_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body)\b", re.I)
_PAGES = frozenset(("text/html", "application/xhtml+xml"))
_NOT_REPORTS = frozenset(("/robots.txt", "/ads.txt", "/app-ads.txt", "/humans.txt"))
_OK = 200
_LOOKED_AT_BYTES = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A report in a web archive: the payload of a record, its transfer coding undone.

    ``is_text``: that the payload is text that was taken from a page, as WET archives hold it.
    ``note``: what a reader should know of how it was read.
    """

    uri: str
    payload: bytes
    retrieved: str | None = None
    media_type: str | None = None
    charset: str | None = None
    is_text: bool = False
    note: str | None = None

    @property
    def name(self) -> str:
        """The last part of the path in its address."""
        return _path(self.uri).rsplit("/", 1)[-1]

    @property
    def is_html(self) -> bool:
        """Whether it was given as a web page and begins like one."""
        return self.media_type in _PAGES and bool(_LIKE_A_PAGE.match(self.payload))


@dataclass(frozen=True, slots=True, kw_only=True)
class TooLong:
    """A report longer than is read."""

    uri: str


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Something that a server gave and that is no report: an image, a script, an error."""


def page_of(
    record: WarcRecord, most: int, *, is_too_long: bool = False
) -> Page | TooLong | PassedOver | None:
    """Return the report that a record holds; None for the archive's own bookkeeping.

    Args:
        record: stands before its block.
        most: longest report that is read, in bytes.
        is_too_long: that the block is longer than that, whatever part of it the record holds.

    Raises:
        OSError: if the block cannot be read to its end.
    """
    kind = record.record_type
    is_too_long = is_too_long or record.content_length > most
    if kind == WarcRecordType.response:
        return _response(record, most, is_too_long)
    if kind in (WarcRecordType.resource, WarcRecordType.conversion):  # not hashable
        return _stored(record, is_too_long, is_text=kind == WarcRecordType.conversion)
    return None


def _response(record: WarcRecord, most: int, is_too_long: bool) -> Page | TooLong | PassedOver:
    if not record.is_http:
        return PassedOver()
    record.parse_http()
    headers = record.http_headers
    media_type = _media_type(record.http_content_type)
    uri = _uri(record)
    if headers.status_code != _OK or not _may_be_report(uri, media_type):
        return PassedOver()
    if is_too_long:
        return TooLong(uri=uri)
    payload = decoded(record.reader.read(), headers, most)
    if not _is_report(payload, media_type):
        return PassedOver()
    return Page(
        uri=uri,
        payload=payload,
        retrieved=record.headers.get("WARC-Date"),
        media_type=media_type,
        charset=record.http_charset,
        note=_note(record),
    )


def _stored(record: WarcRecord, is_too_long: bool, *, is_text: bool) -> Page | TooLong | PassedOver:
    """Return what was stored without the answer of a server: files, and text taken from pages."""
    content_type = record.headers.get("Content-Type") or ""
    media_type, uri = _media_type(content_type), _uri(record)
    if not _may_be_report(uri, media_type):
        return PassedOver()
    if is_too_long:
        return TooLong(uri=uri)
    payload = record.reader.read()
    if not _is_report(payload, media_type):
        return PassedOver()
    return Page(
        uri=uri,
        payload=payload,
        retrieved=record.headers.get("WARC-Date"),
        media_type=media_type,
        charset=_charset(content_type),
        is_text=is_text and media_type == "text/plain",
        note=_note(record),
    )


def _media_type(content_type: str | None) -> str | None:
    return (content_type or "").split(";", 1)[0].strip().lower() or None


def _charset(content_type: str) -> str | None:
    found = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", content_type, re.IGNORECASE)
    return found[1] if found else None


def _may_be_report(uri: str, media_type: str | None) -> bool:
    if media_type == "text/plain" and _path(uri) in _NOT_REPORTS:
        return False
    return media_type is None or media_type in _REPORTS or media_type in _MAYBE_FEEDS


def _is_report(payload: bytes, media_type: str | None) -> bool:
    """Look at what the media type leaves open: XML may be a map of a site, no type anything."""
    if media_type is None:
        return bool(_LIKE_A_REPORT.match(payload))
    if media_type in _MAYBE_FEEDS:
        return bool(_FEED.search(payload, 0, _LOOKED_AT_BYTES))
    return True


def _uri(record: WarcRecord) -> str:
    # Some writers put the address between angle brackets, as WARC 1.0 seemed to ask for.
    return (record.headers.get("WARC-Target-URI") or record.record_id or "").strip("<> ")


def _path(uri: str) -> str:
    try:
        return unquote(urlsplit(uri).path)
    except ValueError:
        return ""


def _note(record: WarcRecord) -> str | None:
    """Return that whoever made the archive did not keep all, and why if stated."""
    why = record.headers.get("WARC-Truncated")
    return f"cut off when it was archived: {why}" if why else None
