"""What hangs on to the two ends of a report: labels above it; offers and biographies below."""

from __future__ import annotations

from collections.abc import Sequence

from communique.clean.furniture import Found
from communique.clean.html.cuts import CELLS, LISTED, SHORT, Cuts, Known
from communique.clean.html.layout import Chosen, Page
from communique.clean.html.structure import HEADINGS
from communique.clean.metadata.writers import has_biography_phrase, is_biography, is_byline, is_name
from communique.clean.text.line_rules import (
    is_bracketed,
    is_cut_off,
    is_date_line,
    is_link_row,
    is_promotion,
    is_protected,
    is_sentence,
)

_MOSTLY_LINKS = 0.5
_LABEL = 8
_ABOUT = frozenset(("about the author", "about the authors", "written by", "disclaimer",
    "cite this article", "how to cite"))  # fmt: skip


def ends(page: Page, chosen: Chosen, known: Known) -> Cuts:
    """Labels above the first sentence; below the last, offers, biographies, notes, labels."""
    if not chosen & page.prose:
        return {}
    order = sorted(chosen)
    cuts = _closing_part(page, order, known)
    first = min(chosen & page.prose)
    leading = {at: _leading(page, at) for at in order if at < first}
    cuts.update({at: kind for at, kind in leading.items() if kind})
    for place in range(len(order) - 1, -1, -1):
        if order[place] in cuts:
            continue
        kind = _trailing(page, order, place, known)
        if kind is None:
            break
        cuts[order[place]] = kind
    return cuts


def _closing_part(page: Page, order: Sequence[int], known: Known) -> dict[int, str]:
    """All from a line that opens another part of the page, when most of the report is above it."""
    prose = [page.words[at] if at in page.prose else 0 for at in order]
    above, below = 0, sum(prose)
    for place, at in enumerate(order):
        below -= prose[place]
        found = _opening(page, at, known)
        if found and above and below * 2 <= above:
            return dict.fromkeys(order[place:], found.kind)
        above += prose[place]
    return {}


def _opening(page: Page, at: int, known: Known) -> Found | None:
    text = page.blocks[at].text
    if page.words[at] > SHORT:
        return None
    if text.casefold().strip(" :") in _ABOUT:
        return Found("biography", opens=True)
    found = known.phrases.match(text)
    return found if found and found.opens else None


def _leading(page: Page, at: int) -> str | None:
    """What a line above the first sentence is; None when the report begins with it."""
    block = page.blocks[at]
    tags = {element.tag for element in block.path}
    if at in page.prose or is_protected(block.text):
        return None
    if is_date_line(block.text) or is_byline(block.text):
        return "header"
    if is_sentence(block.text) or tags & (LISTED | HEADINGS):
        return None
    return "header" if page.words[at] <= _LABEL or is_link_row(block.text) else None


def _trailing(page: Page, order: Sequence[int], place: int, known: Known) -> str | None:
    """What a last line is; None when the report ends with it."""
    at = order[place]
    block = page.blocks[at]
    tags = {element.tag for element in block.path}
    above = page.blocks[order[place - 1]].text if place else ""
    if is_protected(block.text):
        return None
    found = known.phrases.match(block.text)
    if found:
        return found.kind
    if tags & HEADINGS:
        return "heading"
    if is_bracketed(block.text):
        return "credit"
    if _is_biography(block.text, above, known.writers):
        return "biography"
    if is_promotion(block.text, known.outlet) and not tags & (LISTED | CELLS):
        return "promotion"
    if block.linked >= _MOSTLY_LINKS and not is_sentence(block.text):
        return "related"
    return _loose(page, at, tags)


def _loose(page: Page, at: int, tags: set[str]) -> str | None:
    """A short line that is no sentence and in no list or table."""
    text = page.blocks[at].text
    if is_sentence(text) or page.words[at] > SHORT or tags & (LISTED | CELLS):
        return None
    return "teaser" if is_cut_off(text) else "foot"


def _is_biography(text: str, above: str, writers: tuple[str, ...]) -> bool:
    names = (*writers, above) if is_name(above) else writers
    return is_biography(text, names) or (is_name(above) and has_biography_phrase(text))
