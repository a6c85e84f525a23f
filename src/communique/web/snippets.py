"""Words that a search found, marked for a page."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup, escape

from communique.display.plain import one_line
from communique.ledger import Snippet


def snippet_html(snippet: Snippet) -> Markup:
    """Return a snippet with what was searched for in ``<mark>``; its text is escaped."""
    return Markup("").join(_parts(snippet))


def _parts(snippet: Snippet) -> Iterator[Markup]:
    at = 0
    for mark in snippet.marks:
        yield escape(one_line(snippet.text[at : mark.start]))
        yield Markup('<mark class="hit">{}</mark>').format(one_line(mark.of(snippet.text)))
        at = mark.end
    yield escape(one_line(snippet.text[at:]))
