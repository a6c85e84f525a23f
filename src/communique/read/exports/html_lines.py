"""The lines of a download that was saved as a web page."""

from __future__ import annotations

import re

from lxml import etree
from lxml import html as lxml_html

_MARKS = re.compile(
    r"class\s*=\s*[\"']?article\s+[a-z]{2}Article\b|<DOCFULL>|>\s*End of Document\s*<"
    r"|>\s*\d{1,6} of \d{1,6} DOCUMENTS?\s*<",
    re.IGNORECASE,
)
# One of these stands in every such page, and in few others: cheaper to look for than the marks.
_WORDS = ("enArticle", "Article ", "Article\"", "Article'", "Article>", "DOCFULL", "docfull",
          "nd of Document", "ND OF DOCUMENT", "DOCUMENT")  # fmt: skip
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        """p div br hr h1 h2 h3 h4 h5 h6 table tr td th li ul ol dl dt dd blockquote pre article
        section header footer body title docfull""",
    )
)
_BLANKS = re.compile(r"\s+")
_SKIPPED = frozenset(("script", "style", "head", "noscript", "template"))


def looks_like_download(page: str) -> bool:
    """Tell, at little cost, whether a page may be a download of Factiva or LexisNexis."""
    return any(word in page for word in _WORDS) and bool(_MARKS.search(page))


def html_lines(page: str) -> list[str]:
    """Return the words of a page, a block a line; a page that cannot be parsed has none."""
    try:
        root = lxml_html.document_fromstring(page.replace("\x00", ""))
    except (etree.LxmlError, ValueError):
        return []
    pieces: list[str] = []
    skipped = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else ""
        opens = event == "start"
        if tag in _BLOCKS:
            pieces.append("\n")
        if tag in _SKIPPED:
            skipped += 1 if opens else -1
        words = element.text if opens else element.tail
        if words and not skipped:
            pieces.append(_BLANKS.sub(" ", words))
    return "".join(pieces).split("\n")
