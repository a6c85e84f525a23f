"""What a web page says about itself: JSON-LD, meta elements, headings, time elements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from communique.clean.html.page import text_of
from communique.clean.metadata.dates import parse_date
from communique.clean.metadata.masthead import as_name
from communique.clean.metadata.writers import bare_byline
from communique.records import When

_ARTICLE_TYPES = re.compile(r"Article|Posting|Report|Review|WebPage", re.I)
_SITE_SEPARATOR = re.compile(r"\s+[|·•»:]{1,2}\s+|\s+[-–—]\s+")
_PUBLISHED = (
    "article:published_time", "datepublished", "og:published_time", "pubdate", "publishdate",
    "publish-date", "publication_date", "published_time", "date", "dc.date", "dc.date.issued",
    "dcterms.date", "dcterms.created", "dcterms.issued", "sailthru.date", "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "article.published", "citation_publication_date", "originalpublicationdate", "timestamp",
)  # fmt: skip
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "lastmod")
_AUTHOR = ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl")
_SITE = ("og:site_name", "application-name", "twitter:app:name:iphone", "publisher", "dc.publisher")
_TITLE = ("og:title", "twitter:title", "headline", "dc.title", "parsely-title", "sailthru.title")
_URL_DATE = re.compile(r"/(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?:/|-|$)")
_WRITER_CLASS = re.compile(r"(?:^|[\s_-])(?:byline|by|author|writer|autor)(?:$|[\s_-])", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMetadata:
    """What the markup states: title, outlet, byline, the day of publication."""

    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: When | None = None
    modified: When | None = None


def page_metadata(root: etree._Element, uri: str) -> PageMetadata:
    """Read what a page states about itself.

    Args:
        root: the tree of the page.
        uri: its address; a web address may hold the date.
    """
    metas = _metas(root)
    linked = list(_linked_data(root))
    article = next((item for item in linked if _is_article(item)), {})
    full_title = _text(root, "//head/title") or _text(root, "//title")
    stated = [_meta(metas, _TITLE), _plain(article.get("headline")), *_headings(root)]
    title = _title([words for words in stated if words], full_title)
    outlet = _name(article.get("publisher")) or _meta(metas, _SITE) or _publisher(linked)
    return PageMetadata(
        title=title,
        outlet=as_name(outlet) if outlet else _site_in_title(full_title, title),
        byline=_name(article.get("author")) or _meta(metas, _AUTHOR) or _byline(root),
        published=_published(root, article, metas, uri),
        modified=_first_date([_plain(article.get("dateModified")), _meta(metas, _MODIFIED)]),
    )


def _published(
    root: etree._Element, article: dict[str, Any], metas: dict[str, str], uri: str
) -> When | None:
    stated = [_plain(article.get("datePublished")), *(metas.get(key, "") for key in _PUBLISHED)]
    times = root.xpath(
        "//*[@itemprop='datePublished']/@content | //*[@itemprop='datePublished']/@datetime"
        " | //time[@pubdate]/@datetime | (//article//time/@datetime)[1] | (//time/@datetime)[1]"
    )
    in_address = _URL_DATE.search(uri) if urlsplit(uri).scheme in {"http", "https"} else None
    address = ["-".join(in_address.groups())] if in_address else []
    return _first_date([*stated, *map(str, times), *address])


def _first_date(values: Iterable[str]) -> When | None:
    read = (parse_date(value, "publication") for value in values if value)
    return next((when for when in read if when), None)


def _metas(root: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = " ".join((meta.get("content") or "").split())
        if key and content:
            found.setdefault(key.strip().lower(), content)
    return found


def _meta(metas: dict[str, str], keys: Iterable[str]) -> str:
    values = (metas.get(key, "") for key in keys)
    return next((value for value in values if value and not value.startswith("http")), "")


def _linked_data(root: etree._Element) -> Iterator[dict[str, Any]]:
    for script in root.xpath("//script[contains(@type, 'ld+json')]"):
        try:
            yield from _objects(json.loads(script.text or "", strict=False))
        except (ValueError, RecursionError):
            continue


def _objects(value: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        yield from _objects(value.get("@graph"), depth + 1) if depth < 4 else ()
    elif isinstance(value, list) and depth < 4:
        for item in value:
            yield from _objects(item, depth + 1)


def _is_article(item: dict[str, Any]) -> bool:
    kinds = item.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and _ARTICLE_TYPES.search(name) for name in names) and (
        "headline" in item or "datePublished" in item
    )


def _publisher(linked: list[dict[str, Any]]) -> str:
    kinds = ("NewsMediaOrganization", "WebSite")
    return next((_plain(item.get("name")) for item in linked if item.get("@type") in kinds), "")


def _name(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_name, value)))
    return _plain(value.get("name")) if isinstance(value, dict) else _plain(value)


def _plain(value: object) -> str:
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return "" if text.startswith(("http://", "https://")) else text


def _headings(root: etree._Element) -> list[str]:
    marked = root.xpath("//*[@itemprop='headline'][not(self::meta)]")
    first = root.xpath("//article//h1 | //main//h1") or root.xpath("//h1")
    return [text for element in (*marked[:1], *first[:1]) if (text := text_of(element))]


def _text(root: etree._Element, path: str) -> str:
    found = root.xpath(path)
    return " ".join("".join(found[0].itertext()).split()) if found else ""


def _title(stated: list[str], full_title: str) -> str | None:
    """The stated title; else the page's title without the name of the site behind it."""
    pieces = _SITE_SEPARATOR.split(full_title)
    for words in stated:
        if full_title.startswith(words) or words not in full_title:
            return _without_site(words, full_title)
    if stated:
        return stated[0]
    return (pieces[0] if len(pieces) < 3 else _without_last(full_title)) or None


def _without_site(words: str, full_title: str) -> str:
    if words != full_title or len(_SITE_SEPARATOR.split(words)) < 2 or "|" not in words:
        return words
    return _without_last(words)


def _without_last(words: str) -> str:
    last = [match.start() for match in _SITE_SEPARATOR.finditer(words)]
    return words[: last[-1]] if last else words


def _site_in_title(full_title: str, title: str | None) -> str | None:
    """The name of the site behind the title in ``Title | Site``."""
    if title and full_title.startswith(title):
        rest = _SITE_SEPARATOR.split(full_title[len(title) :])
        named = [piece.strip() for piece in rest if piece.strip()]
        return named[-1] if named else None
    pieces = _SITE_SEPARATOR.split(full_title)
    return pieces[-1] if len(pieces) > 1 and len(pieces[-1].split()) <= 5 else None


def _byline(root: etree._Element) -> str | None:
    for element in root.xpath("//*[@rel='author'] | //*[@itemprop='author'] | //*[@class]"):
        is_writer = element.get("rel") == "author" or element.get("itemprop") == "author"
        if is_writer or _WRITER_CLASS.search(element.get("class") or ""):
            text = text_of(element)
            if 0 < len(text.split()) <= 12:
                return bare_byline(text)
    return None
