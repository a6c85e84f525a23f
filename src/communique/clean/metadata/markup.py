"""What the markup of a page states about the report, gathered in one pass and not yet judged."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from communique.clean.html.page import text_of

_TAG = re.compile(r"<[^<>]{1,200}>")
_LONGEST_VALUE = 2000
_MOST_TIMES = 40
_MOST_HEADINGS = 8
_MOST_EXAMINED = 200
_MOST_MARKED = 8
_PROPERTIES = frozenset(("headline", "datepublished", "datemodified", "author", "inlanguage"))
ASIDES = frozenset(("aside", "nav", "footer", "li"))
_MAIN = frozenset(("article", "main"))
_UPDATED = re.compile(r"updat|modif|revis|lastmod", re.I)
_PUBLISHED = re.compile(r"publish|pubdate|posted|created|issued", re.I)
_MARKED = etree.XPath("//@itemprop")
_NEAR_LEVELS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeElement:
    """A ``time`` element: its value, its role if named, and whether it stands by the heading."""

    value: str
    role: str = ""
    near: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A first-level heading and whether it stands in the article or main part."""

    text: str
    main: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """What the elements of a page state.

    ``metas``: contents of ``meta`` by name or property in small letters, first one only.
    ``links``: address by relation. ``marked``: values by ``itemprop``. ``scripts``: linked data as
    written. ``around``: the words with which the elements around the first heading begin.
    """

    title: str = ""
    language: str = ""
    base: str = ""
    metas: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    marked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    headings: tuple[Heading, ...] = ()
    times: tuple[TimeElement, ...] = ()
    scripts: tuple[str, ...] = ()
    around: str = ""

    def meta(self, *keys: str) -> str:
        """Return the first content that is neither empty nor an address."""
        values = (self.metas.get(key, "") for key in keys)
        return next((v for v in values if v and not v.startswith(("http:", "https:"))), "")


def read_markup(root: etree._Element) -> Markup:
    """Gather what the elements of a page state about it.

    Args:
        root: the tree of the page, which is left as it is.
    """
    found = _Gathered()
    for element in root.iter("base", "h1", "link", "meta", "script", "time", "title"):
        _READERS[element.tag](element, found)
    return Markup(
        title=found.title,
        language=_attribute(root, "lang") or _attribute(root, "xml:lang"),
        base=found.base,
        metas=found.metas,
        links=found.links,
        marked=_marked(root),
        headings=tuple(found.headings),
        times=tuple(found.times),
        scripts=tuple(found.scripts),
        around=" ".join(map(_beginning, found.around[:2])),
    )


def plain_words(value: str) -> str:
    """Return a value without entities and tags that were escaped twice, blanks folded."""
    if "&" in value:
        value = html.unescape(html.unescape(value))
    if "<" in value:
        value = _TAG.sub(" ", value)
    return " ".join(value.split())


@dataclass(slots=True)
class _Gathered:
    """What the pass has met so far."""

    title: str = ""
    base: str = ""
    metas: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    headings: list[Heading] = field(default_factory=list)
    times: list[TimeElement] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    around: list[etree._Element] = field(default_factory=list)


def _read_title(element: etree._Element, found: _Gathered) -> None:
    parent = element.getparent()
    if not found.title and (parent is None or parent.tag != "svg"):
        found.title = plain_words("".join(element.itertext())[:_LONGEST_VALUE])


def _read_base(element: etree._Element, found: _Gathered) -> None:
    found.base = found.base or _attribute(element, "href")


def _read_meta(element: etree._Element, found: _Gathered) -> None:
    get = element.get
    key = get("property") or get("name") or get("itemprop") or get("http-equiv") or ""
    content = (get("content") or "")[:_LONGEST_VALUE].strip()
    if key and content:
        found.metas.setdefault(key.strip().lower(), plain_words(content))


def _read_link(element: etree._Element, found: _Gathered) -> None:
    href = _attribute(element, "href")
    for relation in (element.get("rel") or "").lower().split():
        if href and relation in {"canonical", "amphtml", "shortlink"}:
            found.links.setdefault(relation, href)


def _read_script(element: etree._Element, found: _Gathered) -> None:
    if "ld+json" in (element.get("type") or "").lower():
        found.scripts.append(element.text or "")


def _read_heading(element: etree._Element, found: _Gathered) -> None:
    if len(found.headings) >= _MOST_HEADINGS:
        return
    text = plain_words(text_of(element)[:_LONGEST_VALUE])
    if text and not found.around:
        levels = element.iterancestors()
        found.around = [above for above, _ in zip(levels, range(_NEAR_LEVELS), strict=False)
                        if above.tag not in {"body", "html"}]  # fmt: skip
    if text:
        found.headings.append(Heading(text=text, main=is_in(element, _MAIN)))


def _read_time(element: etree._Element, found: _Gathered) -> None:
    value = _attribute(element, "datetime") or text_of(element)[:80]
    if not value or len(found.times) >= _MOST_TIMES or is_in(element, ASIDES):
        return
    parent = element.getparent()
    named = " ".join(
        (element.get(key) or "") for key in ("itemprop", "class", "pubdate", "data-testid")
    ) + (" pubdate" if "pubdate" in element.attrib else "")
    if parent is not None:
        named += " " + (parent.get("class") or "") + " " + (parent.text or "")[:40]
    role = "updated" if _UPDATED.search(named) else "published" if _PUBLISHED.search(named) else ""
    near = any(above in found.around for above in element.iterancestors())
    found.times.append(TimeElement(value=value, role=role, near=near))


_READERS = {
    "base": _read_base,
    "h1": _read_heading,
    "link": _read_link,
    "meta": _read_meta,
    "script": _read_script,
    "time": _read_time,
    "title": _read_title,
}


def _beginning(element: etree._Element) -> str:
    """The first words of an element, whatever its size."""
    return " ".join(" ".join(islice(element.itertext(), 40)).split())[:600]


def is_in(element: etree._Element, tags: frozenset[str]) -> bool:
    """Tell whether an element lies in one of some kinds."""
    return any(above.tag in tags for above in element.iterancestors())


def _attribute(element: etree._Element, name: str) -> str:
    return (element.get(name) or "")[:_LONGEST_VALUE].strip()


def _marked(root: etree._Element) -> dict[str, tuple[str, ...]]:
    """Values of microdata by property."""
    found: dict[str, tuple[str, ...]] = {}
    attributes: Sequence[etree._ElementUnicodeResult] = _MARKED(root)
    for attribute in attributes[:_MOST_EXAMINED]:
        key = str(attribute).strip().lower()
        element = attribute.getparent()
        if key not in _PROPERTIES or element is None or len(found.get(key, ())) >= _MOST_MARKED:
            continue
        value = element.get("content") or element.get("datetime") or text_of(element)
        if value.strip() and not is_in(element, ASIDES):
            found[key] = (*found.get(key, ()), plain_words(value[:_LONGEST_VALUE]))
    return found
