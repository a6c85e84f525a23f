"""The articles of a download, or the one report that any other file is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal

from communique.read.exports.article import Article, Download
from communique.read.exports.factiva import factiva_download
from communique.read.exports.html_lines import html_lines, looks_like_download
from communique.read.exports.nexis import nexis_download
from communique.read.inputs import Input, Reading
from communique.records import Source

Markup = Literal["html", "text"]
# Words that a download says an article has, and of which at least this share must be found.
_LEAST_SHARE = 0.6
_LEAST_WORDS = 20
_MARKS = ("End of Document", " DOCUMENT", " DOKUMENT")
_NUMBERED = re.compile(r"(?:Do[ck]umento?|Документ)\s+(?:[A-Z][A-Z0-9]{3}|\d{1,6} (?:of|von|de) )")


def download_in(content: str, markup: Markup = "text") -> Download | None:
    """Return the articles of a download of Nexis Uni, LexisNexis or Factiva, or None.

    Args:
        content: the characters of a whole file.
        markup: whether it is a web page or running text.
    """
    if markup == "html":
        if not looks_like_download(content):
            return None
        lines = html_lines(content)
    elif not _may_be_download(content):
        return None
    else:
        lines = content.splitlines()
    return factiva_download(lines) or nexis_download(lines)


def reports_in(
    given: Input,
    content: str,
    reading: Reading,
    *,
    markup: Markup = "text",
    stated: Mapping[str, str] | None = None,
    notes: tuple[str, ...] = (),
) -> Iterator[Source]:
    """Yield one source for each article of a download, or one for a file that is none.

    What a download announces and does not hold, articles without text, and words that belong to
    none are told to ``reading.problems``.

    Args:
        given: the input, whose uri names the sources; the n-th article is ``uri#n``.
        content: its characters.
        reading: the state of the run.
        markup: whether the characters are a web page or running text.
        stated: fields that the file's own properties state, for a file that is no download.
        notes: what a reader of the output should know of how it was read.
    """
    download = download_in(content, markup)
    if download is not None:
        yield from _articles(given, download, reading, notes)
        return
    yield Source(
        uri=given.uri,
        content=content,
        markup=markup,
        given={**(stated or {}), **given.given},
        retrieved=given.retrieved,
        notes=notes,
    )


def _articles(
    given: Input, download: Download, reading: Reading, notes: tuple[str, ...]
) -> Iterator[Source]:
    last = len(download.articles)
    for number, article in enumerate(download.articles, start=1):
        uri = f"{given.uri}#{number}"
        if not article.body.strip():
            reading.problems(uri, f"an article without text: {article.title or 'without title'}")
            continue
        source = Source(
            uri=uri,
            content=article.body,
            markup="body",
            given=article.given(),
            retrieved=given.retrieved,
            notes=notes,
        )
        broken = download.broken_off and number == last
        yield replace(source, notes=(*notes, *_notes(article, broken_off=broken)))
    _tell(given, download, reading)


def _notes(article: Article, *, broken_off: bool) -> Iterator[str]:
    found = len(article.body.split())
    if article.words and found < article.words * _LEAST_SHARE and article.words > _LEAST_WORDS:
        yield f"shorter than its head says: {found} of {article.words} words"
    if broken_off:
        yield "the download breaks off in this article"


def _tell(given: Input, download: Download, reading: Reading) -> None:
    found, announced = len(download.articles), download.announced
    if announced is not None and announced != found:
        reading.problems(
            given.uri, f"not as many articles as announced: {found} of {announced} found"
        )
    if download.broken_off:
        reading.problems(given.uri, "a download that breaks off: its last article has no end")
    if download.left_over:
        words = f"{download.left_over} words"
        reading.problems(given.uri, f"words outside all articles were left out: {words}")


def _may_be_download(content: str) -> bool:
    """Look for the words that open or close articles, at little cost."""
    return any(mark in content for mark in _MARKS) or bool(_NUMBERED.search(content))
