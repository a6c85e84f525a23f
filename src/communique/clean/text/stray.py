"""Lines between the paragraphs of a report that are neither of it nor a subheading.

A subheading announces what follows, and so shares its words with the report. What shares none and
names the outlet, speaks to the reader, or sets a label before another story, is the page's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.clean.furniture import page_words
from communique.clean.text.line_rules import QUOTE, is_protected, is_sentence
from communique.clean.text.lines import Line

_LABEL = re.compile(r"([^:.!?\"“”]{2,40}):\s\S")
_ITEM = re.compile(r"(?:[-–—•*▪◦‣]|\(?\w{1,3}[.)])\s|\d")
_WORD = re.compile(r"[^\W\d_]+")
_MOST_TOGETHER = 3
_LABEL_WORDS = 5
_LITTLE = 0.25
_ALL_BUT_CERTAIN = 0.1
_SUBHEADING_WORDS = 10
_HALF = 0.5


def stray_kind(lines: Sequence[Line], at: int, outlet: str | None) -> str | None:
    """Return what furniture a line is that stands alone between paragraphs of the report, or None.

    Args:
        lines: all lines of the page, of which is known what they share with the report.
        at: index of the line.
        outlet: the outlet's name.
    """
    line = lines[at]
    if line.shared is None or not _could_be_stray(line):
        return None
    kind = None
    if _names_outlet(line.text, outlet):
        kind = "promotion"
    elif line.shared <= _LITTLE and _is_labelled(line.text):
        kind = "related"
    elif line.shared < _HALF and _speaks_to_reader(line.text):
        kind = "promotion"
    return kind if kind and _stands_alone(lines, at) else None


def may_be_subheading(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line inside the report looks like a subheading of it.

    It is short, without numbers, and a paragraph stands right above it and right below. To the line
    classifier such lines look like furniture, so it has to be all but certain.
    """
    line = lines[at]
    if not 0 < at < len(lines) - 1 or not line.inside or line.seems_furniture(_ALL_BUT_CERTAIN):
        return False
    is_short = len(line.words) <= _SUBHEADING_WORDS and not any(map(str.isdigit, line.text))
    return (
        is_short
        and _could_be_stray(line)
        and all(is_sentence(lines[n].text) for n in (at - 1, at + 1))
    )


def _could_be_stray(line: Line) -> bool:
    """Whether a line is no sentence, quotation, list item or correction."""
    text = line.text
    return (
        not is_sentence(text)
        and not text[:1].islower()
        and not QUOTE.search(text)
        and not _ITEM.match(text)
        and not is_protected(text)
    )


def _stands_alone(lines: Sequence[Line], at: int) -> bool:
    """Whether a paragraph stands above and one below, with at most a line or two between.

    Rows of a table, items of a list, verses and what a colon announces do not stand alone.
    """
    above, below = at - 1, at + 1
    while above >= 0 and _could_be_stray(lines[above]):
        above -= 1
    while below < len(lines) and _could_be_stray(lines[below]):
        below += 1
    if above < 0 or below >= len(lines) or below - above - 1 > _MOST_TOGETHER:
        return False
    return not lines[above].text.endswith(":") and all(
        is_sentence(lines[n].text) for n in (above, below)
    )


def _names_outlet(text: str, outlet: str | None) -> bool:
    """Whether a line holds the outlet's name of several words, or "the" and the last of them."""
    words = (outlet or "").removeprefix("The ").split()
    if len(words) < 2:
        return False
    short = re.search(rf"\b[Tt]he {re.escape(words[-1])}\b", text)
    return " ".join(words).casefold() in text.casefold() or short is not None


def _is_labelled(text: str) -> bool:
    label = _LABEL.match(text)
    return label is not None and len(label[1].split()) <= _LABEL_WORDS


def _speaks_to_reader(text: str) -> bool:
    words = [word.casefold() for word in _WORD.findall(text)]
    lists = page_words()
    if not words or words[0] in lists["question_words"]:
        return False
    return words[0] in lists["address_words"] or not lists["reader_words"].isdisjoint(words)
