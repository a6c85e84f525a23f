"""Headings that open a part of the page that is not the report ("Related stories", "Comments").

Most end the report: what follows is little, or other stories with headlines of their own. After
some the report goes on; then only the box goes, the heading with the headlines below it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from communique.clean.text.head import could_be_title
from communique.clean.text.line_rules import is_cut_off, is_prose, is_sentence
from communique.clean.text.lines import Line

_SURELY_REPORT = 0.8


def cut_openers(lines: Sequence[Line], start: int, cuts: dict[int, str]) -> int:
    """Cut what such headings open, and return the index where the report then ends.

    Args:
        lines: all lines of the text.
        start: index of the report's first line.
        cuts: kinds of the lines that are cut already, by index; those found here are added.
    """
    prose = [_prose_words(line) for line in lines]
    sure = [
        words * line.seems_report(_SURELY_REPORT) for words, line in zip(prose, lines, strict=True)
    ]
    above, sure_above = list(accumulate(prose, initial=0)), list(accumulate(sure, initial=0))
    at, headings = start, 0
    while at < len(lines):
        line = lines[at]
        seen, after = above[at] - above[start], above[-1] - above[at + 1]
        if not (line.opens and line.known and seen):
            headings += is_headline(line)
            at += 1
            continue
        items = headings == 0 and after <= seen and _holds_items(lines, at + 1)
        goes_on = (sure_above[-1] - sure_above[at + 1]) * 2 > after
        is_little = after * 2 <= seen or after * 3 <= seen + after
        if items or (is_little and not goes_on):
            cuts.update(dict.fromkeys(range(at, len(lines)), line.known.kind))
            return at
        at = _cut_box(lines, at, line.known.kind, cuts)
    return len(lines)


def is_headline(line: Line) -> bool:
    """Tell whether a line could be the headline of a story or a subheading."""
    return not line.known and not is_sentence(line.text) and could_be_title(line)


def _prose_words(line: Line) -> int:
    return len(line.words) if is_prose(line.text) and not is_cut_off(line.text) else 0


def _holds_items(lines: Sequence[Line], first: int) -> bool:
    """Whether other stories follow, each with its headline, up to the next known furniture."""
    sentence_above = headline_between = False
    for line in lines[first:]:
        if line.known and sentence_above:
            return False
        if is_sentence(line.text):
            if headline_between:
                return True
            sentence_above = True
        elif sentence_above:
            headline_between = is_headline(line)
    return False


def _cut_box(lines: Sequence[Line], at: int, kind: str, cuts: dict[int, str]) -> int:
    """Cut a heading and the headlines below it; return the index of the next paragraph."""
    cuts[at] = kind
    for n in range(at + 1, len(lines)):
        if _prose_words(lines[n]):
            return n
        cuts[n] = kind
    return len(lines)
