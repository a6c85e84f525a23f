"""Where the report begins and ends among the lines of a plain text, and what interrupts it."""

from __future__ import annotations

from collections.abc import Sequence

from communique.clean.furniture import furniture_phrases
from communique.clean.metadata.writers import has_biography_phrase, is_biography, is_byline, is_name
from communique.clean.text.head import could_be_title
from communique.clean.text.line_rules import (
    has_arrow,
    is_bracketed,
    is_caption,
    is_cut_off,
    is_date_line,
    is_dateline,
    is_link_row,
    is_promotion,
    is_prose,
    is_protected,
    is_pull_quote,
    is_sentence,
)
from communique.clean.text.lines import Line

Cuts = dict[int, str]
"""For each line that is cut, by its index, the kind of furniture that it is."""

_SHORT_SENTENCE = 18
_SHORT_OFFER = 12
_FOOT_LINES = 4
_DECK_WORDS = 45


def furniture_kind(text: str, outlet: str | None = None, *, inside: bool = False) -> str | None:
    """Return what furniture a line is by its words, or None for the report's own words.

    Args:
        text: the line.
        outlet: the outlet's name, whose own offers are furniture.
        inside: that report follows below, so that a long sentence is no offer to the reader.
    """
    if is_protected(text):
        return None
    found = furniture_phrases().match(text)
    if found and not found.opens:
        return found.kind
    if found and len(text.split()) >= 2:
        return found.kind
    if has_arrow(text):
        return "related"
    if is_caption(text):
        return "caption"
    if inside and is_sentence(text) and len(text.split()) > _SHORT_OFFER:
        return None
    return "promotion" if is_promotion(text, outlet) else None


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
    end = _cut_openers(lines, start, cuts)
    texts = [line.text for line in lines]
    for at in range(start, end):
        inside = at < end - _FOOT_LINES
        kind = furniture_kind(lines[at].text, outlet, inside=inside)
        if kind is None and at > start:
            kind = _shape_kind(lines[at].text)
        if kind is None and is_pull_quote(lines[at].text, texts, at):
            kind = "pull quote"
        if kind:
            cuts[at] = kind
    _cut_tail(lines, start, end, cuts, names)
    return cuts


def _without_prose(lines: Sequence[Line]) -> int:
    """Where to begin a text of short lines only: below what is surely furniture."""
    for wanted in (is_sentence, bool):
        for at, line in enumerate(lines):
            if wanted(line.text) and not furniture_kind(line.text) and not is_date_line(line.text):
                return at
    return len(lines)


def _first_prose(lines: Sequence[Line], start: int) -> int:
    for at in range(start, len(lines)):
        text = lines[at].text
        if is_prose(text) and not furniture_kind(text) and not is_date_line(text):
            return at
    return len(lines)


def _header_below(lines: Sequence[Line], at: int) -> int | None:
    """Index after the date or writer that stands right below line ``at``, making it a title."""
    if at + 2 >= len(lines) or len(lines[at].words) > 30:
        return None
    below = lines[at + 1].text
    found = furniture_phrases().match(below)
    is_header = is_date_line(below) or (found is not None and found.kind == "header")
    return at + 2 if is_header or below.casefold().startswith("by ") else None


def _is_question_title(lines: Sequence[Line], first: int) -> bool:
    line = lines[first]
    follows = first + 1 < len(lines) and _first_prose(lines, first + 1) < len(lines)
    no_title_yet = not any(could_be_title(above.text) for above in lines[:first])
    return follows and no_title_yet and line.text.endswith("?") and len(line.words) <= 16


def _with_short_sentences(lines: Sequence[Line], first: int) -> int:
    """Begin earlier where short sentences lead in ("No, not us."), below a title."""
    titles = [at for at in range(first) if could_be_title(lines[at].text)]
    at = first
    while at > 0:
        text = lines[at - 1].text
        has_title = bool(titles) and titles[0] < at - 1
        is_plain = not furniture_kind(text) and not is_date_line(text) and not is_byline(text)
        if not (is_sentence(text) and is_plain and has_title):
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


def _cut_openers(lines: Sequence[Line], start: int, cuts: Cuts) -> int:
    """Cut from the first line that opens the page's foot; return where the report then ends."""
    total = sum(len(line.words) for line in lines[start:] if is_prose(line.text))
    seen = 0
    for at in range(start, len(lines)):
        text = lines[at].text
        found = furniture_phrases().match(text)
        if found and found.opens and seen:
            after = sum(
                len(line.words)
                for line in lines[at + 1 :]
                if is_prose(line.text) and not is_cut_off(line.text)
            )
            if after * 2 <= seen or after * 3 <= total:
                cuts.update(dict.fromkeys(range(at, len(lines)), found.kind))
                return at
            _cut_box(lines, at, found.kind, cuts)
        seen += len(lines[at].words) if is_prose(text) else 0
    return len(lines)


def _cut_box(lines: Sequence[Line], at: int, kind: str, cuts: Cuts) -> None:
    """Cut a box inside the report: its heading and the headlines below it."""
    cuts[at] = kind
    for n in range(at + 1, len(lines)):
        if is_prose(lines[n].text) and not is_cut_off(lines[n].text):
            return
        cuts[n] = kind


def _shape_kind(text: str) -> str | None:
    if is_protected(text):
        return None
    if is_date_line(text) and not is_sentence(text):
        return "date"
    return "navigation" if is_link_row(text) else None


def _cut_tail(
    lines: Sequence[Line], start: int, end: int, cuts: Cuts, names: tuple[str, ...]
) -> None:
    """Cut what stands below the last sentence of the report, block by block from the end."""
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
            kinds = {n: "foot" for n in block if not is_protected(lines[n].text)}
            cuts |= kinds | {n: cuts[n] for n in block if n in cuts}
        elif kind := _tail_kind(lines, left, names):
            cuts[last] = kind
        if last not in cuts:
            return
        while left and left[-1] in cuts:
            sentences -= is_sentence(lines[left.pop()].text)


def _blocks(lines: Sequence[Line], start: int, end: int) -> dict[int, list[int]]:
    """The indices of the lines from ``start`` on and below ``end``, by block."""
    blocks: dict[int, list[int]] = {}
    for at in range(start, end):
        blocks.setdefault(lines[at].block, []).append(at)
    return blocks


def _is_foot(lines: Sequence[Line], block: Sequence[int], cuts: Cuts) -> bool:
    """Whether a last block is the page's foot: lines of its own, none of them a real paragraph."""
    others = {n for n in block if n in cuts or not is_sentence(lines[n].text)}
    sentences = [n for n in block if n not in others]
    if len(block) < 2 or not others:
        return False
    return all(
        len(lines[n].words) <= _SHORT_SENTENCE and not any(q in lines[n].text for q in '"“”')
        for n in sentences
    )


def _tail_kind(lines: Sequence[Line], left: Sequence[int], names: tuple[str, ...]) -> str | None:
    last = left[-1]
    text = lines[last].text
    if is_protected(text):
        return None
    if is_bracketed(text):
        return "credit"
    if is_cut_off(text) and not any(q in text for q in '"“”'):
        return "teaser"
    above = lines[left[-2]].text if len(left) > 1 else ""
    if is_biography(text, (*names, above) if is_name(above) else names) or (
        is_name(above) and has_biography_phrase(text)
    ):
        return "biography"
    if is_sentence(text) or len(lines[last].words) >= 30:
        return None
    return "foot"
