"""What stands above the first paragraph of a plain text: outlet, title, date, writer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from communique.clean.metadata.dates import StatedDate, as_when, stated_dates
from communique.clean.metadata.masthead import outlet_in
from communique.clean.metadata.writers import bare_byline, is_byline
from communique.clean.text.line_rules import (
    ends_like_sentence,
    is_address,
    is_date_line,
    is_header_row,
    is_link_row,
    is_promotion,
    is_section_name,
)
from communique.clean.text.lines import Line
from communique.records import When

_TOP = ("masthead", "navigation")
_NO_LETTER = re.compile(r"[\W_]+")
_QUOTES = '"“”„«»'
_MOST_TITLE_WORDS = 40
_LONGEST_MASTHEAD = 120
_NAMELESS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the lines above the body say; ``kinds`` gives for each line what it was."""

    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: When | None = None
    page_date: When | None = None
    kinds: tuple[str, ...] = ()


def read_head(
    lines: Sequence[Line], known_title: str | None = None, *, lead: Sequence[Line] = ()
) -> Head:
    """Read the lines that stand above the body.

    Args:
        lines: the lines before the first paragraph of the report, in order.
        known_title: the title as the container gave it, if it did.
        lead: the first lines of the report, whose words its title shares.
    """
    kinds = [_kind(line) for line in lines]
    outlet_at, outlet = _outlet(lines, kinds, known_title)
    if outlet_at is not None:
        kinds[outlet_at] = "masthead"
    title_at = _title_index(lines, kinds, known_title, lead)
    title = known_title
    if title_at is not None:
        title = title or lines[title_at].text
        kinds[title_at] = "title"
    byline = _byline(lines, kinds, title_at)
    return Head(
        title=_unquoted(title) if title else None,
        outlet=outlet,
        byline=byline,
        published=_published(lines, kinds, title_at),
        page_date=_page_date(lines, kinds, title_at),
        kinds=tuple(_mark_repeats(lines, kinds, title)),
    )


def could_be_title(line: Line) -> bool:
    """Tell whether a line above the body could be its title."""
    is_headline = _kind(line) in {"headline", "byline"} and not line.recurs
    return is_headline and 2 <= len(line.words) <= _MOST_TITLE_WORDS


def same_words(first: str, second: str) -> bool:
    """Tell whether two lines have the same letters and digits."""
    return _letters(first) == _letters(second) != ""


def _kind(line: Line) -> str:
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


def _title_index(
    lines: Sequence[Line], kinds: Sequence[str], known: str | None, lead: Sequence[Line]
) -> int | None:
    if known:
        same = [at for at, line in enumerate(lines) if same_words(line.text, known)]
        return same[-1] if same else None
    letters = [_letters(line.text) for line in lines]
    above = {line.block for line, kind in zip(lines, kinds, strict=True) if kind in _TOP}
    scores: Counter[int] = Counter()
    for at, line in enumerate(lines):
        words = len(line.words)
        if not could_be_title(line) or kinds[at] == "masthead":
            continue
        scores[at] = min(words, 8)
        scores[at] -= 8 * (kinds[at] == "byline")
        scores[at] += 4 * _has_header_below(kinds[at + 1 : at + 3])
        repeated = any(letters[at] in other for n, other in enumerate(letters) if n != at)
        scores[at] += 3 * (repeated and words >= 4)
        scores[at] -= 3 * (outlet_in(line.text) is not None and words <= 4)
        scores[at] -= 4 * line.text.endswith(".")
        scores[at] -= 3 * (line.block in above and line.block != lines[-1].block)
        scores[at] -= sum(any(map(str.isdigit, word)) for word in line.words)
        scores[at] += round(6 * max(0.0, line.shared or 0.0))
    best = max(scores, key=lambda at: (scores[at], -at), default=None)
    if best is None:
        return None
    doubtful = scores[best] <= 0 and len(lines[best].words) < 3
    if doubtful and best != len(lines) - 1:
        return None
    return _last_copy(_above_subtitle(best, lines, kinds, letters, lead), letters)


def _above_subtitle(
    best: int,
    lines: Sequence[Line],
    kinds: Sequence[str],
    letters: Sequence[str],
    lead: Sequence[Line],
) -> int:
    """The line right above the best one where that is the title and the best one its subtitle."""
    above = best - 1
    if above < 0 or kinds[above] != "headline" or letters.count(letters[best]) > 1:
        return best
    line = lines[above]
    is_long = 4 <= len(line.words) <= _MOST_TITLE_WORDS and line.block == lines[best].block
    has_small = any(word.islower() and len(word) > 3 for word in line.words)
    if not is_long or outlet_in(line.text) or not (has_small or _shares_a_name(line, lead)):
        return best
    return above


