"""The entries of an RSS or Atom feed, one by one, as they stand in its XML."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from html import escape, unescape
from html.entities import html5

from lxml import etree

from communique.read.formats.feeds.entry import Entry, Words, address

_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
# Namespaces whose elements share names with those of an entry and mean something else.
_FOREIGN = re.compile(r"mrss|itunes|podcast|georss|opensearch|slash", re.IGNORECASE)
_FOREIGN_PREFIXES = frozenset(("media", "itunes", "googleplay", "podcast", "georss"))
_ENTRIES = frozenset(("item", "entry"))
_FEEDS = frozenset(("channel", "feed"))
_DECLARATION = re.compile(r"\A\s*<\?xml\b[^<>]*>")
_UNFIT = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)"
    r"|&+(?=&)|<+(?=<)"
    r"|(&#(?:1[2345]\d|[xX]0{0,4}[89][0-9a-fA-F]|X[0-9a-fA-F]{1,6});)"
    r"|&(?!(?:lt|gt|amp|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)(?:(\w{2,31};))?"
    r"|<(?![A-Za-z_/!?])"
    r"|[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]+",
    re.DOTALL,
)
_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))
_FULL = ("encoded", "fulltext", "full-text", "content", "body", "div")
_SHORT = ("description", "summary", "abstract", "tagline")
_PUBLISHED = ("pubdate", "published", "issued", "date", "created")
_UPDATED = ("updated", "modified")
_TAG_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_ANY = re.compile(r"\S")
_YEAR = re.compile(r"\d{4}")
_MAIL_AUTHOR = re.compile(r"\s*\S+@\S+\s*\((.+)\)\s*\Z")


class FeedEntries:
    """Reads entries from pieces of characters.

    ``is_whole`` tells afterwards whether the feed ended as it should, ``is_cut`` while iterating
    whether the entry at hand was ended by the end of the file.

    Args:
        pieces: the characters of the feed.
        longest: characters that one entry may have.
    """

    def __init__(self, pieces: Iterator[str], longest: int) -> None:
        self._pieces = _at_entries(pieces, longest)
        self._title = ""
        self._language = ""
        self._base = ""
        self._depth = 0
        self.is_whole = False
        self.is_cut = False

    def __iter__(self) -> Iterator[Entry]:
        """Yield each entry; lxml passes over what is broken in between."""
        parser = etree.XMLPullParser(
            events=("start", "end"),
            recover=True,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        for piece in self._pieces:
            parser.feed(_UNFIT.sub(_fitting, piece).encode("utf-8", "replace"))
            yield from self._entries(parser)
        self.is_cut = not self.is_whole
        try:
            parser.close()
        except etree.XMLSyntaxError:
            return
        whole = self.is_whole
        yield from self._entries(parser)
        self.is_whole = whole

    def _entries(self, parser: etree.XMLPullParser) -> Iterator[Entry]:
        for event, element in parser.read_events():
            if event == "start":
                self._depth += 1
                self._learn_attributes(element)
                continue
            self._depth -= 1
            self.is_whole = self._depth == 0
            name, parent = _name(element), element.getparent()
            if name in _ENTRIES:
                yield self._entry(element)
                _forget(element)
            elif parent is not None and _name(parent) in _FEEDS:
                self._learn(name, element)

    def _learn_attributes(self, element: etree._Element) -> None:
        if _name(element) in _FEEDS or self._depth == 1:
            self._language = element.get(_XML_LANGUAGE) or self._language
            self._base = element.get(_XML_BASE) or self._base

    def _learn(self, name: str, element: etree._Element) -> None:
        if name == "title":
            self._title = self._title or _inner(element)
        elif name == "language":
            self._language = _inner(element) or self._language
        elif name == "link" and element.get("rel", "alternate") == "alternate":
            self._base = self._base or (element.get("href") or _inner(element)).strip()

    def _entry(self, element: etree._Element) -> Entry:
        fields = _fields(element)
        base = address(element.get(_XML_BASE) or "", self._base) or self._base
        return Entry(
            words=tuple(_words(fields)),
            title=_first(fields, ("title",)),
            link=address(_link(fields), base),
            published=_first(fields, _PUBLISHED, _YEAR) or _first(fields, _PUBLISHED),
            updated=_first(fields, _UPDATED),
            bylines=tuple(_bylines(fields)),
            outlet=_outlet(fields) or self._title,
            agency=_first(fields, ("agency",)),
            language=_first(fields, ("language",)) or element.get(_XML_LANGUAGE) or self._language,
        )


_Fields = dict[str, list[etree._Element]]


def _at_entries(pieces: Iterator[str], longest: int) -> Iterator[str]:
    """Pieces that end where an entry begins, so that nothing is cut in the middle of a name."""
    held = ""
    is_first = True
    for piece in pieces:
        known = max(0, len(held) - len("<entry"))  # no entry begins before, or it would be cut off
        held += piece
        if is_first:
            held, is_first = _DECLARATION.sub("", held.lstrip("\ufeff \t\r\n"), count=1), False
        begins = max(held.rfind("<item", known), held.rfind("<entry", known))
        cut = begins if begins > 0 else len(held) * (len(held) > longest)
        if cut:
            yield held[:cut]
            held = held[cut:]
    if held:
        yield held


def _fitting(found: re.Match[str]) -> str:
    """XML for what is none: a bare ``&`` or ``<``, entities of HTML, control characters."""
    words = found[0]
    if words.startswith("<![CDATA["):
        return words.translate(_CONTROLS)
    if found[1]:
        return escape(unescape(found[1]))
    if found[2]:
        return html5.get(found[2]) or f"&amp;{found[2]}"
    return "&amp;" * words.count("&") + "&lt;" * words.count("<")


def _name(element: etree._Element) -> str:
    """The name without its namespace, in lower case; empty for one of a foreign namespace."""
    return _bare_name(element.tag) if isinstance(element.tag, str) else ""


@functools.lru_cache(maxsize=1024)
def _bare_name(tag: str) -> str:
    space, _, name = tag.rpartition("}")
    prefix, _, bare = name.rpartition(":")
    is_foreign = _FOREIGN.search(space) or prefix in _FOREIGN_PREFIXES
    return "" if is_foreign else bare.lower()


def _fields(element: etree._Element) -> _Fields:
    fields: _Fields = {}
    for child in element:
        fields.setdefault(_name(child), []).append(child)
    return fields


def _words(fields: _Fields) -> Iterator[Words]:
    for names, is_summary in ((_FULL, False), (_SHORT, True)):
        for name in names:
            for element in fields.get(name, ()):
                kind = element.get("type", "html").lower()
                is_html = kind not in {"text", "text/plain"}
                yield Words(_inner(element), is_html=is_html, is_summary=is_summary)


def _first(fields: _Fields, names: tuple[str, ...], like: re.Pattern[str] = _ANY) -> str:
    found = (_inner(element) for name in names for element in fields.get(name, ()))
    return next((words for words in found if like.search(words)), "").strip()


def _link(fields: _Fields) -> str:
    for link in fields.get("link", ()):
        if link.get("href") and link.get("rel", "alternate") == "alternate":
            return str(link.get("href"))
    names = (("origlink",), ("link",), ("guid",), ("id",))
    found = (_first(fields, name) for name in names)
    return next((link for link in found if link.startswith(("http", "/"))), "")


def _bylines(fields: _Fields) -> Iterator[str]:
    for name in ("author", "creator", "byline"):
        for element in fields.get(name, ()):
            inside = _fields(element).get("name")
            words = _inner(inside[0] if inside else element)
            mail = _MAIL_AUTHOR.match(words)
            if mail or "@" not in words:
                yield mail[1] if mail else words


def _outlet(fields: _Fields) -> str:
    for source in fields.get("source", ()):
        titles = _fields(source).get("title")
        words = _inner(titles[0] if titles else source).strip()
        if words and not words.startswith(("http://", "https://")):
            return words
    return ""


def _inner(element: etree._Element) -> str:
    """What stands in an element: its text, or its markup without namespaces."""
    if not len(element):
        return element.text or ""
    for one in element.iter():
        if isinstance(one.tag, str) and not one.tag.isalnum():
            bare = one.tag.rpartition("}")[2].rpartition(":")[2]
            one.tag = bare if _TAG_NAME.fullmatch(bare) else "span"
    etree.cleanup_namespaces(element)
    inside = (etree.tostring(child, encoding="unicode", method="html") for child in element)
    return (element.text or "") + "".join(inside)


def _forget(element: etree._Element) -> None:
    """Free an entry that was read, and what stands before it."""
    parent = element.getparent()
    element.clear()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]
