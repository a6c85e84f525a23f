"""Sitemaps and indexes of sitemaps (sitemaps.org): addresses with the day of their last change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO
from urllib.parse import urljoin, urlsplit

from lxml import etree

from communique.read.fetch import FetchError
from communique.read.inputs import Input

_ROOT = re.compile(r"<(?:[\w.-]+:)?(urlset|sitemapindex)\b")
_PIECE_BYTES = 1 << 16
_MOST_ENTRIES = 50_000  # that the protocol allows in one file
_CHANGES = ("lastmod", "publication_date")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """The addresses in a sitemap, each with its last change as stated, empty if it is not.

    ``is_index`` if they are those of further sitemaps; ``is_whole`` if it neither breaks off nor
    is longer than the protocol allows; ``strangers`` counts those of other hosts, left out.
    """

    entries: tuple[tuple[str, str], ...]
    is_index: bool
    is_whole: bool
    strangers: int


def is_sitemap(given: Input) -> bool:
    """Tell whether the first element is that of a sitemap or an index."""
    words = re.sub(r"<!--.*?(?:-->|\Z)|<\?.*?\?>", "", given.words, flags=re.DOTALL)
    found = re.search(r"<[A-Za-z]", words)
    return bool(found and _ROOT.match(words, found.start()))


def read_sitemap(stream: BinaryIO, address: str) -> Sitemap:
    """Read a sitemap; of a broken one what came before the break.

    Args:
        stream: unpacked.
        address: of the sitemap, whose host alone may be named in it.

    Raises:
        FetchError: if there is no address in it.
    """
    entries: dict[str, str] = {}
    strangers, host = 0, _host(address)
    rows = _Rows(stream)
    for location, changed in rows:
        page = _address(location, address)
        if not page or _host(page) != host:
            strangers += 1
        elif len(entries) < _MOST_ENTRIES:
            entries[page] = max(changed, entries.get(page, ""))
        else:
            rows.is_whole = False
            break
    if not entries:
        raise FetchError("sitemap without addresses of its host")
    return Sitemap(
        entries=tuple(entries.items()),
        is_index=rows.is_index,
        is_whole=rows.is_whole,
        strangers=strangers,
    )


class _Rows:
    """Address and last change of each entry, as far as the XML can be read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.is_index = False
        self.is_whole = False

    def __iter__(self) -> Iterator[tuple[str, str]]:
        parser = etree.XMLPullParser(
            events=("end",), recover=True, resolve_entities=False, no_network=True, load_dtd=False,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
        while piece := self._stream.read(_PIECE_BYTES):
            parser.feed(piece)
            yield from self._rows(parser)
        try:
            parser.close()
        except etree.XMLSyntaxError:
            self.is_whole = False

    def _rows(self, parser: Any) -> Iterator[tuple[str, str]]:
        for _, element in parser.read_events():
            name = _name(element)
            if name in ("url", "sitemap"):
                yield _row(element)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
            elif element.getparent() is None:
                self.is_whole = True
                self.is_index = name == "sitemapindex"


def _row(element: Any) -> tuple[str, str]:
    words = {_name(one): (one.text or "").strip() for one in reversed([*element.iter()])}
    return words.get("loc", ""), next(filter(None, map(words.get, _CHANGES)), "")


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _address(location: str, base: str) -> str:
    try:
        joined = urljoin(base, location) if location else ""
        return joined if urlsplit(joined).scheme in ("http", "https") else ""
    except ValueError:
        return ""


def _host(address: str) -> str:
    try:
        return (urlsplit(address).netloc or "").lower().removeprefix("www.")
    except ValueError:
        return ""
