"""The blocks of a page and what is counted of them, ready for extractors and for judging."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from copy import copy
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from communique.clean.html.marks import MarkedBlock, Part, mark_blocks, marked_blocks
from communique.clean.text.line_rules import QUOTE, is_prose

Chosen = AbstractSet[int]
"""The blocks of a page that something takes for the report, by their numbers."""

# What extractors take no notice of, and are the quicker for not meeting.
_FORMATTING = (
    "abbr", "b", "bdi", "bdo", "big", "cite", "dfn", "em", "font", "i", "ins", "kbd", "mark",
    "nobr", "samp", "small", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
)  # fmt: skip
_MOST_BLOCKS = 10_000
_MOST_ELEMENTS = 20_000
_MOST_DEPTHS = 400_000
_MOST_WORDS = 200_000
# No shorter line is prose, which saves asking of most lines of a page.
_PROSE_WORDS = 8
_QUOTE_WORDS = 4
_SURELY_PROSE = 30


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page made ready for extractors.

    ``root``: its tree as it was parsed. ``tree``: a copy of it with a mark at each block, without
    what no extractor reads. ``parts``: the elements that hold the blocks, in their order.
    ``elements``: the number of all that are shown, ``depths``: the sum of their depths. Not
    slotted, since what is derived is remembered.
    """

    root: etree._Element
    tree: etree._Element
    blocks: tuple[MarkedBlock, ...]
    parts: tuple[Part, ...]
    elements: int
    depths: int

    @cached_property
    def is_large(self) -> bool:
        """Whether extractors that look at elements many times would take too long."""
        return (
            len(self.blocks) > _MOST_BLOCKS
            or self.elements > _MOST_ELEMENTS
            or self.depths > _MOST_DEPTHS
            or sum(self.words) > _MOST_WORDS
        )

    @cached_property
    def words(self) -> tuple[int, ...]:
        """The number of words of each block."""
        return tuple(block.text.count(" ") + 1 for block in self.blocks)

    @cached_property
    def prose(self) -> Chosen:
        """The blocks that are sentences long enough to be sure of."""
        return frozenset(
            at
            for at, (block, words) in enumerate(zip(self.blocks, self.words, strict=True))
            if _is_prose(block.text, words)
        )

    @cached_property
    def totals(self) -> Sequence[int]:
        """The number of words in each part."""
        return self.words_in(range(len(self.blocks)))

    @cached_property
    def markup(self) -> str:
        """The whole page with its marks as HTML, for extractors that weigh all of it."""
        tree = copy(self.root)
        marking = mark_blocks(tree)
        _drop(marking.empty if marking else ())
        return str(etree.tostring(tree, encoding="unicode", method="html"))

    def count(self, chosen: Iterable[int]) -> int:
        """Return the number of words in some blocks."""
        words = self.words
        return sum(words[at] for at in chosen)

    def words_in(self, chosen: Iterable[int]) -> Sequence[int]:
        """Return for each part, by its number, how many words of these blocks it holds."""
        held = [0] * len(self.parts)
        for at in chosen:
            held[self.blocks[at].path[-1].number] += self.words[at]
        for part in reversed(self.parts):
            if part.above is not None:
                held[part.above.number] += held[part.number]
        return held

    def found(self, text: str) -> Chosen:
        """Return the blocks whose marks stand in a text."""
        known = len(self.blocks)
        return frozenset(number for number in marked_blocks(text) if number < known)


def lay_out(root: etree._Element) -> Page | None:
    """Mark the blocks of a page in a copy of its tree, and leave out what no extractor reads.

    Args:
        root: the tree of a page, which stays as it is.

    Returns:
        The page, or None if elements lie deeper in each other than in any page that people wrote.
    """
    tree = copy(root)
    marking = mark_blocks(tree)
    if marking is None:
        return None
    page = Page(
        root=root,
        tree=tree,
        blocks=tuple(marking.blocks),
        parts=tuple(marking.parts),
        elements=marking.elements,
        depths=marking.depths,
    )
    if not page.is_large:
        _drop((*marking.empty, *marking.unread))
        etree.strip_tags(tree, *_FORMATTING)
    return page


def is_data(text: str) -> bool:
    """Tell whether a text is an object of some script, left where it can be seen."""
    return text.startswith(("{", "[")) and '":' in text


def _is_prose(text: str, words: int) -> bool:
    if words >= _SURELY_PROSE:
        return not is_data(text)
    long_enough = words >= _PROSE_WORDS or (words >= _QUOTE_WORDS and QUOTE.match(text))
    return bool(long_enough) and is_prose(text) and not is_data(text)


def _drop(elements: Iterable[etree._Element]) -> None:
    for element in elements:
        if element.getparent() is not None:
            element.drop_tree()
