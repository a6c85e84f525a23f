"""A web page as a tree: parsing that does not fail, and the visible text of its blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree, html

_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li", "main", "menu", "nav", "ol",
    "option", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
    "tr", "ul")
)  # fmt: skip
_HIDDEN = frozenset(
    ("script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object",
    "button", "select", "input", "textarea", "title")
)  # fmt: skip
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_BLANKS = re.compile(r"\s+")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


@dataclass(frozen=True, slots=True)
class Block:
    """A run of visible text that a page shows as one paragraph, and the elements it lies in."""

    text: str
    path: tuple[etree._Element, ...]


def parse_page(content: str) -> etree._Element | None:
    """Return the tree of a page, or None when nothing in it can be parsed."""
    cleaned = _DECLARATION.sub("", _CONTROLS.sub(" ", content))
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(cleaned, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return root if any(blocks(root)) else None


def blocks(root: etree._Element) -> Iterator[Block]:
    """Yield the visible text of a page block by block, blanks folded, split at line breaks."""
    words: list[str] = []
    path: list[etree._Element] = []

    def flush() -> Iterator[Block]:
        text = _BLANKS.sub(" ", "".join(words)).strip()
        words.clear()
        if text:
            yield Block(text, tuple(path))

    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        starts = event == "start"
        if tag in _HIDDEN or not tag:
            hidden += 1 if starts else -1
        elif not hidden:
            if tag in _BLOCKS or tag == "br":
                yield from flush()
            if starts:
                path.append(element)
                words.append(element.text or "")
            else:
                path.pop()
        if not starts and not hidden:
            words.append(element.tail or "")
    yield from flush()


def text_of(element: etree._Element) -> str:
    """Return the visible text of an element in one line."""
    return " ".join(block.text for block in blocks(element))
