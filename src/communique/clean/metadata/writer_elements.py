"""Elements that their class or relation marks as those of writers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from communique.clean.html.page import text_of
from communique.clean.metadata.markup import ASIDES, is_in

_WRITER_CLASS = re.compile(
    r"(?:^|[\s_-])(?:byline|by|authors?|writers?|author-?name)(?:$|[\s_-])", re.I
)
_WRITERS = etree.XPath(
    "//@class[contains(.,'yline') or contains(.,'uthor') or contains(.,'riter') or .='by']"
)
_RELATED = etree.XPath("//a/@rel[.='author']")
_MOST_EXAMINED = 200
_MOST_WRITERS = 4
_LONGEST_WRITER = 14


def marked_writers(root: etree._Element) -> Iterator[str]:
    """Yield the short texts of elements whose class or relation is that of a writer."""
    count = 0
    attributes: Sequence[etree._ElementUnicodeResult] = _WRITERS(root) or _RELATED(root)
    for attribute in attributes[:_MOST_EXAMINED]:
        element = attribute.getparent()
        is_writer = str(attribute) == "author" or _WRITER_CLASS.search(attribute)
        if element is None or not is_writer or is_in(element, ASIDES - {"li"}):
            continue
        text = text_of(element)
        if 0 < len(text.split()) <= _LONGEST_WRITER:
            yield text
            count += 1
        if count == _MOST_WRITERS:
            return
