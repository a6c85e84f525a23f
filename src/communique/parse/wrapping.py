"""Whether the lines of a text were wrapped at a fixed width, as old wire copy is, and where.

Decided for the text as a whole: a line that runs on in lower case shows wrapping, while one
unfinished line before a capital may as well be a headline above its story.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_ENDS_SENTENCE = re.compile(r"[.!?:…]['\"”’»)\]]*\s*$")
_SHORTEST_WIDTH = 40
_LONGEST_WIDTH = 100
# The widest line seen may fall short of the true width by about a word, or pass it by an indent.
_WORD = 8
_INDENT = 4


def wrap_width(lines: Sequence[str]) -> int | None:
    """Return the width at which a text was wrapped, or None if it was not.

    Args:
        lines: all lines of the text, empty ones included, without their line breaks.

    Returns:
        The length in characters of the longest line that runs on in lower case, where such lines
        outnumber those too long for any wrapping and those that stop short before a capital.
    """
    breaks = [(line, after) for line, after in pairwise(lines) if line.strip() and after.strip()]
    widths = [
        len(line.rstrip())
        for line, after in breaks
        if _runs_on(line, after) and _SHORTEST_WIDTH <= len(line.rstrip()) <= _LONGEST_WIDTH
    ]
    if not widths:
        return None
    width = max(widths)
    too_long = sum(len(line.rstrip()) > _LONGEST_WIDTH for line in lines)
    too_short = sum(
        not _is_finished(line) and not _runs_on(line, after) and not _fills(line, after, width)
        for line, after in breaks
    )
    return width if len(widths) > too_long and len(widths) >= too_short else None


def continues(line: str, following: str, width: int | None) -> bool:
    """Tell whether ``following`` belongs to the paragraph of ``line``, neither of them empty.

    Args:
        line: a line without its line break.
        following: the next line.
        width: the width at which the text was wrapped, None if it was not.
    """
    if width is None:
        return _runs_on(line, following)
    if _starts_lower(following):
        return True
    is_indented = following[:1].isspace() and not line[:1].isspace()
    return not is_indented and _fills(line, following, width)


def _runs_on(line: str, following: str) -> bool:
    return _starts_lower(following) and not _is_finished(line)


def _starts_lower(line: str) -> bool:
    return line.lstrip()[:1].islower()


def _is_finished(line: str) -> bool:
    return _ENDS_SENTENCE.search(line) is not None


def _fills(line: str, following: str, width: int) -> bool:
    """Tell whether the first word of ``following`` had no room left at the end of ``line``."""
    length, word = len(line.rstrip()), len(following.split(maxsplit=1)[0])
    return length <= width + _WORD and length + word >= width - _INDENT
