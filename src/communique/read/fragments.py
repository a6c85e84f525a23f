"""What the words of a feed or a row are: a page, a piece of HTML, or plain text."""

from __future__ import annotations

import html
import re
from typing import Literal

Markup = Literal["html", "fragment", "body"]
_PAGE = re.compile(r"\s*(?:<\?xml[^<>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:p|div|br|hr|h[1-6]|ul|ol|li|dl|table|tr|td|th|blockquote|section|article|figure|img|pre"
    r"|a|b|i|em|strong|u|s|span|sup|sub|small|font|cite|q|abbr|center|iframe|script|style|time)"
    r"(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,31}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_LOOKED_AT = 200_000


def markup_of(content: str) -> Markup:
    """Tell whether ``content`` is a page, a fragment of HTML, or plain text without tags."""
    if _PAGE.match(content):
        return "html"
    return "fragment" if _TAG.search(content) else "body"


def visible_words(content: str) -> str:
    """Return the beginning of ``content`` without tags, entities resolved, white space single."""
    return " ".join(html.unescape(_TAG.sub(" ", content[:_LOOKED_AT])).split())


def without_tags(title: str) -> str:
    """Return a title or a name on one line, tags removed and entities resolved.

    Feeds often escape titles twice, so what is an entity after the first time is resolved too.
    """
    words = _TAG.sub("", title[:_LOOKED_AT])
    for _ in range(2):
        if _ENTITY.search(words):
            words = _TAG.sub("", html.unescape(words))
    return " ".join(words.split())
