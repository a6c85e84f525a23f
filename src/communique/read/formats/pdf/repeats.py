"""Headers, footers and page numbers of a PDF: lines at the edges of pages that others repeat."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from communique.read.formats.pdf.layout import Line

_EDGE_ROWS = 3
_LEAST_SHARE = 0.2
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|p\.|seite|página)\s*)?(?:\d{1,4}(?:\s*(?:/|of|von|de)\s*\d{1,4})?|[ivxl]{1,7})"
    r"\W*\Z",
    re.IGNORECASE,
)


def without_repeats(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], list[str]]:
    """Return the pages without what repeats at their edges, and each repeated line once.

    A header that the first page has stays there, since it may be the masthead. Page numbers of
    files with several pages go without trace.
    """
    if len(pages) < 2:
        return [list(page) for page in pages], []
    edges = [_edge(page) for page in pages]
    counts = Counter(key for edge in edges for key in {_key(line) for line in edge})
    least = max(2, _LEAST_SHARE * len(pages))
    repeated = {key for key, count in counts.items() if count >= least}
    cut = [
        {line for line in edge if _key(line) in repeated or _PAGE_NUMBER.match(line.words)}
        for edge in edges
    ]
    masthead = {line for line in cut[0] if _is_upper(line, pages[0])}
    masthead = {line for line in masthead if not _PAGE_NUMBER.match(line.words)}
    cut[0] -= masthead
    kept = [
        [line for line in page if line not in out] for page, out in zip(pages, cut, strict=True)
    ]
    once = dict(_once(pages, cut, {_key(line) for line in masthead}))
    return kept, list(once.values())


def _once(
    pages: Sequence[Sequence[Line]], cut: Sequence[set[Line]], known: set[str]
) -> Iterator[tuple[str, str]]:
    for page, out in zip(reversed(pages), reversed(cut), strict=True):
        for line in page:
            if line in out and not _PAGE_NUMBER.match(line.words) and _key(line) not in known:
                yield _key(line), line.words


def _edge(page: Sequence[Line]) -> set[Line]:
    """The lines of the uppermost and the lowest rows of a page."""
    rows: list[list[Line]] = []
    for line in sorted(page, key=lambda line: -line.bottom):
        if rows and rows[-1][0].beside(line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return {line for row in (*rows[:_EDGE_ROWS], *rows[-_EDGE_ROWS:]) for line in row}


def _is_upper(line: Line, page: Sequence[Line]) -> bool:
    middle = (max(other.top for other in page) + min(other.bottom for other in page)) / 2
    return line.bottom > middle


def _key(line: Line) -> str:
    """What the line says with every number alike, and how high it stands, within some points."""
    return f"{round(line.bottom / 6)} {_NUMBER.sub('#', ' '.join(line.words.casefold().split()))}"
