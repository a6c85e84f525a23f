"""Marks in a tree by which its blocks are found again in the answers of extractors.

Extractors answer with trees and texts of their own. A character that no text has, set before the
first word of each block, tells which blocks an answer is made of, whatever was done to them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from communique.clean.html.page import BREAKING_TAGS, HIDDEN_TAGS

_FIRST_MARK = 0xF0000
_LAST_MARK = 0x10FFFD
_MARKS = re.compile(f"[{chr(_FIRST_MARK)}-{chr(_LAST_MARK)}]")
_UNREAD = frozenset(("nav", "footer", "aside", "menu", "dialog", "label", "legend"))
_KEPT_EMPTY = frozenset(("br", "hr", "html", "body"))
_DEEPEST = 250
_MANY_LINKS = 5
_ONLY_LINKS = 0.9
_LINKED_DATA = "application/ld+json"


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """An element that holds text: its tag, its classes and id, its number, what it lies in.

    It stands for the element itself, which could not be taken from the tree any more without
    great cost as long as something still refers to it.
    """

    tag: str
    classes: str
    name: str
    number: int
    above: Part | None


@dataclass(frozen=True, slots=True)
class MarkedBlock:
    """A run of visible text, the parts it lies in, outermost first, and its share of links."""

    text: str
    path: tuple[Part, ...]
    linked: float


def mark_blocks(tree: etree._Element) -> Marking | None:
    """Mark the blocks of a tree, in the tree.

    Returns:
        The blocks, or None if elements lie deeper in each other than in any page that people wrote.
    """
    marking = Marking()
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        if element.tag in HIDDEN_TAGS:
            if event == "start":
                walk.skip_subtree()
            else:
                marking.pass_by(element)
        elif event == "end":
            marking.close(element)
        elif not marking.open(element):
            return None
    marking.flush()
    return marking


def marked_blocks(text: str) -> list[int]:
    """Return the numbers of the blocks whose marks stand in a text, in its order."""
    return [ord(mark) - _FIRST_MARK for mark in _MARKS.findall(text)]


class Marking:
    """The blocks of a tree, gathered and marked on a walk through it.

    ``parts``: the elements that hold text, in the order of the page. ``elements``: the number of
    all that are shown. ``empty``: those without text. ``unread``: those that no extractor reads.
    """

    def __init__(self) -> None:
        self.blocks: list[MarkedBlock] = []
        self.parts: list[Part] = []
        self.elements = 0
        self.empty: list[etree._Element] = []
        self.unread: list[etree._Element] = []
        self._path: list[etree._Element] = []
        self._path_parts: list[Part | None] = []
        self._shown: list[int] = [0]
        self._shown_links: list[int] = [0]
        self._link_counts: list[int] = [0]
        self._words: list[str] = []
        self._first: tuple[etree._Element, bool] | None = None
        self._links = 0
        self._linked = 0

    def open(self, element: etree._Element) -> bool:
        """Begin an element that may hold text; tell whether it lies no deeper than it may."""
        tag = element.tag
        if tag in BREAKING_TAGS:
            self.flush()
        elif tag == "a" and element.get("href") is not None:
            self._links += 1
            self._link_counts[-1] += 1
        self.elements += 1
        self._path.append(element)
        self._path_parts.append(None)
        self._shown.append(tag in _KEPT_EMPTY)
        self._shown_links.append(0)
        self._link_counts.append(0)
        text = element.text
        if text:
            self._take(element, text, inside=True)
        return len(self._path) <= _DEEPEST

    def close(self, element: etree._Element) -> None:
        """End an element; note it if it held no text, or nothing that extractors look at."""
        tag = element.tag
        if tag in BREAKING_TAGS:
            self.flush()
        elif tag == "a":
            self._end_link(element)
        self._path.pop()
        self._path_parts.pop()
        self._sort_out(element)
        tail = element.tail
        if tail:
            self._take(element, tail, inside=False)

    def _sort_out(self, element: etree._Element) -> None:
        """Note an element that ends if it is empty, or nothing but links, or never read."""
        shown, links = self._shown.pop(), self._shown_links.pop()
        count = self._link_counts.pop()
        self._shown[-1] += shown
        self._shown_links[-1] += links
        self._link_counts[-1] += count
        if not shown:
            self.empty.append(element)
        elif element.tag in _UNREAD or (count >= _MANY_LINKS and links >= _ONLY_LINKS * shown):
            self.unread.append(element)

    def pass_by(self, element: etree._Element) -> None:
        """Go on behind an element that is never shown."""
        if element.tag != "script" or element.get("type") != _LINKED_DATA:
            self.empty.append(element)
        tail = element.tail
        if tail:
            self._take(element, tail, inside=False)

    def flush(self) -> None:
        """End a block, and mark it at its first word."""
        if self._first is not None:
            element, inside = self._first
            text = " ".join("".join(self._words).split())
            mark = chr(min(_FIRST_MARK + len(self.blocks), _LAST_MARK))
            if inside:
                element.text = mark + (element.text or "")
            else:
                element.tail = mark + (element.tail or "")
            share = min(self._linked / len(text), 1.0)
            self.blocks.append(MarkedBlock(text, self._known_path(), share))
            self._first, self._linked = None, 0
        self._words.clear()

    def _known_path(self) -> tuple[Part, ...]:
        """The parts for the elements that are open now; those not met before are added."""
        above: Part | None = None
        for level, element in enumerate(self._path):
            part = self._path_parts[level]
            if part is None:
                classes, name = element.get("class", ""), element.get("id", "")
                part = Part(str(element.tag), classes, name, len(self.parts), above)
                self._path_parts[level] = part
                self.parts.append(part)
            above = part
        return tuple(part for part in self._path_parts if part is not None)

    def _end_link(self, element: etree._Element) -> None:
        """End a link; an anchor is none, though one left open may lie about the whole report."""
        if element.get("href") is not None:
            self._links -= 1
        else:
            element.tag = "span"

    def _take(self, element: etree._Element, words: str, *, inside: bool) -> None:
        self._words.append(words)
        if words.isspace():
            return
        if self._first is None:
            self._first = (element, inside)
        size = len(words.strip())
        self._shown[-1] += size
        if self._links:
            self._linked += size
            self._shown_links[-1] += size
