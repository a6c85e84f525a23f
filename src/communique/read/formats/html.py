"""Saved web pages: one file, one source; what the page says of itself is read when cleaning."""

from __future__ import annotations

import re
from collections.abc import Iterator

from communique.read.characters import read_characters
from communique.read.exports import reports_in
from communique.read.inputs import Format, Input, Reading
from communique.records import Source

_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|article|main)\b", re.IGNORECASE)
_TAG = re.compile(r"<(?:p|div|br|h[1-6]|table|meta|title|span|section)\b[^>]*>", re.IGNORECASE)
_ENDINGS = frozenset((".html", ".htm", ".xhtml"))


def is_html(given: Input) -> bool:
    """Tell whether the first bytes are those of a page or of a piece of one."""
    words = given.words
    if _PAGE.search(words) and words.lstrip().startswith("<"):
        return True
    if given.ending in _ENDINGS or given.media_type in {"text/html", "application/xhtml+xml"}:
        return bool(_PAGE.search(words) or _TAG.search(words))
    return len(_TAG.findall(words)) >= 3 and words.lstrip().startswith("<")


def read_html(given: Input, reading: Reading) -> Iterator[Source]:
    """Read a saved page as one source with markup ``html``, or the articles of a download."""
    content = read_characters(given, reading)
    if content:
        yield from reports_in(given, content, reading, markup="html")


HTML = Format("HTML", is_html, read_html)
