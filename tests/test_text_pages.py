"""Whole pages saved as text, invented in the manner of many designs: what stays and what goes.

Each file of ``tests/text_pages`` begins with what the page says of itself, then comes the page:
``+`` before a line of the report, ``-`` before anything else. A line of the report that is lost is
an error everywhere; so is furniture that is left.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from communique.clean.text.body import TextBody, text_body

FILES = sorted((Path(__file__).parent / "text_pages").glob("*.txt"))


@dataclass(frozen=True)
class TextPage:
    """A page, the lines of its report, all its other lines, and what it says of itself."""

    content: str
    report: list[str]
    furniture: list[str]
    stated: dict[str, str]


def text_page(path: Path) -> TextPage:
    head, _, rows = path.read_text("utf-8").partition("\n\n")
    lines = [(row[:1], row[2:]) for row in rows.splitlines()]
    return TextPage(
        content="\n".join(words for _, words in lines),
        report=[words for mark, words in lines if mark == "+" and words],
        furniture=[words for mark, words in lines if mark == "-" and words],
        stated=dict(row.split(": ", 1) for row in head.splitlines()),
    )


def cleaned(page: TextPage) -> TextBody:
    return text_body(page.content, given={})


def words(text: str) -> list[str]:
    return text.split()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_report_stays_whole_and_nothing_else_does(path: Path) -> None:
    page = text_page(path)

    body = cleaned(page)

    assert words(body.clean.text) == words("\n".join(page.report))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_was_cut_is_told_line_by_line(path: Path) -> None:
    page = text_page(path)

    cut = [item.text for item in cleaned(page).furniture]

    assert cut == [" ".join(line.split("\t")).strip() for line in page.furniture]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_title_and_outlet_of_the_page(path: Path) -> None:
    page = text_page(path)

    head = cleaned(page).head

    assert (head.title, head.outlet) == (page.stated["title"], page.stated.get("outlet"))
