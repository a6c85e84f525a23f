"""JSON Feed files (version 1 and 1.1), one source an entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from communique.errors import SourceError
from communique.read.charset import without_surrogates
from communique.read.formats.feeds.entry import Entry, Words, address, entry_source
from communique.read.formats.tables.json_list import whole_json
from communique.read.inputs import Format, Input, Reading
from communique.records import Source

_VERSION = re.compile(r'"version"\s*:\s*"https?:(?:\\?/){2}(?:www\.)?jsonfeed\.org', re.IGNORECASE)


def is_json_feed(given: Input) -> bool:
    """Tell whether the input is an object that says it is a JSON Feed."""
    words = given.words.lstrip("\ufeff \t\r\n")
    return words.startswith("{") and bool(_VERSION.search(words))


def read_json_feed(given: Input, reading: Reading) -> Iterator[Source]:
    """Read one source from each item; one without words or title is told as ``uri#N``.

    Raises:
        SourceError: if the file is not JSON, or has no list of items.
    """
    feed = whole_json(given)
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(feed, dict) or not isinstance(items, list):
        raise SourceError("feed without a list of items")
    if not items:
        reading.problems(given.uri, "feed without entries")
    for number, item in enumerate(items, start=1):
        uri = f"{given.uri}#{number}"
        try:
            yield entry_source(_entry(item, feed), uri, retrieved=given.retrieved)
        except SourceError as error:
            reading.problems(uri, str(error))


def _entry(item: object, feed: dict[str, Any]) -> Entry:
    if not isinstance(item, dict):
        raise SourceError("entry that is no object")
    words = (
        Words(_text(item, "content_html")),
        Words(_text(item, "content_text"), is_html=False),
        Words(_text(item, "summary"), is_html=False, is_summary=True),
    )
    base = _text(feed, "home_page_url") or _text(feed, "feed_url")
    links = (_text(item, name) for name in ("url", "external_url", "id"))
    return Entry(
        words=tuple(one for one in words if one.text.strip()),
        title=_text(item, "title"),
        link=next((link for link in (address(link, base) for link in links) if link), ""),
        published=_text(item, "date_published"),
        updated=_text(item, "date_modified"),
        bylines=tuple(_authors(item)) or tuple(_authors(feed)),
        outlet=_text(feed, "title"),
        language=_text(item, "language") or _text(feed, "language"),
    )


def _authors(of: dict[str, Any]) -> Iterator[str]:
    listed = of.get("authors")
    for author in (*(listed if isinstance(listed, list) else ()), of.get("author")):
        if isinstance(author, dict):
            yield _text(author, "name")


def _text(of: dict[str, Any], name: str) -> str:
    value = of.get(name)
    return without_surrogates(value) if isinstance(value, str) else ""


JSON_FEED = Format("JSON Feed", is_json_feed, read_json_feed)