def _shares_a_name(line: Line, lead: Sequence[Line]) -> bool:
    said = {word for below in lead for word in below.words if word[0].isupper()}
    return any(word in said and len(word) > 3 for word in line.words)


def _has_header_below(kinds: Sequence[str]) -> bool:
    headers = ("date", "header")
    return next((kind for kind in kinds if kind != "byline"), None) in headers


def _last_copy(at: int, letters: Sequence[str]) -> int:
    return max(n for n, other in enumerate(letters) if other == letters[at])


def _outlet(
    lines: Sequence[Line], kinds: Sequence[str], known_title: str | None
) -> tuple[int | None, str | None]:
    """The first line that names an outlet, if a line is left for the title."""
    for at, line in enumerate(lines):
        is_bare_date = kinds[at] == "date" and not is_link_row(line.text)
        if is_bare_date or line.known or is_address(line.text):
            continue
        if kinds[at] not in {"headline", "byline", "navigation", "date"}:
            continue
        below = kinds[at + 1 : at + 3]
        menu_next = "navigation" in below
        outlet = outlet_in(line.text, beside_menu=menu_next)
        others = known_title or any(kind in {"headline", "byline"} for kind in kinds[at + 1 :])
        if outlet and others and len(line.text) <= _LONGEST_MASTHEAD:
            stands_apart = menu_next or kinds[at] == "navigation" or line.text.isupper()
            if stands_apart or _title_is_below_block(lines, at):
                return at, outlet
        return None, None
    return None, None


def _title_is_below_block(lines: Sequence[Line], at: int) -> bool:
    """Whether a line that could be the title stands in a block below that of line ``at``."""
    return any(
        line.block != lines[at].block and could_be_title(line) and len(line.words) >= _NAMELESS
        for line in lines[at + 1 :]
    )


def _byline(lines: Sequence[Line], kinds: Sequence[str], title_at: int | None) -> str | None:
    if title_at is None:
        return None
    for line, kind in zip(lines[title_at + 1 :], kinds[title_at + 1 :], strict=True):
        if kind == "byline":
            return bare_byline(line.text)
    return None


def _published(lines: Sequence[Line], kinds: Sequence[str], title_at: int | None) -> When | None:
    """A labelled date anywhere above the body, or a bare one that stands by the title."""
    by_role: dict[str, StatedDate] = {}
    for at, line in enumerate(lines):
        for stated in stated_dates(line.text):
            role = stated.role
            if role == "bare" and (kinds[at] == "title" or not _by_title(at, kinds, title_at)):
                continue
            by_role.setdefault(role, stated)
    found = by_role.get("published") or by_role.get("bare") or by_role.get("updated")
    return as_when(found, "publication") if found else None


def _page_date(lines: Sequence[Line], kinds: Sequence[str], title_at: int | None) -> When | None:
    for at, line in enumerate(lines):
        for stated in stated_dates(line.text):
            bare_above = stated.role == "bare" and not _by_title(at, kinds, title_at)
            if kinds[at] != "title" and (stated.role == "saved" or bare_above):
                return as_when(stated, "document")
    return None


def _by_title(at: int, kinds: Sequence[str], title_at: int | None) -> bool:
    """Whether a date line belongs to the title: below it, or right above it.

    A date with menus or headlines between it and the title is the masthead's: it dates the page.
    """
    if title_at is None:
        return False
    return at > title_at or all(kind in {"date", "header"} for kind in kinds[at:title_at])


def _mark_repeats(lines: Sequence[Line], kinds: Sequence[str], title: str | None) -> list[str]:
    """Name the copies of the title and the lines that hold it, such as a trail of links."""
    marked = list(kinds)
    for at, line in enumerate(lines):
        if title and kinds[at] != "title" and _letters(title) in _letters(line.text):
            marked[at] = "title"
        elif kinds[at] == "headline":
            marked[at] = "sentence above the body" if ends_like_sentence(line.text) else "subtitle"
    return marked


def _letters(line: str) -> str:
    return _NO_LETTER.sub("", line.casefold())


def _unquoted(title: str) -> str:
    inner = title.strip()
    if len(inner) > 2 and inner[0] in _QUOTES and inner[-1] in _QUOTES:
        middle = inner[1:-1]
        return middle if not any(q in middle for q in _QUOTES) else inner
    return inner
