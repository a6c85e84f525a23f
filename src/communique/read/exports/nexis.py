"""Downloads of Nexis Uni and LexisNexis: one file with many articles.

Nexis Uni closes each article with "End of Document"; LexisNexis opens each with "1 of 50
DOCUMENTS". Both state title, outlet, date, section, length and byline in a head above the body,
and the supplier's index below it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from communique.read.exports.article import Article, Download
from communique.read.exports.labels import language_code
from communique.read.exports.lines import is_page_line, is_wrapped, paragraphs, stated_length
from communique.read.exports.nexis_head import Head, read_classic_head, read_uni_head
from communique.read.exports.nexis_tail import tail_start, tail_value

_END = re.compile(r"\s*End of Document\s*\Z", re.IGNORECASE)
_START = re.compile(
    r"\s*(?:\d{1,6}\s+(?:of|von|de|sur)\s+(?P<all>\d{1,6})\s+DO[CK]UMENT(?:S|E|OS)?"
    r"|(?:Document|Dokument)\s+\d{1,6}\s+(?:of|von|de)\s+(?P<every>\d{1,6}))\s*\Z"
)
_COVER = re.compile(
    r"\s*(?:User Name|Date and Time|Job Number|Client/Matter|Search Terms|Search Type):"
    r"|\s*Documents? \(\d+\)\s*\Z"
)
_ANNOUNCED = re.compile(r"\s*Documents? \((?P<count>\d{1,6})\)\s*\Z")
_FIRST_TITLE = re.compile(r"\s*1\.\s*(?P<title>\S.*)\Z")
_SURE_MARKERS = 3
_LANGUAGE = frozenset(("language", "sprache", "langue"))
_BY = re.compile(r"(?:by|von|par|por)\s*:?\s+(?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Piece:
    """The lines of one article with the head that was read from them."""

    lines: list[str]
    head: Head


def nexis_download(lines: Sequence[str]) -> Download | None:
    """Return the articles of a download of Nexis Uni or LexisNexis, or None if it is neither.

    It is one for sure when an article has three different marks of a head beside the line that
    opens or closes it.

    Args:
        lines: the lines of a file, with their indents.
    """
    starts = [at for at, line in enumerate(lines) if _START.match(line)]
    download = _classic_download(lines, starts) if starts else None
    return download or _uni_download(lines)


def _uni_download(lines: Sequence[str]) -> Download | None:
    ends = [at for at, line in enumerate(lines) if _END.match(line)]
    if not ends:
        return None
    edges = [0, *(at + 1 for at in ends), len(lines) + 1]
    parts = [list(lines[a : b - 1]) for a, b in itertools.pairwise(edges)]
    contents = _Contents.of(parts[0])
    pieces, left_over = _with_heads(parts, contents.first_title)
    wrapped = is_wrapped(lines)
    if not any(piece.head.markers >= _SURE_MARKERS for piece in pieces):
        return None
    return Download(
        articles=tuple(_article(piece, wrapped=wrapped) for piece in pieces),
        announced=contents.announced,
        left_over=left_over + (0 if contents.is_cover else _count(pieces[0].head.above)),
        broken_off=pieces[-1].lines is parts[-1],
    )


def _with_heads(parts: list[list[str]], first_title: str | None) -> tuple[list[_Piece], int]:
    """Articles, and words that belong to none; a part without a head belongs to the one above."""
    pieces: list[_Piece] = []
    left_over = 0
    for at, part in enumerate(parts):
        head = read_uni_head(part, None if pieces else first_title)
        if head is not None:
            pieces.append(_Piece(part, head))
        elif pieces and at < len(parts) - 1:
            pieces[-1].lines.extend(["", "End of Document", "", *part])
        else:
            left_over += _count(part)
    return pieces, left_over


@dataclass(frozen=True, slots=True, kw_only=True)
class _Contents:
    """What stands before the first article: a cover with a table of contents, perhaps."""

    is_cover: bool
    announced: int | None
    first_title: str | None

    @classmethod
    def of(cls, lines: Sequence[str]) -> _Contents:
        announced = next((m for line in lines if (m := _ANNOUNCED.match(line))), None)
        title = next((m for line in lines if (m := _FIRST_TITLE.match(line))), None)
        return cls(
            is_cover=sum(bool(_COVER.match(line)) for line in lines) >= 2,
            announced=int(announced["count"]) if announced else None,
            first_title=" ".join(title["title"].split()) if title and announced else None,
        )


def _classic_download(lines: Sequence[str], starts: list[int]) -> Download | None:
    edges = [*starts, len(lines)]
    parts = [list(lines[a + 1 : b]) for a, b in itertools.pairwise(edges)]
    pieces: list[_Piece] = []
    for part, start in zip(parts, starts, strict=True):
        head = read_classic_head(part)
        if head.markers >= _SURE_MARKERS or not pieces:
            pieces.append(_Piece(part, head))
        else:
            pieces[-1].lines.extend([lines[start], *part])
    if not any(piece.head.markers >= _SURE_MARKERS for piece in pieces):
        return None
    wrapped = is_wrapped(lines)
    announced = [int(m["all"] or m["every"]) for at in starts if (m := _START.match(lines[at]))]
    return Download(
        articles=tuple(_article(piece, wrapped=wrapped) for piece in pieces),
        announced=max(announced),
        left_over=_count(lines[: starts[0]]),
    )


def _article(piece: _Piece, *, wrapped: bool) -> Article:
    lines, head = piece.lines, piece.head
    below = tail_start(lines, head.end, wrapped=wrapped)
    fields = {name: " ".join(value.split()) for name, value in head.fields.items()}
    language = fields.get("language") or tail_value(lines[below:], _LANGUAGE) or ""
    return Article(
        title=fields.get("title"),
        outlet=fields.get("outlet"),
        published=fields.get("published"),
        byline=_BY.sub("", fields.get("byline", ""), count=1),
        language=language_code(language),
        words=stated_length(fields.get("length", "")),
        body=_body(lines[head.end : below], head, fields, wrapped=wrapped),
    )


def _body(lines: Sequence[str], head: Head, fields: dict[str, str], *, wrapped: bool) -> str:
    body = paragraphs(_without_page_heads(lines, fields.get("title")), wrapped=wrapped)
    dateline = fields.get("dateline", "")
    first = body[0] if body else ""
    place = dateline.split(",")[0].casefold()
    # The place of a report is part of it; most texts repeat it, and then once is enough.
    missing = [dateline] if dateline and place not in first[:80].casefold() else []
    return "\n\n".join((*head.kept, *missing, *body)) if body else ""


def _without_page_heads(lines: Sequence[str], title: str | None) -> list[str]:
    """Lines without page numbers and the title that is printed again below each."""
    kept: list[str] = []
    below_number = False
    for line in lines:
        words = " ".join(line.split())
        if is_page_line(words):
            below_number = True
            continue
        if below_number and words and title and _is_beginning(words, title):
            below_number = False
            continue
        below_number = below_number and not words
        kept.append(line)
    return kept


def _is_beginning(words: str, title: str) -> bool:
    bare = words.removesuffix("...").removesuffix("…").rstrip()
    return len(bare) > len(title) // 3 and title.startswith(bare)


def _count(lines: Sequence[str]) -> int:
    return sum(len(line.split()) for line in lines if not is_page_line(line))
