"""The ``title`` element of a page taken apart: the report's title, and the names around it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from communique.clean.furniture import page_words
from communique.clean.metadata.outlets import fold_name

# Bars, dots and arrows; dashes between blanks; the low lines of Chinese sites.
SEPARATOR = re.compile(
    r"\s*\|{1,2}\s*|\s+[·•»«›‹:~]{1,2}\s+|\s*::\s*|\s+//\s+|\s+[-–—]\s+|\s+_\s+"
    r"|_(?=[^\x00-\u024f])|(?<=[^\x00-\u024f])[_-](?=\S)"
)
_FINER = re.compile(rf"{SEPARATOR.pattern}|:\s+")
_EDGES = " :|-–—_·•»«›‹~/"
_WORD = re.compile(r"[^\W_]+")
_MOST_PIECES = 8
_FEWEST_WORDS = 4
_MOST_NAME_WORDS = 6


@dataclass(frozen=True, slots=True)
class TitleParts:
    """The report's title as the page shows it, and the other pieces of the ``title`` element."""

    title: str | None = None
    others: tuple[str, ...] = ()

    @property
    def site(self) -> str | None:
        """The piece that most looks like the name of the site, or None."""
        names = [
            piece
            for piece in self.others
            if len(piece.split()) <= _MOST_NAME_WORDS and not is_section(piece)
        ]
        return max(names, key=_likeness_to_outlet, default=None)


def title_parts(full: str, shown: Iterable[str]) -> TitleParts:
    """Return the pieces of a title element, told apart by the lines that the page shows.

    Args:
        full: such as ``The Port Post » Ministers meet in Astana``.
        shown: lines of the page; one that runs over several pieces is found too.

    Returns:
        The longest run of pieces that is a line of four words or more, and the other pieces;
        nothing if there is no such line.
    """
    cuts = list(_FINER.finditer(full))[: _MOST_PIECES - 1]
    if not cuts:
        return TitleParts()
    starts = [0, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), len(full)]
    lines = set(map(fold_name, shown))
    runs = (
        (start, end)
        for start in starts
        for end in ends
        if start < end and len(_WORD.findall(full[start:end])) >= _FEWEST_WORDS
    )
    found = [run for run in runs if fold_name(full[slice(*run)]) in lines]
    if not found:
        return TitleParts()
    start, end = max(found, key=lambda run: run[1] - run[0])
    around = (*SEPARATOR.split(full[:start]), *SEPARATOR.split(full[end:]))
    others = tuple(piece.strip(_EDGES) for piece in around)
    return TitleParts(full[start:end], tuple(filter(None, others)))


def is_divided(full: str) -> bool:
    """Tell whether a title element holds anything that could stand between two pieces."""
    return bool(_FINER.search(full))


def is_section(piece: str) -> bool:
    """Tell whether words are those of a section, such as "World news"."""
    words = {word.casefold() for word in _WORD.findall(piece)}
    return bool(words) and words <= page_words()["section_words"]


def _likeness_to_outlet(piece: str) -> tuple[bool, bool, int]:
    words = {word.casefold() for word in _WORD.findall(piece)}
    return piece.isascii(), bool(words & page_words()["outlet_words"]), len(piece)
