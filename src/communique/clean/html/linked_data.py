"""The report where a page shows none: scripts are to draw it, and it stands in their data."""

from __future__ import annotations

import html
import json
import re

from communique.clean.html.page import blocks, parse_page

# The name that schema.org gives to the text of an article; also used in the data of frameworks.
_BODY = re.compile(r'\\?"articleBody\\?"\s*:\s*(?=")')
_TAG = re.compile(r"</?(?:p|div|br|h[1-6]|ul|ol|li|blockquote|strong|em|a|span)\b[^<>]*>", re.I)
_MOST_BODIES = 20


def stated_body(content: str) -> tuple[str, ...]:
    """Return the paragraphs of the longest text that the data of a page call its article's body.

    Args:
        content: the markup of a page.
    """
    texts = (_text_at(content, match.end()) for match in _at_bodies(content))
    longest = html.unescape(max(texts, key=len, default=""))
    if _TAG.search(longest):
        root = parse_page(f"<body>{longest}</body>")
        return tuple(block.text for block in blocks(root)) if root is not None else ()
    lines = (" ".join(line.split()) for line in longest.splitlines())
    return tuple(line for line in lines if line)


def _at_bodies(content: str) -> list[re.Match[str]]:
    if "articleBody" not in content:
        return []
    found = _BODY.finditer(content)
    return [match for match, _ in zip(found, range(_MOST_BODIES), strict=False)]


def _text_at(content: str, start: int) -> str:
    """The string that begins at a quotation mark in the data; empty if it is broken."""
    try:
        value, _ = json.JSONDecoder(strict=False).raw_decode(content, start)
    except ValueError:
        return ""
    return value if isinstance(value, str) else ""
