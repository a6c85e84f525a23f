"""The plain form of a Factiva article: a head of lines that are told by their order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from communique.read.exports.article import Article
from communique.read.exports.labels import language_code
from communique.read.exports.lines import date_words, is_copyright, paragraphs, stated_length

_CLOCK = re.compile(r"\s*\d{1,2}:\d{2}(?:\s?[AaPp][Mm])?(?:\s[A-Z]{2,5})?\s*\Z")
_CODE = re.compile(r"\s*[A-Z][A-Z0-9]{1,11}\s*\Z")
_BY = re.compile(r"by\s*:?\s+(?=\S)", re.IGNORECASE)
_NAME = re.compile(r"(?:[^\W\d_a-zß-ÿ][\w'’.-]*,?|and|in|de|da|van|von|bin|al|el|&)\Z")
_LONGEST_HEAD = 10
_LONGEST_HEAD_LINE = 14
_NEAREST_ABOVE = 3
_MOST_ABOVE = 5
_SECTION_WORDS = 4
_NAME_WORDS = 7


@dataclass(frozen=True, slots=True)
class _Below:
    """What stands between the date and the body: fields, lines kept, and where the body begins."""

    outlet: str | None
    language: str | None
    kept: tuple[str, ...]
    end: int


def read_plain(lines: Sequence[str], *, first: bool, wrapped: bool) -> Article | None:
    """Read an article whose head has no labels; None if it has no such head.

    Args:
        lines: the article without its accession number.
        first: that the download's own words may stand above its headline.
        wrapped: that the file breaks lines at a fixed width.
    """
    filled = [at for at, line in enumerate(lines) if line.strip()]
    at = next((at for at in range(len(filled) - 1) if _is_length(lines, filled, at)), None)
    if at is None or at == 0:
        return None
    above = [" ".join(lines[i].split()) for i in filled[:at]]
    if first and len(above) > _MOST_ABOVE:
        above = above[-_NEAREST_ABOVE:]
    title, byline = _title_and_byline(above)
    below = _below(lines, filled[at + 2 :])
    body = paragraphs(lines[below.end :], wrapped=wrapped)
    return Article(
        title=title,
        byline=byline,
        outlet=below.outlet,
        language=below.language,
        published=date_words(lines[filled[at + 1]]),
        words=stated_length(lines[filled[at]]),
        body="\n\n".join((*below.kept, *body)) if body else "",
    )


def _is_length(lines: Sequence[str], filled: Sequence[int], at: int) -> bool:
    """A length in words with a date right below it."""
    length = stated_length(lines[filled[at]])
    return length is not None and date_words(lines[filled[at + 1]]) is not None


def _title_and_byline(above: list[str]) -> tuple[str, str | None]:
    """Headline and byline of the lines above the length: section, headline, byline."""
    byline = None
    if len(above) > 1 and _is_byline(above[-1], above[-2]):
        *above, last = above
        byline = _BY.sub("", last, count=1)
    if len(above) > 1 and len(above[0].split()) <= min(_SECTION_WORDS, len(above[1].split())):
        above = above[1:]
    return " ".join(above), byline


def _is_byline(line: str, above: str) -> bool:
    if _BY.match(line):
        return True
    words = line.split()
    shorter = 2 <= len(words) <= min(_NAME_WORDS, len(above.split()))
    return shorter and all(_NAME.match(word) for word in words)


def _below(lines: Sequence[str], filled: Sequence[int]) -> _Below:
    """Read time, source, its code, edition, page, language and copyright."""
    rest = list(filled)
    if rest and _CLOCK.match(lines[rest[0]]):
        rest.pop(0)
    near = rest[:_LONGEST_HEAD]
    languages = [at for at in near if language_code(lines[at])]
    rights = [at for at in near if is_copyright(lines[at])]
    codes = [at for at in near[:3] if _CODE.match(lines[at])]
    last = max((*rights[:1], *languages[:1], *codes[:1]), default=None)
    while last is not None and any(at in rights for at in _next(rest, last)):
        last = _next(rest, last)[0]
    head = [at for at in near if last is not None and at <= last] or near[:1]
    words = [" ".join(lines[at].split()) for at in head]
    return _Below(
        outlet=words[0] if words else None,
        language=language_code(lines[languages[0]]) if languages else None,
        kept=tuple(line for line in words[1:] if _is_report(line)),
        end=head[-1] + 1 if head else len(lines),
    )


def _next(rest: Sequence[int], last: int) -> list[int]:
    return [at for at in rest if at > last][:1]


def _is_report(line: str) -> bool:
    return len(line.split()) > _LONGEST_HEAD_LINE and not is_copyright(line)
