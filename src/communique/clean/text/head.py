"""What stands above the first paragraph of a plain text: outlet, title, date, writer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from communique.clean.metadata.dates import StatedDate, as_when, stated_dates
from communique.clean.metadata.masthead import outlet_in
from communique.clean.metadata.writers import bare_byline
from communique.clean.text.head_line import could_be_title, head_kind, letters_of, same_words
from communique.clean.text.line_rules import (
    ends_like_sentence,
    is_address,
    is_link_row,
)
from communique.clean.text.lines import Line
from communique.clean.text.title import title_index
from communique.records import When

__all__ = ["Head", "could_be_title", "read_head", "same_words"]

_QUOTES = '"“”„«»'
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
    kinds = [head_kind(line) for line in lines]
    outlet_at, outlet = _outlet(lines, kinds, known_title)
    if outlet_at is not None:
        kinds[outlet_at] = "masthead"
    title_at = title_index(lines, kinds, known_title, lead)
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
        if title and kinds[at] != "title" and letters_of(title) in letters_of(line.text):
            marked[at] = "title"
        elif kinds[at] == "headline":
            marked[at] = "sentence above the body" if ends_like_sentence(line.text) else "subtitle"
    return marked


def _unquoted(title: str) -> str:
    inner = title.strip()
    if len(inner) > 2 and inner[0] in _QUOTES and inner[-1] in _QUOTES:
        middle = inner[1:-1]
        return middle if not any(q in middle for q in _QUOTES) else inner
    return inner
