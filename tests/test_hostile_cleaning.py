"""No run of characters, wherever it stands, makes cleaning slow; see tools/fuzz.py."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from communique.clean import clean
from communique.records import Source
from fuzz import time_limit
from report_samples import BODY

LONG = 30_000
FIELDS = ("title", "outlet", "byline", "agency", "published", "language", "url")
STORY = "\n\n".join(BODY)
PARAGRAPHS = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
RUNS = (
    *(" ", "\u00a0", "\t", "A", "Ab", "Ab ", "a-", "-", "1", "1,", "(", "_", "“", '"', ". ", "A. "),
    *(", ", "A: ", "| ", "/a", "by A and ", "July 3, ", "&amp;", "\u200b", "e\u0301", "Ã©"),
)


def given(words: str) -> Iterator[Source]:
    """Yield reports whose container states such words."""
    for field in FIELDS:
        yield Source(uri="https://e.org/a", content=STORY, markup="body", given={field: words})


def texts(words: str) -> Iterator[Source]:
    """Yield texts with such words first, between and last, and as many lines."""
    lines = "\n".join(words[at : at + 200] for at in range(0, len(words), 200))
    for content in (f"{words}\n\n{STORY}", f"{STORY}\n\n{words}.\n\n{STORY}", f"{STORY}\n{lines}"):
        yield Source(uri="a.txt", content=content, markup="text", given={})
        yield Source(uri="a.txt", content=content, markup="body", given={"title": "Talks"})


def pages(words: str) -> Iterator[Source]:
    """Yield pages with such words wherever pages state something."""
    bare = words.replace('"', "").replace("'", "")
    stated = json.dumps({"@type": "NewsArticle", "headline": bare, "author": {"name": bare}})
    for head, body in (
        (f"<title>{words}</title>", f"<h1>{words}</h1>"),
        (f"<meta property='og:title' content='{bare}'><meta name='author' content='{bare}'>", ""),
        (f"<meta property='article:published_time' content='{bare}'>", f"<time>{words}</time>"),
        (f"<script type='application/ld+json'>{stated}</script>", f"<p>{words}</p>"),
        (f"<script type='application/ld+json'>{words}</script>", f"<div class='by'>{words}</div>"),
    ):
        page = f"<html><head>{head}</head><body>{body}{PARAGRAPHS}</body></html>"
        yield Source(uri="https://e.org/a", content=page, markup="html", given={})


@pytest.mark.parametrize("place", [given, texts, pages])
@pytest.mark.parametrize("run", RUNS, ids=ascii)
def test_a_long_run_of_anything_is_cleaned_in_no_time(run: str, place: object) -> None:
    assert callable(place)
    words = f"A{run * (LONG // len(run))}b"

    for source in place(words):
        with time_limit(5):
            assert clean(source).uri


@pytest.mark.parametrize(
    "line",
    [
        "ab",
        "Menu",
        "WARC/1.0",
        "Xi met Putin in Astana and the two of them said that",
        "word " * 14,
    ],
)
def test_many_lines_of_one_width_are_cleaned_in_no_time(line: str) -> None:
    content = f"{STORY}\n\n" + f"{line}\n" * 8_000 + f"\n{STORY}"

    with time_limit(10):
        assert clean(Source(uri="a.txt", content=content, markup="text", given={})).text


@pytest.mark.parametrize("tag", ["<head", "<!--", "<svg ", "<script>", "</head "])
def test_elements_that_never_end_are_read_in_no_time(tag: str) -> None:
    page = f"<p>{STORY}</p>" + tag * 20_000

    with time_limit(5):
        assert clean(Source(uri="a.html", content=page, markup="html", given={})).uri


def test_a_page_that_refers_to_control_characters_is_read() -> None:
    page = f"<html><body><h1>Ta&#1;lks</h1>{PARAGRAPHS}<p>Both&#x1f; sides left.</p>&#2;x</body>"

    document = clean(Source(uri="a.html", content=page, markup="html", given={}))

    assert document.text.startswith(BODY[0][:40])
