"""The report in a plain text that was saved with its page's furniture, by rules for lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from communique.clean.furniture import furniture_phrases
from communique.clean.metadata.dates import as_when, stated_dates
from communique.clean.text.body_range import Cuts, body_cuts, body_start, sure_cuts
from communique.clean.text.head import Head, read_head, same_words
from communique.clean.text.line_model import judged
from communique.clean.text.lines import Line, split_lines
from communique.clean.text.recurring import marked
from communique.records import Furniture, When
from communique.spans import TextMap

_ROLE = re.compile(r"\s*(?:,|\(|\band\b|;|/|\|).*$", re.I)
_CREDIT = re.compile(
    r"^(?:words|text|story|report(?:ed|ing)?|written|author|analysis)(?: by|:)\s+", re.I
)
_LONGEST_ONLY_TITLE = 25
_LEAD = 3
_SURE = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBody:
    """The body of a plain text with what was cut, and what the page says about itself."""

    clean: TextMap
    head: Head
    furniture: tuple[Furniture, ...]
    page_date: When | None = None
    published: When | None = None


def text_body(
    content: str,
    *,
    given: dict[str, str],
    phrases: tuple[str, ...] = (),
    recurs: Callable[[str], bool] | None = None,
) -> TextBody:
    """Find the report in a plain text with page furniture.

    Args:
        content: the text as it was saved.
        given: what the container stated; ``title`` and ``outlet`` help to find the furniture.
        phrases: files of the user's own furniture phrases, beside ours.
        recurs: tells of a line whether its outlet prints it with many of its reports.
    """
    lines = marked(judged(split_lines(content, furniture_phrases(phrases))), recurs)
    start, head, cuts = find_report(lines, given)
    if not head.title and start < len(lines):
        head = _titled_by_first_line(lines, start, head)
    tail = [lines[at].text for at in sorted(cuts) if at >= start]
    published, page_date = _dates_below(tail)
    return TextBody(
        clean=_assemble(content, lines, cuts),
        head=head,
        furniture=_furniture(lines, cuts),
        page_date=head.page_date or page_date,
        published=head.published or published,
    )


def find_report(lines: Sequence[Line], given: dict[str, str]) -> tuple[int, Head, Cuts]:
    """Return where the report begins, what stands above it, and what is cut.

    Args:
        lines: of the page, each with its likeness to a report.
        given: what the container stated.
    """
    start = body_start(lines)
    head = read_head(lines[:start], given.get("title"), lead=lines[start : start + _LEAD])
    cuts: Cuts = dict(enumerate(head.kinds))
    cuts |= _body(lines, start, head, given)
    return start, head, cuts if _keeps_report(lines, cuts) else sure_cuts(lines)


def _keeps_report(lines: Sequence[Line], cuts: Cuts) -> bool:
    """Whether the rules left at least half of what the line classifier is sure of."""
    sure = {at: len(line.words) for at, line in enumerate(lines) if line.seems_report(_SURE)}
    return 2 * sum(words for at, words in sure.items() if at not in cuts) >= sum(sure.values())


def supplied_body(
    content: str,
    *,
    given: dict[str, str],
    phrases: tuple[str, ...] = (),
    recurs: Callable[[str], bool] | None = None,
) -> TextBody:
    """Clean body text that its supplier separated from the page: only sure furniture goes.

    Args:
        content: the body, in which the line classifier is not trusted to cut.
        given: what the container stated.
        phrases: files of the user's own furniture phrases, beside ours.
        recurs: tells of a line whether its outlet prints it with many of its reports.
    """
    lines = marked(split_lines(content, furniture_phrases(phrases)), recurs)
    title = given.get("title")
    start = 0
    while start < len(lines) and title and same_words(lines[start].text, title):
        start += 1
    cuts: Cuts = dict.fromkeys(range(start), "title")
    cuts |= _body(lines, start, Head(title=title), given)
    return TextBody(
        clean=_assemble(content, lines, cuts),
        head=Head(title=title),
        furniture=_furniture(lines, cuts),
    )


def _body(lines: Sequence[Line], start: int, head: Head, given: dict[str, str]) -> Cuts:
    outlet = given.get("outlet") or head.outlet
    cuts = body_cuts(lines, start, outlet=outlet, names=_names(given.get("byline") or head.byline))
    if head.title:
        cuts |= {
            at: "title" for at in range(start, len(lines)) if same_words(lines[at].text, head.title)
        }
    return cuts


def _names(byline: str | None) -> tuple[str, ...]:
    """Full names in a byline, for recognising biographies; a single word is too little."""
    pieces = re.split(r",| and |;|/|\|", _CREDIT.sub("", " ".join((byline or "").split())))
    names = (_ROLE.sub("", piece).strip() for piece in pieces)
    return tuple(name for name in names if len(name.split()) >= 2)


def _titled_by_first_line(lines: Sequence[Line], start: int, head: Head) -> Head:
    """Take the first sentence for a title when it stands alone as one; it stays in the text."""
    first = lines[start]
    longer_follow = start + 1 < len(lines) and len(lines[start + 1].words) > len(first.words)
    if len(first.words) > _LONGEST_ONLY_TITLE or not longer_follow or start > 0:
        return head
    return Head(
        title=first.text.rstrip("."),
        outlet=head.outlet,
        byline=head.byline,
        published=head.published,
        page_date=head.page_date,
        kinds=head.kinds,
    )


def _dates_below(lines: Sequence[str]) -> tuple[When | None, When | None]:
    """Labelled dates below the report: when published, when the page was saved."""
    published = page = None
    for line in lines:
        for stated in stated_dates(line):
            if stated.role == "published":
                published = published or as_when(stated, "publication")
            elif stated.role == "saved":
                page = page or as_when(stated, "document")
    return published, page


def _assemble(content: str, lines: Sequence[Line], cuts: Cuts) -> TextMap:
    clean = TextMap(content)
    kept = [line for at, line in enumerate(lines) if at not in cuts]
    for line in kept:
        if line is not kept[0]:
            clean.insert("\n\n")
        line.keep_in(clean)
    return clean


def _furniture(lines: Sequence[Line], cuts: Cuts) -> tuple[Furniture, ...]:
    return tuple(
        Furniture(kind=cuts[at], text=line.text, source=line.source)
        for at, line in enumerate(lines)
        if at in cuts
    )
