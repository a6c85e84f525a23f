"""The report in a fragment of HTML that a feed gives in place of a page."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from communique.clean.furniture import furniture_phrases
from communique.clean.html.page import Block, blocks, parse_page
from communique.records import Furniture

_ASIDES = frozenset(("figcaption", "figure", "aside", "nav", "footer", "form", "menu"))
# How WordPress and others end an item of a feed, or cut it short.
_FEED_END = re.compile(
    r"^the post .{0,300}\bappeared first on\b|^this (?:article|story|post) (?:first |originally )?"
    r"appeared (?:first )?(?:on|in|at)\b.{0,120}$",
    re.I,
)
_ENDING = re.compile(
    r"(?:\s*[\[(]?(?:\.\.\.|…)[\])]?)?\s*\b(?:continue reading|keep reading|read more"
    r"|read (?:the )?full (?:story|article|report))\b.{0,200}$"
    r"|\s*[\[(](?:\.\.\.|…)[\])]\s*$|\s*(?:…|\.\.\.)\s*$",
    re.I,
)
_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,500}>")
_ESCAPED_TAG = re.compile(r"&lt;/?(?:p|br|div|a|b|i|em|strong|img|span)\b", re.I)
_TEASER_WORDS = 120
_LONGEST_ENDING = 300
TEASER = "teaser: the feed gives only the beginning of the report"


@dataclass(frozen=True, slots=True, kw_only=True)
class FragmentBody:
    """The paragraphs of a fragment, what was cut, and what a reader should know."""

    paragraphs: tuple[str, ...]
    furniture: tuple[Furniture, ...] = ()
    notes: tuple[str, ...] = ()


def fragment_body(content: str) -> FragmentBody:
    """Return the paragraphs of an HTML fragment without captions, feed marks and teaser ends.

    Args:
        content: HTML that holds the body alone, or plain text.
    """
    every = _blocks(content)
    kept: list[str] = []
    cut: list[Furniture] = []
    for block in every:
        kind = _kind(block)
        if kind:
            cut.append(Furniture(kind=kind, text=block.text))
        else:
            kept.append(block.text)
    kept, ending = _without_ending(kept)
    if ending:
        cut.append(Furniture(kind="teaser", text=ending))
    short = sum(len(paragraph.split()) for paragraph in kept) <= _TEASER_WORDS
    return FragmentBody(
        paragraphs=tuple(kept),
        furniture=tuple(cut),
        notes=(TEASER,) if ending and short else (),
    )


def _blocks(content: str) -> Sequence[Block]:
    """The blocks of a fragment; of plain text its lines, of escaped markup what it means."""
    if not _TAG.search(content):
        if not _ESCAPED_TAG.search(content):
            return [
                Block(" ".join(line.split()), ()) for line in content.splitlines() if line.strip()
            ]
        content = html.unescape(content)
    root = parse_page(f"<body>{content}</body>")
    return tuple(blocks(root)) if root is not None else ()


def _kind(block: Block) -> str | None:
    """What a block is, if it is not part of the report."""
    tags = {element.tag for element in block.path}
    if tags & _ASIDES:
        return "caption" if tags & {"figure", "figcaption"} else "page"
    if _FEED_END.search(block.text):
        return "feed"
    found = furniture_phrases().match(block.text)
    return found.kind if found else None


def _without_ending(kept: list[str]) -> tuple[list[str], str]:
    """The paragraphs without a last "Continue reading ..." or "[...]", and that ending."""
    if not kept:
        return kept, ""
    last = kept[-1]
    match = _ENDING.search(last, max(0, len(last) - _LONGEST_ENDING))
    if match is None:
        return kept, ""
    bare = last[: match.start()].rstrip()
    return [*kept[:-1], *([bare] if bare else [])], match[0].strip()
