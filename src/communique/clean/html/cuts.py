"""What interrupts a report inside its container: titles, pointers, captions, repetitions.

Each function looks at blocks that were taken for the report and returns those that are not, with
the kind of furniture that they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from communique.clean.furniture import FurniturePhrases
from communique.clean.html.layout import Chosen, Page, is_data
from communique.clean.html.marks import MarkedBlock, Part
from communique.clean.html.structure import HEADINGS
from communique.clean.text.line_rules import is_caption, is_protected, is_sentence

Cuts = Mapping[int, str]
"""Blocks that are no part of the report, by number, each with its kind of furniture."""

LISTED = frozenset(("li", "dd", "dt", "blockquote", "pre"))
CELLS = frozenset(("td", "th"))
SHORT = 20
_LONGER = 2
_LABEL_END = re.compile(r"[:|]")
_SOME_LINK = 0.3
_ALL_LINK = 0.95
# Kinds whose words ("FAQ", "Who we are") a report too may have for a subheading.
_SITE_WORDS = frozenset(("rights", "navigation", "header"))
# The element of a post shown by X holds its text in paragraphs, its writer and date bare.
_POSTED = "twitter-tweet"
_REPEATED = 8
_SECOND_PRINTING = 0.2
_QUOTE_WORDS = 4
_LONGEST_QUOTE = 40
_NEAR = 12
_INNER = 4
_PULLED = re.compile(r"pull|quote", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a page when its report is cut out.

    ``title`` and ``outlet`` as the page states them, ``writers``: names of those who wrote it,
    ``phrases``: known furniture.
    """

    phrases: FurniturePhrases
    title: str | None = None
    outlet: str | None = None
    writers: tuple[str, ...] = ()


def titles(page: Page, chosen: Chosen, known: Known) -> Cuts:
    """The title where it stands above the first sentence, or again in the report."""
    first = min(chosen & page.prose, default=-1)
    wanted = _letters(known.title or "")
    short = (at for at in chosen if len(page.blocks[at].text) <= _LONGER * len(wanted) + SHORT)
    return {at: "title" for at in short if _is_title(page, at, wanted, above=at < first)}


def repeats_title(text: str, known: Known) -> bool:
    """Tell whether a line has the words of the title."""
    title = known.title or ""
    return abs(len(text) - len(title)) <= SHORT and _letters(text) == _letters(title) != ""


def interruptions(page: Page, chosen: Chosen, known: Known) -> Cuts:
    """Furniture between the paragraphs: known phrases, captions, pull quotes, a second printing."""
    cuts = {at: kind for at in chosen if (kind := _interrupting(page, at, known))}
    left = [at for at in sorted(chosen) if at not in cuts]
    cuts.update(dict.fromkeys(_printed_again(page, left), "repetition"))
    cuts.update(dict.fromkeys(_pull_quotes(page, left), "pull quote"))
    return cuts


def _is_title(page: Page, at: int, title: str, *, above: bool) -> bool:
    block = page.blocks[at]
    levels = {element.tag for element in block.path} & HEADINGS
    if above and "h1" in levels:
        return True
    letters = _letters(block.text)
    if not (title and letters):
        return False
    return letters == title or ((above or "h1" in levels) and letters in title)


def _interrupting(page: Page, at: int, known: Known) -> str | None:
    block = page.blocks[at]
    if is_data(block.text):
        return "script"
    if page.words[at] > SHORT or is_sentence(block.text) or is_protected(block.text):
        return None
    found = known.phrases.match(block.text)
    if found and not (found.kind in _SITE_WORDS and _is_heading(block)):
        return found.kind
    if is_caption(block.text):
        return "caption"
    if _POSTED in block.path[-1].classes:
        return "embed"
    return "related" if _is_pointer(block, known.phrases) else None


def _is_heading(block: MarkedBlock) -> bool:
    return any(part.tag in HEADINGS for part in block.path)


def _is_pointer(block: MarkedBlock, phrases: FurniturePhrases) -> bool:
    """Whether a line points to another story: a label and a link, or a link alone."""
    label = _LABEL_END.split(block.text, maxsplit=1)[0]
    if block.linked >= _SOME_LINK and label != block.text and phrases.match(label):
        return True
    listed = {element.tag for element in block.path} & (LISTED | CELLS | HEADINGS)
    return block.linked >= _ALL_LINK and not listed


def _printed_again(page: Page, order: Sequence[int]) -> set[int]:
    """Runs of paragraphs that stood on the page before, as where a layout has a copy for phones."""
    seen: set[str] = set()
    runs: list[list[int]] = [[]]
    for at in order:
        text = page.blocks[at].text
        if page.words[at] >= _REPEATED and text in seen:
            runs[-1].append(at)
        elif page.words[at] >= _REPEATED:
            seen.add(text)
            runs.append([])
    much = _SECOND_PRINTING * page.count(order)
    return {at for run in runs if page.count(run) > much for at in run}


def _pull_quotes(page: Page, order: Sequence[int]) -> set[int]:
    """Short texts of their own element whose words stand in a paragraph nearby."""
    found: set[int] = set()
    for place, at in enumerate(order):
        block = page.blocks[at]
        if not _QUOTE_WORDS <= page.words[at] <= _LONGEST_QUOTE or not _may_be_pulled(block.path):
            continue
        letters = _letters(block.text)
        near = (*order[max(0, place - _NEAR) : place], *order[place + 1 : place + 1 + _NEAR])
        if any(
            page.words[n] > page.words[at] and letters in _letters(page.blocks[n].text)
            for n in near
        ):
            found.add(at)
    return found


def _may_be_pulled(path: Sequence[Part]) -> bool:
    return any(
        element.tag in {"blockquote", "q", "aside", "figure"} or _PULLED.search(element.classes)
        for element in path[-_INNER:]
    )


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
