"""Marks in a tree by which its blocks are found again in the answers of extractors.

Extractors answer with trees and texts of their own. A character that no text has, set before the
first word of each block, tells which blocks an answer is made of, whatever was done to them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from communique.clean.html.page import BREAKING_TAGS, HIDDEN_TAGS, is_unseen, without_controls

MOST_LINES = 60_000
_FIRST_MARK = 0xF0000
_MARKS = re.compile(f"[{chr(_FIRST_MARK)}-{chr(_FIRST_MARK + MOST_LINES)}]")
HIDDEN = "not-displayed"
"""Added to the names of a part that its own markup hides."""
_NOT_DISPLAYED = re.compile(r"display\s*:\s*none", re.I)
_UNREAD = frozenset(("nav", "footer", "aside", "menu", "dialog", "label", "legend"))
_KEPT_EMPTY = frozenset(("br", "hr", "html", "body"))
_DEEPEST = 250
_MANY_LINKS = 5
_ONLY_LINKS = 0.9
_LINKED_DATA = "application/ld+json"


@dataclass(slots=True, eq=False)
class Part:
    """An element that holds text: its tag, its classes, its names, its number, what it lies in.

    It stands for the element itself, which could not be taken from the tree any more without
    great cost as long as something still refers to it. ``name``: its id and its property by
    schema.org. Not frozen, since a page has hundreds and
    freezing takes half the time of making them.
    """

    tag: str
    classes: str
    name: str
    number: int
    above: Part | None


@dataclass(slots=True, eq=False)
class MarkedBlock:
    """A run of visible text, the parts it lies in, outermost first, and its share of links."""

    text: str
    path: tuple[Part, ...]
    linked: float


def mark_blocks(tree: etree._Element) -> Marking | None:
    """Mark the blocks of a tree, in the tree; of very many only the first.

    Returns:
        The blocks, or None if elements lie deeper in each other than in any page that people wrote.
    """
    marking = Marking(tree)
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        if len(marking.blocks) >= MOST_LINES:
            break
        if element.tag in HIDDEN_TAGS or is_unseen(element):
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


class _Open:
    """An element that is open: its part once known, and what was met in it so far.

    ``shown`` and ``linked`` count characters, ``links`` the links.
    """

    __slots__ = ("element", "linked", "links", "part", "shown")

    def __init__(self, element: etree._Element, shown: int) -> None:
        self.element = element
        self.part: Part | None = None
        self.shown = shown
        self.linked = 0
        self.links = 0


class Marking:
    """The blocks of a tree, gathered and marked on a walk through it.

    ``parts``: the elements that hold text, in the order of the page. ``elements``: the number of
    all that are shown, ``depths``: the sum of their depths. ``empty``: those without text.
    ``unread``: those that no extractor reads.
    """

    def __init__(self, tree: etree._Element) -> None:
        self.blocks: list[MarkedBlock] = []
        self.parts: list[Part] = []
        self.elements = 0
        self.depths = 0
        self.empty: list[etree._Element] = []
        self.unread: list[etree._Element] = []
        self._open = [_Open(tree, 0)]
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
            self._open[-1].links += 1
        self.elements += 1
        self.depths += len(self._open)
        self._open.append(_Open(element, tag in _KEPT_EMPTY))
        text = element.text
        if text:
            self._take(element, text, inside=True)
        return len(self._open) <= _DEEPEST

    def close(self, element: etree._Element) -> None:
        """End an element, and note it if extractors need not see it."""
        tag = element.tag
        if tag in BREAKING_TAGS:
            self.flush()
        elif tag == "a":
            self._end_link(element)
        ended = self._open.pop()
        around = self._open[-1]
        around.shown += ended.shown
        around.linked += ended.linked
        around.links += ended.links
        if not ended.shown:
            self.empty.append(element)
        elif tag in _UNREAD or _is_link_farm(ended):
            self.unread.append(element)
        tail = element.tail
        if tail:
            self._take(element, tail, inside=False)

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
            mark = chr(_FIRST_MARK + len(self.blocks))
            if inside:
                element.text = mark + without_controls(element.text or "")
            else:
                element.tail = mark + without_controls(element.tail or "")
            share = min(self._linked / len(text), 1.0)
            self.blocks.append(MarkedBlock(text, self._path(), share))
            self._first, self._linked = None, 0
        self._words.clear()

    def _path(self) -> tuple[Part, ...]:
        """The parts for the elements that are open now; those not met before are added."""
        above: Part | None = None
        path = []
        for level in self._open[1:]:
            if level.part is None:
                given = level.element.get
                name = f"{given('id', '')} {given('itemprop', '')}"
                if given("hidden") is not None or _NOT_DISPLAYED.search(given("style", "")):
                    name = f"{name} {HIDDEN}"
                classes = given("class", "")
                level.part = Part(level.element.tag, classes, name, len(self.parts), above)
                self.parts.append(level.part)
            above = level.part
            path.append(above)
        return tuple(path)

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
        around = self._open[-1]
        around.shown += len(words)
        if self._links:
            around.linked += len(words)
            self._linked += len(words)


def _is_link_farm(ended: _Open) -> bool:
    """Whether an element holds many links and little else."""
    return ended.links >= _MANY_LINKS and ended.linked >= _ONLY_LINKS * ended.shown
