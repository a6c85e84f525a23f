"""Where the report begins and ends among the lines of a plain text, and what interrupts it."""

from __future__ import annotations

from collections.abc import Sequence

from communique.clean.metadata.writers import is_byline
from communique.clean.text.foot import answers, cut_foot
from communique.clean.text.head import could_be_title
from communique.clean.text.line_kind import RECURRING, UNLIKE, furniture_kind, line_kind, shape_kind
from communique.clean.text.line_rules import (
    is_clock,
    is_date_line,
    is_dateline,
    is_header_row,
    is_prose,
    is_pull_quote,
    is_sentence,
)
from communique.clean.text.lines import Line
from communique.clean.text.openers import cut_openers
from communique.clean.text.stray import may_be_subheading, stray_kind

__all__ = ["Cuts", "body_cuts", "body_start", "furniture_kind"]

Cuts = dict[int, str]
"""For each line that is cut, by its index, the kind of furniture that it is."""

_FOOT_LINES = 4
_DECK_WORDS = 45
_TITLE_SHARES = 0.4
_GREETING_SHARES = 0.25
_GREETING_WORDS = 40


def body_start(lines: Sequence[Line]) -> int:
    """Return the index of the report's first line; the number of lines when there is none."""
    first = _first_prose(lines, 0)
    under = _header_below(lines, first)
    if under is not None:
        first = _first_prose(lines, under)
    if first == len(lines):
        return _without_prose(lines)
    if _is_question_title(lines, first):
        first = _first_prose(lines, first + 1)
    first = _past_greeting(lines, first)
    return _past_deck(lines, _with_short_sentences(lines, first))


def body_cuts(
    lines: Sequence[Line], start: int, *, outlet: str | None, names: tuple[str, ...]
) -> Cuts:
    """Return what to cut among the lines from ``start`` on.

    Args:
        lines: all lines of the text.
        start: index of the report's first line.
        outlet: the outlet's name, whose own offers are furniture.
        names: names of writers, whose biographies are furniture.
    """
    cuts: Cuts = {}
    end = cut_openers(lines, start, cuts)
    texts = [line.text for line in lines]
    for at in range(start, end):
        kind = line_kind(lines[at], outlet, inside=at < end - _FOOT_LINES)
        if kind is None and at > start:
            kind = shape_kind(lines[at]) or stray_kind(lines, at, outlet)
        if kind is None and is_pull_quote(lines[at].text, texts, at):
            kind = "pull quote"
        is_spared = kind == UNLIKE and (answers(lines, at, cuts) or may_be_subheading(lines, at))
        if kind and not is_spared:
            cuts[at] = kind
    _cut_recurring(lines, start, end, cuts)
    cut_foot(lines, start, end, cuts, names)
    return cuts


def sure_cuts(lines: Sequence[Line]) -> Cuts:
    """Return what each line's own words and the line classifier give away, without any rule."""
    return {at: kind for at, line in enumerate(lines) if (kind := line_kind(line))}


def _cut_recurring(lines: Sequence[Line], start: int, end: int, cuts: Cuts) -> None:
    """Cut the sentences that recur where they are joined to furniture, without a line between."""
    for at in range(start, end):
        if lines[at].recurs and at not in cuts:
            beside = (n for n in (at - 1, at + 1) if n in cuts and start <= n < end)
            if any(lines[n].block == lines[at].block for n in beside):
                cuts[at] = RECURRING


def _without_prose(lines: Sequence[Line]) -> int:
    """Where to begin a text of short lines only: below what is surely furniture."""
    for wanted in (is_sentence, bool):
        for at, line in enumerate(lines):
            if wanted(line.text) and not line_kind(line) and not is_date_line(line.text):
                return at
    return len(lines)


def _first_prose(lines: Sequence[Line], start: int) -> int:
    for at in range(start, len(lines)):
        text = lines[at].text
        is_own = not lines[at].recurs and not line_kind(lines[at])
        if is_prose(text) and is_own and not (is_date_line(text) or is_header_row(text)):
            return at
    return len(lines)


def _header_below(lines: Sequence[Line], at: int) -> int | None:
    """Index after the date or writer that stands right below line ``at``, making it a title."""
    if at + 2 >= len(lines) or len(lines[at].words) > 30:
        return None
    below = lines[at + 1]
    is_known_header = below.known is not None and below.known.kind == "header"
    is_header = (is_date_line(below.text) and not is_clock(below.text)) or is_known_header
    return at + 2 if is_header or below.text.casefold().startswith("by ") else None


def _is_question_title(lines: Sequence[Line], first: int) -> bool:
    line = lines[first]
    follows = first + 1 < len(lines) and _first_prose(lines, first + 1) < len(lines)
    no_title_yet = not any(could_be_title(above) for above in lines[:first])
    return follows and no_title_yet and line.text.endswith("?") and len(line.words) <= 16


def _past_greeting(lines: Sequence[Line], first: int) -> int:
    """Begin below a title that only follows a line or two of greeting, as in newsletters.

    The title shares its words with what follows, the greeting shares none.
    """
    if any(could_be_title(above) and _shares(above, _TITLE_SHARES) for above in lines[:first]):
        return first
    for at in range(first + 1, min(first + 4, len(lines))):
        line, greeting = lines[at], lines[first:at]
        words = sum(len(above.words) for above in greeting)
        if words > _GREETING_WORDS or any(_shares(above, _GREETING_SHARES) for above in greeting):
            return first
        is_title = could_be_title(line) and not is_sentence(line.text) and len(line.words) >= 4
        if is_title and _shares(line, _TITLE_SHARES):
            below = _first_prose(lines, at + 1)
            return below if _report_words(lines[below:]) > 2 * words else first
    return first


def _shares(line: Line, part: float) -> bool:
    """Whether at least a part of the line's content words stand in the report, as far as known."""
    return line.shared is None or line.shared >= part


def _with_short_sentences(lines: Sequence[Line], first: int) -> int:
    """Begin earlier where short sentences lead in ("No, not us."), below a title."""
    title = next((at for at in range(first) if could_be_title(lines[at])), first)
    at = first
    while at > 0:
        line = lines[at - 1]
        is_header = is_date_line(line.text) or is_header_row(line.text) or is_byline(line.text)
        is_plain = not line_kind(line) and not is_header
        if not (is_sentence(line.text) and is_plain and not line.recurs and title < at - 1):
            break
        at -= 1
    return at


def _past_deck(lines: Sequence[Line], first: int) -> int:
    """Begin at an agency dateline when only a sentence or two stand above it."""
    for at in range(first, min(first + 3, len(lines))):
        text = lines[at].text
        if is_dateline(text) and "(" in text[:80]:
            return at
        if len(lines[at].words) > _DECK_WORDS:
            break
    return first


def _report_words(lines: Sequence[Line]) -> int:
    return sum(len(line.words) for line in lines if is_prose(line.text))
