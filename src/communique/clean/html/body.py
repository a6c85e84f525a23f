"""The report in a web page, what of the page was left out, and what stands above and below."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import partial

from lxml import etree

from communique.clean.furniture import furniture_phrases
from communique.clean.html.asides import Kinds, kinds_of_parts, small_asides
from communique.clean.html.choice import chosen_report, own_reading
from communique.clean.html.cuts import Known, repeats_title
from communique.clean.html.layout import Chosen, Page, lay_out
from communique.clean.html.linked_data import stated_body
from communique.clean.html.marks import MOST_LINES, MarkedBlock, Part
from communique.clean.html.page import parse_flat
from communique.clean.html.refinement import Refined, refined
from communique.clean.html.structure import is_list_of_pages
from communique.clean.metadata.writers import bare_byline, is_byline, is_name
from communique.records import Furniture
from communique.settings import CleanSettings

LARGE_PAGE = "large page: read in the fast way of extraction"
LONG_PAGE = "long page: only its first 60,000 lines were looked at"
DEEP_PAGE = "deep page: read as a row of paragraphs"
HIDDEN_BODY = "hidden body: taken from the data of the page, which shows none"
LITTLE_TEXT = "little text: hardly a sentence of running text was found"
LIST_OF_PAGES = "no report: the page is a list of others"
_LITTLE = 40
_MOSTLY_LINKS = 0.8
_NEAR = 12
_BETWEEN_NAMES = re.compile(r"\s*[,;|·]\s*|\s+(?:and|&)\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlBody:
    """The paragraphs of a page's report and what of the page was left out.

    ``head`` and ``foot``: the lines of the page above the report and below its beginning that are
    no part of it. ``notes``: what a reader should know of how the report was found.
    """

    paragraphs: tuple[str, ...]
    furniture: tuple[Furniture, ...]
    head: tuple[str, ...]
    foot: tuple[str, ...]
    notes: tuple[str, ...] = ()


def html_body(
    root: etree._Element,
    content: str,
    *,
    title: str | None,
    outlet: str | None,
    settings: CleanSettings,
    writers: Sequence[str] = (),
) -> HtmlBody:
    """Find the report in the tree of a page.

    Args:
        root: the tree of ``content``, which stays as it is.
        content: the markup of the page.
        title: the report's title if known, which is no part of its text.
        outlet: the outlet's name, whose own offers are furniture.
        settings: which way of extraction, and when it has kept too little.
        writers: what the page states of its writers, whose biographies are furniture.
    """
    page, notes = _laid_out(root, content)
    if page is None:
        return HtmlBody(paragraphs=(), furniture=(), head=(), foot=(), notes=notes)
    phrases = furniture_phrases(settings.phrases)
    known = Known(phrases=phrases, title=title, outlet=outlet, writers=_names(writers))
    body = _read(page, known, settings)
    if sum(len(paragraph.split()) for paragraph in body.paragraphs) < _LITTLE:
        body = _otherwise_shown(root, content, body, known, settings)
    return replace(body, notes=(*notes, *body.notes))


def _otherwise_shown(
    root: etree._Element, content: str, body: HtmlBody, known: Known, settings: CleanSettings
) -> HtmlBody:
    """The report as it is shown without scripts, or stated for machines, if that is more."""
    unhidden = _without_scripting(root)
    other = _read(unhidden, known, settings) if unhidden else body
    stated = stated_body(content)
    if _length(stated) > max(_length(body.paragraphs), _length(other.paragraphs)):
        return replace(body, paragraphs=stated, notes=(HIDDEN_BODY,))
    best = other if _length(other.paragraphs) > _length(body.paragraphs) else body
    return replace(best, notes=tuple(dict.fromkeys((*best.notes, LITTLE_TEXT))))


def _laid_out(root: etree._Element, content: str) -> tuple[Page | None, tuple[str, ...]]:
    page = lay_out(root)
    if page is not None:
        longer = (LONG_PAGE,) if len(page.blocks) >= MOST_LINES else ()
        return page, (LARGE_PAGE, *longer) if page.is_large else ()
    flat = parse_flat(content)
    return lay_out(flat) if flat is not None else None, (DEEP_PAGE,)


def _without_scripting(root: etree._Element) -> Page | None:
    """The page as browsers show it that run no scripts; None if that makes no difference."""
    if next(root.iter("noscript"), None) is None:
        return None
    shown = copy(root)
    for element in list(shown.iter("noscript")):
        element.tag = "div"
    return lay_out(shown)


def _read(page: Page, known: Known, settings: CleanSettings) -> HtmlBody:
    kinds = kinds_of_parts(page)
    own = own_reading(page, kinds)
    known = replace(known, writers=(*known.writers, *_writers_above(page, own)))
    refine = partial(refined, page, known=known, asides=small_asides(page))
    report = chosen_report(page, own, refine, settings)
    return _as_body(page, report, kinds, known)


def _as_body(page: Page, report: Refined, kinds: Kinds, known: Known) -> HtmlBody:
    kept = report.kept
    begins = min(kept & page.prose or kept, default=0)
    left = [at for at in range(len(page.blocks)) if at not in kept]
    return HtmlBody(
        paragraphs=tuple(_paragraphs(page, sorted(kept))),
        furniture=tuple(
            Furniture(
                kind=report.cuts.get(at) or _kind(page.blocks[at], kinds, known, below=at > begins),
                text=page.blocks[at].text,
            )
            for at in left
        ),
        head=tuple(page.blocks[at].text for at in left if at < begins),
        foot=tuple(page.blocks[at].text for at in left if at > begins),
        notes=(LIST_OF_PAGES,) if is_list_of_pages(page, kept) else (),
    )


def _writers_above(page: Page, kept: Chosen) -> tuple[str, ...]:
    """Names in the bylines right above the report."""
    begins = min(kept, default=0)
    above = (page.blocks[at].text for at in range(max(0, begins - _NEAR), begins))
    return _names(filter(is_byline, above))


def _names(bylines: Iterable[str]) -> tuple[str, ...]:
    parts = (part for line in bylines for part in _BETWEEN_NAMES.split(bare_byline(line)))
    return tuple(part.strip() for part in parts if is_name(part.strip()))


def _paragraphs(page: Page, kept: Sequence[int]) -> Iterable[str]:
    """The texts of the blocks; the cells of a table's row are one paragraph."""
    row: list[str] = []
    of: Part | None = None
    for at in kept:
        within = _row(page, at)
        if row and within is not of:
            yield " | ".join(row)
            row = []
        of = within
        if within is None:
            yield page.blocks[at].text
        else:
            row.append(page.blocks[at].text)
    if row:
        yield " | ".join(row)


def _row(page: Page, at: int) -> Part | None:
    """The row of a table that a block is a cell of; None for prose, which is laid out in tables."""
    if at in page.prose:
        return None
    path = page.blocks[at].path
    return next((element for element in reversed(path) if element.tag == "tr"), None)


def _kind(block: MarkedBlock, kinds: Kinds, known: Known, *, below: bool) -> str:
    """What a block that was left out is, by the names around it, its words, or where it links."""
    named = kinds[block.path[-1].number]
    if named:
        return named
    if repeats_title(block.text, known):
        return "title"
    found = known.phrases.match(block.text)
    if found:
        return found.kind
    if block.linked >= _MOSTLY_LINKS:
        return "related" if below else "navigation"
    return "page"


def _length(paragraphs: Sequence[str]) -> int:
    return sum(map(len, paragraphs))
