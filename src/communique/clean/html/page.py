"""A web page as a tree: parsing that does not fail, and the visible text of its blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree, html
from resiliparse.parse.html import HTMLTree

BLOCK_TAGS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li", "main", "menu", "nav", "ol",
    "option", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
    "tr", "ul")
)  # fmt: skip
_INLINE = frozenset(("span", "sup", "small", "b", "i"))
# Names that frameworks give to words for screen readers, and MediaWiki to its links for editors.
_UNSEEN_CLASSES = frozenset(
    ("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only",
    "element-invisible", "mw-editsection")
)  # fmt: skip
BREAKING_TAGS = BLOCK_TAGS | {"br"}
HIDDEN_TAGS = frozenset(
    ("script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object",
    "button", "select", "input", "textarea", "title")
)  # fmt: skip
# Beside what XML forbids also the private characters by which icon fonts draw.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff\U000f0000-\U0010ffff]"
)
_CONTROL_BYTES = bytes((*range(9), 11, 12, *range(14, 32), 127))
_CONTROL_STARTS = (b"\xf3", b"\xf4", b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_TAG_NAME = re.compile(r"<(/?)([a-zA-Z]{1,10})\b")
_UNSEEN = re.compile(r"<(script|style|template|svg|head)\b|<!--", re.I)
_UNSEEN_ENDS = {
    tag: re.compile(rf"</{tag}\s*>", re.I) for tag in ("script", "style", "template", "svg", "head")
} | {"": re.compile("-->")}
_ANY_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
# A parser must open these again in every later paragraph; many left open cost their square.
_REOPENED = frozenset(
    (
        "a",
        "b",
        "big",
        "code",
        "em",
        "font",
        "i",
        "nobr",
        "s",
        "small",
        "strike",
        "strong",
        "tt",
        "u",
    )
)
_MOST_OPEN = 200
_MOST_UNBALANCED = 2000
_LONGEST_TAG = 20_000
_MOST_ATTRIBUTES = 1000
_LONGEST_STANDARD = 5_000_000


@dataclass(frozen=True, slots=True)
class Block:
    """A run of visible text that a page shows as one paragraph.

    ``path``: the elements it lies in, outermost first. ``linked``: share of it that is links.
    """

    text: str
    path: tuple[etree._Element, ...]
    linked: float = 0.0


def parse_page(content: str) -> etree._Element | None:
    """Return the tree of a page, or None when nothing in it can be parsed.

    The page is read by the rules of HTML 5, as browsers read it, so that a tag that was never
    closed does not swallow the report. Very large pages and those whose tags were left open by
    the hundred are read by a simpler parser, whose time only grows with their length.
    """
    root = _parsed(_without_long_tags(_DECLARATION.sub("", without_controls(content))))
    if root is not None and any(blocks(root)):
        return root
    return parse_flat(content)


def _parsed(content: str) -> etree._Element | None:
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    # One class for all elements, since looking up the class of each takes long.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement))
    try:
        markup = str(HTMLTree.parse(content)) if _is_tame(content) else content
        return html.document_fromstring(markup, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def parse_flat(content: str) -> etree._Element | None:
    """Return the text of a page as a flat row of paragraphs, whatever lay in what.

    That is for pages whose elements lie in each other by the thousand, where parsers give up.
    """
    shown = _without_unseen(without_controls(content))
    root = _parsed("<body><p>" + _ANY_TAG.sub(_as_break, shown))
    return root if root is not None and any(blocks(root)) else None


def _without_unseen(content: str) -> str:
    """A page without scripts, styles and comments; one that never ends is left in."""
    kept: list[str] = []
    at, endless = 0, set[str]()
    for found in _UNSEEN.finditer(content):
        tag = (found[1] or "").lower()
        if found.start() < at or tag in endless:
            continue
        end = _UNSEEN_ENDS[tag].search(content, found.end())
        if end is None:
            endless.add(tag)
            continue
        kept.append(content[at : found.start()])
        at = end.end()
    return " ".join([*kept, content[at:]])


def _as_break(tag: re.Match[str]) -> str:
    return "<p>" if tag[1].lower() in BREAKING_TAGS else ""


def blocks(root: etree._Element) -> Iterator[Block]:
    """Yield the visible text of a page block by block, blanks folded, split at line breaks."""
    words: list[str] = []
    path: list[etree._Element] = []

    def flush() -> Iterator[Block]:
        text = " ".join("".join(words).split())
        words.clear()
        if text:
            yield Block(text, tuple(path))

    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        starts = event == "start"
        if tag in HIDDEN_TAGS or not tag or is_unseen(element):
            if starts:
                walk.skip_subtree()
        else:
            if tag in BREAKING_TAGS:
                yield from flush()
            if starts:
                path.append(element)
                words.append(element.text or "")
            else:
                path.pop()
        if not starts:
            words.append(element.tail or "")
    yield from flush()


def is_unseen(element: etree._Element) -> bool:
    """Tell whether an element within a line is for screen readers or editors only."""
    if element.tag not in _INLINE:
        return False
    classes = element.get("class")
    return classes is not None and not _UNSEEN_CLASSES.isdisjoint(classes.split())


def text_of(element: etree._Element) -> str:
    """Return the visible text of an element in one line."""
    return " ".join(block.text for block in blocks(element))


def without_controls(content: str) -> str:
    """A page without characters that are no text; few have any, which is found out quickly."""
    try:
        encoded = content.encode()
    except UnicodeEncodeError:
        return _CONTROLS.sub(" ", content)
    plain = len(encoded.translate(None, _CONTROL_BYTES)) == len(encoded)
    if plain and not any(start in encoded for start in _CONTROL_STARTS):
        return content
    return _CONTROLS.sub(" ", content)


def _is_tame(content: str) -> bool:
    """Whether reading a page by the rules of HTML 5 takes time and memory in line with it."""
    if len(content) > _LONGEST_STANDARD:
        return False
    if content.count("<") - 2 * content.count("</") < _MOST_UNBALANCED:
        return True
    still_open = 0
    for closing, name in _TAG_NAME.findall(content):
        if name.lower() in _REOPENED:
            still_open += -1 if closing else 1
    return still_open < _MOST_OPEN


def _without_long_tags(content: str) -> str:
    """A page without tags of thousands of attributes, whose reading costs their square."""
    if len(content) < _LONGEST_TAG:
        return content
    before, *pieces = content.split("<")
    if all(len(piece) < _LONGEST_TAG for piece in pieces):
        return content
    return "<".join((before, *map(_without_attributes, pieces)))


def _without_attributes(piece: str) -> str:
    """What follows a ``<``, without the attributes if there are thousands of them."""
    tag, end, rest = piece.partition(">")
    many = len(tag) >= _LONGEST_TAG and tag.count("=") + tag.count(" ") >= _MOST_ATTRIBUTES
    if not (many and tag[0].isalpha()):
        return piece
    return tag.split(None, 1)[0] + end + rest
