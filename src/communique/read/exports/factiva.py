"""Downloads of Factiva: one file with many articles, plain or with the fields of their index.

Each article ends with its accession number ("Document REUT000020240704ek74000ab"). The plain form
states section, headline, byline, length, date, time, source, its code, language and copyright, in
this order and without labels; the indexed form opens each field with a code of two or three
capitals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.read.exports.article import Article, Download
from communique.read.exports.factiva_index import is_indexed, read_indexed
from communique.read.exports.factiva_plain import read_plain
from communique.read.exports.labels import labels
from communique.read.exports.lines import is_page_line, is_wrapped

_ACCESSION = re.compile(
    r"\s*(?:AN\s*[|\t ]\s*)?(?P<word>[^\W\d_]{5,10})\s+"
    r"[A-Z][A-Z0-9]{3,11}(?:19|20)\d{2}[01]\d[0-3]\d[a-z0-9]{5,12}[\s|]*\Z"
)
_MOST_QUOTED = 10
_SUMMARY = re.compile(r"\s*Search Summary\s*\Z", re.IGNORECASE)


def is_accession(line: str) -> bool:
    """Tell whether a line is the accession number with which an article ends."""
    found = _ACCESSION.match(line[:120])
    return found is not None and found["word"].casefold() in labels().document


def factiva_download(lines: Sequence[str]) -> Download | None:
    """Return the articles of a download of Factiva, or None if it is none.

    It is one for sure when a line is an accession number and above it stand a length in words, and
    a date right below that, or fields under more than four codes, among them headline and date.

    Args:
        lines: the lines of a file, with their indents.
    """
    ends = [at for at, line in enumerate(lines) if is_accession(line)]
    if not ends:
        return None
    wrapped = is_wrapped(lines)
    articles: list[Article] = []
    left_over = start = quoted = 0
    for end in ends:
        part = [line for line in lines[start:end] if not is_page_line(line)]
        article = _article(part, first=not articles, wrapped=wrapped)
        if article is not None:
            articles.append(article)
        # A report that quotes an accession number goes on to its own.
        quoted = 0 if article is not None else quoted + 1
        if article is not None or quoted > _MOST_QUOTED:
            left_over += _count(part) if article is None else 0
            start, quoted = end + 1, 0
    if not articles:
        return None
    rest = _before_summary(lines[start:])
    unended = _article(rest, first=False, wrapped=wrapped)
    return Download(
        articles=tuple(articles if unended is None else (*articles, unended)),
        left_over=left_over + (_count(rest) if unended is None else 0),
        broken_off=unended is not None,
    )


def _article(lines: Sequence[str], *, first: bool, wrapped: bool) -> Article | None:
    if is_indexed(lines):
        return read_indexed(lines, wrapped=wrapped)
    return read_plain(lines, first=first, wrapped=wrapped)


def _before_summary(lines: Sequence[str]) -> list[str]:
    """What stands before the account of the search that a download may end with."""
    end = next((at for at, line in enumerate(lines) if _SUMMARY.match(line)), len(lines))
    return [line for line in lines[:end] if not is_page_line(line)]


def _count(lines: Sequence[str]) -> int:
    return sum(len(line.split()) for line in lines if not is_page_line(line))
