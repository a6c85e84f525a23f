"""The words of a Word document's XML, gathered while it is parsed, so that none is held in whole.

Names are those of Office Open XML (ECMA-376, part 1, chapter 17).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from lxml import etree

from communique.errors import SourceError

_WORD = "wordprocessingml"
_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
# Words that were struck out or moved away, and the second form of what some programs cannot show.
_LEFT_OUT = frozenset(("del", "moveFrom", "Fallback", "rt"))


class Bytes(Protocol):
    """What can be read piece by piece."""

    def read(self, size: int, /) -> bytes:
        """Return at most so many bytes; none at the end."""


class Paragraphs:
    """Gathers paragraphs in the order of the document; the cells of a table are paragraphs too.

    The methods are those that a parser of lxml calls on its target.
    """

    def __init__(self) -> None:
        self.found: list[str] = []
        self._open: list[list[str]] = []
        self._left_out = 0
        self._is_text = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Open a paragraph, or add a tab or a line break to the open one."""
        name = _local(tag)
        if name in _LEFT_OUT:
            self._left_out += 1
        elif name == "p" and _WORD in tag:
            self._open.append([])
        self._is_text = name == "t" and _WORD in tag and not self._left_out
        if name in _BREAKS and _WORD in tag and self._open and not self._left_out:
            self._open[-1].append(_BREAKS[name])

    def data(self, words: str) -> None:
        """Add the words of a run to the open paragraph."""
        if self._is_text and self._open:
            self._open[-1].append(words)

    def end(self, tag: str) -> None:
        """Close a paragraph."""
        name = _local(tag)
        if name in _LEFT_OUT:
            self._left_out -= 1
        elif name == "p" and _WORD in tag and self._open:
            self._keep(self._open.pop())
        self._is_text = False

    def doctype(self, *_: str | None) -> None:
        """Refuse what no office program writes, and what may define entities without end.

        Raises:
            SourceError: always.
        """
        raise SourceError("DOCX with a document type: it may define entities")

    def close(self) -> list[str]:
        """Return the paragraphs, with those that a damaged document left open."""
        while self._open:
            self._keep(self._open.pop())
        return self.found

    def _keep(self, words: list[str]) -> None:
        paragraph = "".join(words).strip()
        if paragraph:
            self.found.append(paragraph)


def read_words(pieces: Iterator[bytes]) -> tuple[list[str], bool]:
    """Return the paragraphs of a document's XML, and whether it was whole.

    Args:
        pieces: its bytes; they may break off.

    Raises:
        SourceError: if it has a document type declaration.
    """
    paragraphs = Paragraphs()
    parser = etree.XMLParser(target=paragraphs, resolve_entities=False, no_network=True)
    try:
        for piece in pieces:
            parser.feed(piece)
        return parser.close(), True
    except etree.XMLSyntaxError:
        return paragraphs.close(), False


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
