"""Lines that a fixed width cut: which of them run on, and which stand by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

_ENDS_SENTENCE = re.compile(r"[.!?…:;。！？؟][\"'”’»)\]]*$")
_LONGEST_WRAP = 100
_MOST_LINES = 80  # of one paragraph; more are looked at again and again
_SHORTEST_WRAP = 45
_NARROWEST = 24
_FEWEST_LINES = 3
_FEWEST_WORDS = 3
_LOWER_SHARE = 0.4
_SLACK = 2
_SHOWN_BY = 2
_SURE_BY = 20
# A word that is cut has a letter before its hyphen and goes on in small letters; a compound that
# happens to break at its own hyphen begins with one of these.
_CUT_WORD = re.compile(r"[^\W\d_]-$")
_COMPOUND = re.compile(
    r"(?:^|\W)(?:anti|co|cross|ex|far|half|high|ill|long|low|mid|multi|non|post|pre|pro|self|semi"
    r"|short|so|then|two|three|four|five|six|seven|eight|nine|ten|vice|well|year|day|week|month)-$",
    re.I,
)


def text_width(blocks: Iterable[Sequence[str]]) -> int:
    """Return the width in characters at which a text was cut, as its paragraphs show; 0 for none.

    Args:
        blocks: the lines of each block that no empty line interrupts.
    """
    shown = []
    for lines in blocks:
        at = 0
        for length in wrapped_runs(lines):
            if length > 1:
                shown.append(max(map(len, lines[at : at + length])))
            at += length
    return max(shown) if len(shown) >= _SHOWN_BY else 0


def wrapped_runs(lines: Sequence[str], width: int = 0) -> list[int]:
    """Return how many lines each paragraph of a block takes, in order.

    Args:
        lines: of a block that no empty line interrupts.
        width: of the whole text, by which two lines can be told to be one; 0 if not known.
    """
    if len(lines) > 1 and not any(map(_is_rule, lines)) and _is_wrapped(lines):
        return _runs_of_paragraph(lines)
    found: list[int] = []
    at = 0
    while at < len(lines):
        length = _column(lines, at)
        if length == 1 and width and at + 1 < len(lines):
            length += _fills(lines[at], lines[at + 1], width)
        found.append(length)
        at += length
    return found


def cuts_word(line: str, following: str) -> bool:
    """Tell whether a line ends inside a word that the next one ends."""
    return bool(_CUT_WORD.search(line)) and following[:1].islower() and not _COMPOUND.search(line)


def _is_wrapped(lines: Sequence[str]) -> bool:
    widths = [len(line) for line in lines[:-1]]
    full = sum(_SHORTEST_WRAP <= width <= _LONGEST_WRAP for width in widths)
    cut = sum(not _ENDS_SENTENCE.search(line) for line in lines[:-1])
    lower = sum(line[:1].islower() for line in lines[1:])
    is_text = bool(_ENDS_SENTENCE.search(lines[-1])) and max(widths) <= _LONGEST_WRAP
    return is_text and full * 2 >= len(widths) and cut * 2 > len(widths) and lower > 0


def _runs_of_paragraph(lines: Sequence[str]) -> list[int]:
    found = [1]
    for before, line in pairwise(lines):
        if len(before) >= _SHORTEST_WRAP or line[:1].islower():
            found[-1] += 1
        else:
            found.append(1)
    return found


def _column(lines: Sequence[str], start: int) -> int:
    """Count the lines from ``start`` that one width cut: the next word never had room."""
    if _is_rule(lines[start]):
        return 1
    width = len(lines[start])
    end = start + 1
    last = min(len(lines), start + _MOST_LINES)
    while end < last and width <= _LONGEST_WRAP and not _is_rule(lines[end]):
        wider = max(width, len(lines[end]))
        checked = range(start if wider > width else end - 1, end)
        if not all(_had_no_room(lines[at], lines[at + 1], wider) for at in checked):
            break
        width, end = wider, end + 1
        if end == start + 2 and not _had_no_room(lines[start], lines[start + 1], _NARROWEST):
            return 1
        if end == start + _SURE_BY and not _is_column(lines[start:end], width):
            return 1  # else every line of a long text that is no column would be tried as one
    run = lines[start:end]
    return len(run) if _is_column(run, width) else 1


def _fills(line: str, following: str, width: int) -> bool:
    """Tell whether a line takes the width of the text and does not end with it."""
    return (
        _had_no_room(line, following, width)
        and len(line) <= width + _SLACK
        and len(line.split()) >= _FEWEST_WORDS
        and not _ENDS_SENTENCE.search(line)
        and "   " not in line
        and not _is_rule(line)
        and not _is_rule(following)
    )


def _is_rule(line: str) -> bool:
    return not any(map(str.isalnum, line))


def _had_no_room(line: str, following: str, width: int) -> bool:
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) > width - _SLACK


def _is_column(run: Sequence[str], width: int) -> bool:
    if len(run) < _FEWEST_LINES or not _NARROWEST <= width <= _LONGEST_WRAP:
        return False
    words = sum(len(line.split()) for line in run)
    lower = sum(line[:1].islower() for line in run[1:])
    return words >= _FEWEST_WORDS * len(run) and lower >= _LOWER_SHARE * (len(run) - 1)
