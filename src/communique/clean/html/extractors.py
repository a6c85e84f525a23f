"""Extractors behind one seam: each takes a page and returns the blocks it holds for the report.

The libraries are imported when first asked: one needs a second to load, and other commands than
those that clean pages need none of them.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from copy import copy

from communique.clean.html.layout import Chosen, Page

Extractor = Callable[[Page], Chosen]

_ASIDES = frozenset(("nav", "footer", "aside", "figcaption", "menu", "dialog"))
_MOST_LINKED = 0.5
_LONG_LINE = 6


def own_prose(page: Page) -> Chosen:
    """Every real sentence that is no link and in no element named as an aside."""
    return frozenset(
        at
        for at in page.prose
        if page.blocks[at].linked < _MOST_LINKED
        and not any(element.tag in _ASIDES for element in page.blocks[at].path)
    )


def long_lines(page: Page) -> Chosen:
    """Every line that is no link and has a sentence's length, for pages without any sentence."""
    return frozenset(
        at
        for at, block in enumerate(page.blocks)
        if block.linked < _MOST_LINKED and page.words[at] >= _LONG_LINE
    )


def trafilatura_fast(page: Page) -> Chosen:
    """Trafilatura's own rules alone."""
    return _trafilatura(page, fast=True)


def trafilatura_full(page: Page) -> Chosen:
    """Trafilatura with its fallbacks, a form of readability and jusText."""
    return _trafilatura(page, fast=False)


def readability(page: Page) -> Chosen:
    """Readability: the element whose paragraphs score best, and its like neighbours.

    Trafilatura brings a form of it that takes a fifth of the time of others.
    """
    from trafilatura.readability_lxml import Document  # noqa: PLC0415  # slow to import

    try:
        return page.found(Document(copy(page.tree)).summary())
    except (ValueError, RecursionError):
        return frozenset()


def resiliparse(page: Page) -> Chosen:
    """Resiliparse's main content: quick rules on names and tags, tuned to keep much."""
    from resiliparse.extract.html2text import (  # noqa: PLC0415  # with the other extractors
        extract_plain_text,
    )

    return page.found(
        extract_plain_text(page.markup, main_content=True, alt_texts=False, links=False)
    )


def _trafilatura(page: Page, *, fast: bool) -> Chosen:
    import trafilatura  # noqa: PLC0415  # slow to import

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        answer = trafilatura.bare_extraction(
            page.tree,
            fast=fast,
            include_comments=False,
            output_format="txt",
        )
    except RecursionError:
        return frozenset()
    body = getattr(answer, "body", None)
    return frozenset() if body is None else page.found("".join(body.itertext()))
