"""The report in a web page: trafilatura's choice, with fallbacks when it keeps too little."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from copy import deepcopy
from dataclasses import dataclass

import trafilatura
from lxml import etree

from communique.clean.html.page import Block, blocks
from communique.clean.text.body_range import furniture_kind
from communique.clean.text.head import same_words
from communique.clean.text.line_rules import (
    is_prose,
    is_protected,
    is_sentence,
    without_pull_quotes,
)
from communique.records import Furniture

_ASIDE_TAGS = frozenset(("aside", "nav", "footer", "form", "figcaption", "menu", "dialog"))
_ASIDE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:ad|ads|advert\w*|promo\w*|sponsor\w*|newsletter\w*|subscri\w*|related\w*|recirc\w*"
    r"|share\w*|sharing|social\w*|comments?|cookie\w*|sidebar|breadcrumbs?|byline|caption)(?:$|[\s_-])",
    re.I,
)
_STRUCTURE = frozenset(
    ("h2", "h3", "h4", "h5", "h6", "li", "td", "th", "dd", "dt", "blockquote", "pre")
)
_TABLE_PARTS = ("tbody", "tr", "td", "th")
_SMALL_ASIDE = 300
_SHORT_WORDS = 20
_SMALL_ASIDE_SHARE = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlBody:
    """The paragraphs of a page's report and what of the page was left out."""

    paragraphs: tuple[str, ...]
    furniture: tuple[Furniture, ...]
    head: tuple[str, ...]
    foot: tuple[str, ...]


def html_body(
    root: etree._Element, *, title: str | None, outlet: str | None, minimum_kept: float
) -> HtmlBody:
    """Find the report in the tree of a page.

    Args:
        root: the tree, from which marked asides are dropped.
        title: the report's title if known, which is no part of its text.
        outlet: the outlet's name, whose own offers are furniture.
        minimum_kept: share of the page's paragraph text below which the next way is tried.
    """
    every = tuple(blocks(root))
    _drop_asides(every)
    _undo_layout_tables(root, every)
    paragraphs = _extracted(root, minimum_kept)
    kept = _without_furniture(paragraphs, title, outlet, every)
    at = _first_kept(every, kept)
    own = frozenset(kept)
    return HtmlBody(
        paragraphs=kept,
        furniture=_left_out(every, kept),
        head=tuple(block.text for block in every[:at]),
        foot=tuple(block.text for block in every[at:] if block.text not in own),
    )


def _extracted(root: etree._Element, minimum_kept: float) -> tuple[str, ...]:
    """Plain extraction; when it keeps too little, generous extraction; then all paragraphs."""
    own = _prose_blocks(root)
    wanted = minimum_kept * sum(map(len, own))
    best: tuple[str, ...] = ()
    for generous in (False, True):
        found = _trafilatura(root, generous=generous)
        if sum(map(len, found)) >= max(wanted, 1):
            return found
        best = max(best, found, key=lambda paragraphs: sum(map(len, paragraphs)))
    return own if sum(map(len, own)) > sum(map(len, best)) else best


def _trafilatura(root: etree._Element, *, generous: bool) -> tuple[str, ...]:
    text = trafilatura.extract(
        deepcopy(root), include_comments=False, include_tables=True, favor_recall=generous
    )
    lines = (_without_table_marks(" ".join(line.split())) for line in (text or "").splitlines())
    return tuple(line for line in lines if line)


def _without_table_marks(line: str) -> str:
    """A table's row without the bars around it; a rule between rows gives nothing."""
    if not (line.startswith("|") and line.endswith("|")):
        return line
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    return " | ".join(cell for cell in cells if cell.strip("-: "))


def _prose_blocks(root: etree._Element) -> tuple[str, ...]:
    return tuple(block.text for block in blocks(root) if is_prose(block.text))


def _drop_asides(every: Sequence[Block]) -> None:
    """Drop the small elements that their markup calls something else than the report.

    Large ones are left to the extractor: wrappers of whole pages carry such names as well.
    """
    sizes: Counter[etree._Element] = Counter()
    for block in every:
        for element in block.path:
            sizes[element] += len(block.text)
    most = max(_SMALL_ASIDE, _SMALL_ASIDE_SHARE * sum(len(block.text) for block in every))
    for element, size in sizes.items():
        if size <= most and element.getparent() is not None and _is_marked_aside(element):
            element.drop_tree()


def _undo_layout_tables(root: etree._Element, every: Sequence[Block]) -> None:
    """Turn a table whose one cell holds most of the page's prose into plain divisions."""
    prose: Counter[etree._Element] = Counter()
    for block in every:
        if is_prose(block.text):
            for element in block.path:
                if element.tag in {"td", "th"}:
                    prose[element] += len(block.text)
    total = sum(len(block.text) for block in every if is_prose(block.text))
    for cell, size in prose.items():
        table = next(cell.iterancestors("table"), None)
        if table is not None and size * 2 > total:
            for part in (table, *table.iter(*_TABLE_PARTS)):
                if next(part.iterancestors("table"), table) in (table, None):
                    part.tag = "div"


def _is_marked_aside(element: etree._Element) -> bool:
    if element.tag in _ASIDE_TAGS:
        return True
    return bool(_ASIDE_CLASS.search(f"{element.get('class') or ''} {element.get('id') or ''}"))


def _without_furniture(
    paragraphs: Sequence[str], title: str | None, outlet: str | None, every: Sequence[Block]
) -> tuple[str, ...]:
    kept = [p for p in paragraphs if not (title and same_words(p, title))]
    kept = [p for p in kept if not (_is_short(p) and furniture_kind(p, outlet))]
    kept = without_pull_quotes(kept)
    if not any(is_prose(paragraph) for paragraph in kept):
        return tuple(kept)
    structural = {block.text for block in every if _is_structural(block)}
    while _is_loose(kept[0], structural):
        del kept[0]
    while _is_loose(kept[-1], structural):
        del kept[-1]
    return tuple(kept)


def _is_short(paragraph: str) -> bool:
    """Only short lines that are no sentences are cut inside what the extractor chose."""
    return len(paragraph.split()) <= _SHORT_WORDS and not is_sentence(paragraph)


def _is_structural(block: Block) -> bool:
    return any(element.tag in _STRUCTURE for element in block.path)


def _is_loose(paragraph: str, structural: AbstractSet[str]) -> bool:
    """Whether a paragraph at an end of the body is a mere label: a writer, a place, a date."""
    listed = paragraph.startswith("- ") or paragraph in structural
    return _is_short(paragraph) and not listed and not is_protected(paragraph)


def _first_kept(every: Sequence[Block], kept: Sequence[str]) -> int:
    wanted = next((line for line in kept if is_sentence(line)), None)
    if wanted is None:
        return 0
    start = wanted[:60]
    return next((at for at, block in enumerate(every) if start in block.text), 0)


def _left_out(every: Sequence[Block], kept: Sequence[str]) -> tuple[Furniture, ...]:
    body = "\n".join(kept)
    return tuple(
        Furniture(kind=_kind(block), text=block.text) for block in every if block.text not in body
    )


def _kind(block: Block) -> str:
    known = furniture_kind(block.text)
    if known:
        return known
    tags = [element.tag for element in block.path]
    return next((tag for tag in reversed(tags) if tag in _ASIDE_TAGS), "page")
