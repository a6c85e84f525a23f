"""What one line above a report is: a date, a row of links, a writer, or a headline."""

from __future__ import annotations

import re

from communique.clean.metadata.dates import stated_dates
from communique.clean.metadata.writers import is_byline
from communique.clean.text.line_rules import (
    is_address,
    is_date_line,
    is_header_row,
    is_link_row,
    is_promotion,
    is_section_name,
)
from communique.clean.text.lines import Line

_MOST_TITLE_WORDS = 40
_NO_LETTER = re.compile(r"[\W_]+")


def head_kind(line: Line) -> str:
    """Return what a line above the report is; "headline" where nothing tells."""
    text, known = line.text, line.known
    if is_date_line(text) or is_header_row(text):
        return "date"
    if is_address(text) or is_section_name(text):
        return "navigation"
    if is_link_row(text) and not (known and known.kind == "header"):
        return "date" if stated_dates(text) else "navigation"
    if known:
        return known.kind
    if is_promotion(text):
        return "promotion"
    if is_byline(text):
        return "byline"
    return "headline"


def could_be_title(line: Line) -> bool:
    """Tell whether a line above the body could be its title."""
    is_headline = head_kind(line) in {"headline", "byline"} and not line.recurs
    is_headline = is_headline and not line.text.startswith("*")  # a wire's note to editors
    return is_headline and 2 <= len(line.words) <= _MOST_TITLE_WORDS


def same_words(first: str, second: str) -> bool:
    """Tell whether two lines have the same letters and digits."""
    return letters_of(first) == letters_of(second) != ""


def letters_of(line: str) -> str:
    """Return the letters and digits of a line, in small letters."""
    return _NO_LETTER.sub("", line.casefold())
