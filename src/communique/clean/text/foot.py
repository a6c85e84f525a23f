"""What stands below the last sentence of a report, cut block by block from the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from communique.clean.metadata.writers import has_biography_phrase, is_biography, is_name
from communique.clean.text.line_kind import RECURRING
from communique.clean.text.line_rules import (
    ends_like_sentence,
    is_bracketed,
    is_cut_off,
    is_protected,
    is_sentence,
)
from communique.clean.text.lines import Line

_SHORT_SENTENCE = 18
_LONGEST_FOOT = 30
_SURELY_REPORT = 0.8
_QUOTES = '"“”'


def cut_foot(
    lines: Sequence[Line], start: int, end: int, cuts: dict[int, str], names: tuple[str, ...]
) -> None:
    """Add to ``cuts`` what stands below the last sentence of the report.

    Args:
        lines: all lines of the text.
        start: index of the report's first line.
        end: index after the last line that may be the report's.
        cuts: kinds of the lines that are cut already, by index.
        names: names of writers, whose biographies are furniture.
    """
    left = [at for at in range(start, end) if at not in cuts]
    sentences = sum(is_sentence(lines[at].text) for at in left)
    blocks = _blocks(lines, start, end)
    judged: dict[int, bool] = {}
    while left and sentences:
        last = left[-1]
        number = lines[last].block
        block = blocks[number]
        if number not in judged:
            judged[number] = block[0] > start and _is_foot(lines, block, cuts)
        if judged[number]:
            kinds = {n: "biography" if _is_of(lines[n], names) else "foot" for n in block}
            kinds = {n: kind for n, kind in kinds.items() if not is_protected(lines[n].text)}
            cuts.update(kinds | {n: cuts[n] for n in block if n in cuts})
        elif kind := _kind(lines, left, names):
            cuts[last] = kind
        if last not in cuts:
            return
        while left and left[-1] in cuts:
            sentences -= is_sentence(lines[left.pop()].text)


def answers(lines: Sequence[Line], at: int, cuts: Mapping[int, str]) -> bool:
    """Tell whether a line is a short answer to the question right above it ("No.").

    Args:
        lines: all lines of the text.
        at: index of the line.
        cuts: kinds of the lines that are cut, by index.
    """
    asked = at > 0 and at - 1 not in cuts and lines[at - 1].text.endswith("?")
    return asked and ends_like_sentence(lines[at].text)


def _blocks(lines: Sequence[Line], start: int, end: int) -> dict[int, list[int]]:
    """The indices of the lines from ``start`` on and below ``end``, by block."""
    blocks: dict[int, list[int]] = {}
    for at in range(start, end):
        blocks.setdefault(lines[at].block, []).append(at)
    return blocks


def _is_below_name(lines: Sequence[Line], at: int, names: tuple[str, ...]) -> bool:
    """Whether a name stands on the line above, and this one presents whoever bears it."""
    above, line = lines[at - 1].text, lines[at]
    if at == 0 or not is_name(above):
        return False
    presents = is_biography(line.text, (above,)) or has_biography_phrase(line.text)
    return (presents and not _stays(line)) or (
        above in names and len(line.words) <= _SHORT_SENTENCE and not _stays(line)
    )


def _is_of(line: Line, names: tuple[str, ...]) -> bool:
    return is_biography(line.text, names) and not is_protected(line.text)


def _stays(line: Line) -> bool:
    return is_protected(line.text) or line.seems_report(_SURELY_REPORT)


def _is_foot(lines: Sequence[Line], block: Sequence[int], cuts: dict[int, str]) -> bool:
    """Whether a last block is the page's foot: lines of its own, none of them a real paragraph."""
    others = {n for n in block if n in cuts or not is_sentence(lines[n].text)}
    sentences = [n for n in block if n not in others]
    if len(block) < 2 or not others:
        return False
    return all(
        len(lines[n].words) <= _SHORT_SENTENCE and not any(q in lines[n].text for q in _QUOTES)
        for n in sentences
    )


def _kind(lines: Sequence[Line], left: Sequence[int], names: tuple[str, ...]) -> str | None:
    last = left[-1]
    text = lines[last].text
    if is_protected(text) or answers(lines, last, {}):
        return None
    if lines[last].recurs:
        return RECURRING
    if is_bracketed(text):
        return "credit"
    if is_cut_off(text) and not any(q in text for q in _QUOTES):
        return "teaser"
    if is_biography(text, names) or _is_below_name(lines, last, names):
        return "biography"
    if is_sentence(text) or len(lines[last].words) >= _LONGEST_FOOT or _stays(lines[last]):
        return None
    return "foot"
