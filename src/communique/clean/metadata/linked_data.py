"""Linked data in a page (JSON-LD, schema.org): what it says of the report that the page shows.

Pages carry linked data for their menus, their organisation and for other stories beside the one
that they show; an object counts as the report's when its headline or its address is the page's.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from communique.clean.metadata.markup import plain_words
from communique.clean.metadata.outlets import fold_name

_ARTICLE = re.compile(r"Article|Posting|Report|Review|NewsStory", re.I)
_PAGE = re.compile(r"WebPage|ItemPage|CreativeWork", re.I)
_SITE = ("NewsMediaOrganization", "WebSite", "Organization")
_WRAPPING = re.compile(
    r"^\s*(?://|/\*)?\s*(?:<!\[CDATA\[|<!--)\s*(?:\*/)?|(?://|/\*)?\s*(?:\]\]>|-->)\s*(?:\*/)?\s*$"
)
_BLANKS = re.compile(r"\s{100,}")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_STATED = re.compile(r'"(headline|datePublished|dateModified)"\s*:\s*"([^"\\]{4,300})"')
_LONGEST_SCRIPT = 1_000_000
_LONGEST_VALUE = 2000
_MOST_OBJECTS = 500
_MOST_ARTICLES = 200
_MOST_AUTHORS = 20
_DEEPEST = 5
_SAME_HEADLINE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedReport:
    """What linked data says of a report; ``confidence`` that it speaks of this one."""

    headline: str = ""
    published: str = ""
    modified: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    site: str = ""
    url: str = ""
    language: str = ""
    confidence: float = 0.0


def linked_report(
    scripts: Iterable[str], shown: Sequence[str], address: str | None
) -> LinkedReport:
    """Return what the linked data of a page says of the report that the page shows.

    Args:
        scripts: the contents of the elements ``script type="application/ld+json"``.
        shown: the titles that the page shows: its headings and its ``title``.
        address: the address of the page, if it is known.
    """
    objects: list[dict[str, Any]] = []
    broken: list[str] = []
    for script in scripts:
        parsed = _parsed(script)
        if parsed is None:
            broken.append(script)
        else:
            objects.extend(_objects(parsed))
    by_id = {
        item["@id"]: item for item in objects if isinstance(item.get("@id"), str) and len(item) > 1
    }
    item, confidence = _reported(objects, shown, address)
    if item is None:
        found = _salvaged(broken, shown)
        return found if found.confidence else LinkedReport(site=_site(objects))
    return LinkedReport(
        headline=_plain(item.get("headline") or item.get("name")),
        published=_plain(item.get("datePublished") or item.get("dateCreated")),
        modified=_plain(item.get("dateModified")),
        authors=tuple(_authors(item.get("author") or item.get("creator"), by_id)),
        publisher=_name(item.get("publisher"), by_id),
        site=_site(objects),
        url=_url(item),
        language=_plain(item.get("inLanguage")),
        confidence=confidence,
    )


def _parsed(script: str) -> object | None:
    """The value of a script; common slips of templates are forgiven."""
    text = _WRAPPING.sub("", _BLANKS.sub(" ", script[:_LONGEST_SCRIPT])).strip().rstrip(";")
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text), html.unescape(text)):
        try:
            value: object = json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
        return value
    return None


def _objects(value: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value[:_MOST_OBJECTS]:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity"):
            yield from _objects(value.get(key), depth + 1)


def _reported(
    objects: Sequence[dict[str, Any]], shown: Sequence[str], address: str | None
) -> tuple[dict[str, Any] | None, float]:
    """The object that speaks of the page's report, and how sure that is."""
    articles = [item for item in objects if _is_a(item, _ARTICLE) and _says_something(item)]
    titles = list(filter(None, map(fold_name, shown)))
    ours = [
        item
        for item in articles[:_MOST_ARTICLES]
        if _is_shown(item, titles) or _has_address(item, address)
    ]
    if ours:
        return max(ours, key=len), 1.0
    if len(articles) == 1:
        return articles[0], 0.75
    pages = [item for item in objects if _is_a(item, _PAGE) and "datePublished" in item]
    if len(pages) == 1 and not articles:
        return pages[0], 0.75
    return None, 0.0


def _is_a(item: Mapping[str, Any], kind: re.Pattern[str]) -> bool:
    types = item.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and kind.search(name) for name in names)


def _says_something(item: Mapping[str, Any]) -> bool:
    return "headline" in item or "datePublished" in item


def _is_shown(item: Mapping[str, Any], titles: Sequence[str]) -> bool:
    """Whether the page shows this headline among its folded titles; data may cut it short."""
    headline = fold_name(_plain(item.get("headline") or item.get("name")))
    if len(headline) < _SAME_HEADLINE:
        return bool(headline) and headline in titles
    return any(
        headline in title or (len(title) >= _SAME_HEADLINE and title in headline)
        for title in titles
    )


def _has_address(item: Mapping[str, Any], address: str | None) -> bool:
    stated = _url(item)
    one, own = (_without_scheme(url) for url in (stated, address or ""))
    return "/" in own and one == own


def _without_scheme(address: str) -> str:
    return address.split("://", 1)[-1].removeprefix("www.").split("?")[0].rstrip("/")


def _url(item: Mapping[str, Any]) -> str:
    page = item.get("mainEntityOfPage")
    if isinstance(page, dict):
        page = page.get("@id") or page.get("url")
    for value in (item.get("url"), page):
        if isinstance(value, str) and value.startswith(("http://", "https://")):
            return value
    return ""


def _site(objects: Sequence[dict[str, Any]]) -> str:
    kinds = {
        kind: item
        for item in reversed(objects)
        for kind in [item.get("@type")]
        if isinstance(kind, str)
    }
    return next((_plain(kinds[kind].get("name")) for kind in _SITE if kind in kinds), "")


def _authors(value: object, by_id: Mapping[str, dict[str, Any]]) -> Iterator[str]:
    for item in value[:_MOST_AUTHORS] if isinstance(value, list) else (value,):
        if name := _name(item, by_id):
            yield name


def _name(value: object, by_id: Mapping[str, dict[str, Any]]) -> str:
    """The name of a person or an organisation, which may stand elsewhere in the graph."""
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, dict):
        return _plain(value)
    reference = value.get("@id")
    referred = by_id.get(reference) if isinstance(reference, str) else None
    called = value.get("name") or (referred or {}).get("name")
    return _plain(called[0] if isinstance(called, list) and called else called)


def _plain(value: object) -> str:
    text = plain_words(value[:_LONGEST_VALUE]) if isinstance(value, str) else ""
    return "" if text.startswith(("http://", "https://", "{{", "#")) else text


def _salvaged(broken: Sequence[str], shown: Sequence[str]) -> LinkedReport:
    """What a script that is no JSON states once only."""
    titles = list(filter(None, map(fold_name, shown)))
    for script in broken:
        found: dict[str, set[str]] = {}
        for key, value in _STATED.findall(script[:_LONGEST_SCRIPT]):
            found.setdefault(key, set()).add(" ".join(value.split()))
        once = {key: next(iter(values)) for key, values in found.items() if len(values) == 1}
        if once and ("headline" not in once or _is_shown(once, titles)):
            return LinkedReport(
                headline=once.get("headline", ""),
                published=once.get("datePublished", ""),
                modified=once.get("dateModified", ""),
                confidence=0.7,
            )
    return LinkedReport()
