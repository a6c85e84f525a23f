"""What the lines of a download are: dates, lengths, copyright, wrapped paragraphs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from communique.read.exports.labels import labels

_MONTH = r"[^\W\d_]{3,12}\.?"
_ENGLISH_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_WEEKDAY = r"[^\W\d_]{3,10}(?:-feira)?"
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?(?:\s[A-Z]{2,5}\b)?"
_DATE_LINE = re.compile(
    rf"(?P<stated>(?:{_WEEKDAY},?\s+)?"
    rf"(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    rf"|\d{{1,2}}\.?\s+(?:de\s+)?{_MONTH},?\s+(?:de\s+)?\d{{4}}"
    rf"|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}"
    rf"|\d{{4}}\s?年\s?\d{{1,2}}\s?月\s?\d{{1,2}}\s?日|{_ENGLISH_MONTH}\s+\d{{4}})"
    rf"(?:,?\s+{_CLOCK})?)(?![\w-])(?P<rest>.*)\Z"
)
_REST_WORDS = 9
_COPYRIGHT = re.compile(
    r"(?:\(c\)|©|copyright\s*(?:\(c\)|©|\d{4}|\S.{0,80}\d{4}\W*\Z)|all rights reserved\b"
    r"|\S.{0,120}\ball rights reserved\.?\Z)",
    re.IGNORECASE,
)
_LENGTH = re.compile(r"(?P<count>\d[\d.,  ]{0,9})\s*(?P<unit>[^\W\d_]+)\Z")
_PAGE_LINE = re.compile(
    r"(?:Page|Seite|Página)\s+\d+\s+(?:of|von|de)\s+\d+\b.{0,80}\Z"
    r"|.{0,20}(?:©|\(c\))\s*\d{4}\s+Factiva\b.{0,80}\Z",
    re.IGNORECASE,
)
_WIDEST_WRAP = 100
_NARROWEST_FULL = 60


def date_words(line: str) -> str | None:
    """Return the date of a line that is nothing but one, with a weekday, a time or an edition."""
    found = _DATE_LINE.match(line.strip()[:200])
    if not found or len(found["rest"].split()) > _REST_WORDS or found["rest"].endswith("."):
        return None
    return found["stated"].strip()


def is_copyright(line: str) -> bool:
    """Tell whether a line states whose the article is."""
    return len(line) < 400 and bool(_COPYRIGHT.match(line.strip()))


def stated_length(words: str) -> int | None:
    """Return how many words ``523 words`` states, in the languages of the suppliers."""
    found = _LENGTH.match(words.strip()[:40])
    if not found or found["unit"].casefold() not in labels().words:
        return None
    return int(re.sub(r"\D", "", found["count"]))


def is_page_line(line: str) -> bool:
    """Tell whether a line is the number of a page, as the supplier prints it."""
    return len(line) < 150 and bool(_PAGE_LINE.match(line.strip()))


def is_wrapped(lines: Sequence[str]) -> bool:
    """Tell whether a file breaks its lines at a fixed width.

    Then many lines that nearly fill it end inside a sentence, and hardly any is longer.
    """
    longer = sum(len(line.rstrip()) > _WIDEST_WRAP for line in lines)
    cut = sum(
        _NARROWEST_FULL <= len(line.rstrip()) <= _WIDEST_WRAP
        and bool(below.strip())
        and not line.rstrip().endswith((".", "!", "?", ":", ";"))
        for line, below in itertools.pairwise(lines)
    )
    return cut > 2 * longer


def paragraphs(lines: Sequence[str], *, wrapped: bool) -> tuple[str, ...]:
    """Return the paragraphs of an article.

    Args:
        lines: as they stand in the file.
        wrapped: that the file breaks lines at a fixed width. A paragraph then goes on until an
            empty line, an indented one, or one after which the next word would have had room.
    """
    if not wrapped:
        return tuple(words for line in lines if (words := " ".join(line.split())))
    lengths = (len(line.rstrip()) for line in lines)
    width = max((length for length in lengths if length <= _WIDEST_WRAP), default=0)
    return tuple(" ".join(" ".join(group).split()) for group in _joined(lines, width) if group)


def _joined(lines: Sequence[str], width: int) -> Iterator[list[str]]:
    group: list[str] = []
    for line in lines:
        if group and (not line.strip() or _begins(line, group[-1], width)):
            yield group
            group = []
        if line.strip():
            group.append(line)
    yield group


def _begins(line: str, before: str, width: int) -> bool:
    indent = len(line) - len(line.lstrip())
    indent_before = len(before) - len(before.lstrip())
    had_room = len(before.rstrip()) + 1 + len(line.split(maxsplit=1)[0]) <= width
    return indent > indent_before or had_room
