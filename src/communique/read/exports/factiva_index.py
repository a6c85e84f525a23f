"""The indexed form of a Factiva article: fields that open with a code of two or three capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from communique.read.exports.article import Article
from communique.read.exports.labels import labels, language_code
from communique.read.exports.lines import date_words, paragraphs, stated_length

_CODE = re.compile(r"\s*(?P<code>[A-Z]{2,3})(?P<gap>[ \t|]*)(?P<value>(?:.*[^\s|])?)[\s|]*\Z")
_INDEX_VALUE = re.compile(r"[\w-]{2,12}\s*:\s|.*\s\|\s|[\d/-]+\Z")
_BY = re.compile(r"by\s*:?\s+(?=\S)", re.IGNORECASE)
_LONGEST_AGENCY = 6
_SURE_FIELDS = 4
_REQUIRED = frozenset(("HD", "PD"))


def is_indexed(lines: Sequence[str]) -> bool:
    """Tell whether an article has fields under more than four codes, headline and date included."""
    codes: set[str] = set()
    for code, _ in _fields(lines):
        codes.add(code)
        if len(codes) > _SURE_FIELDS and codes >= _REQUIRED:
            return True
    return False


def read_indexed(lines: Sequence[str], *, wrapped: bool) -> Article:
    """Read an article in which each field opens with its code.

    Args:
        lines: the article without its accession number.
        wrapped: that the file breaks lines at a fixed width.
    """
    stated: dict[str, str] = {}
    body: list[str] = []
    for code, values in _fields(lines):
        meaning = labels().fields[code]
        if meaning == "body":
            body.extend(("", *values))
        elif meaning != "drop":
            stated.setdefault(meaning, " ".join(" ".join(values).split()))
    agency = stated.get("agency", "")
    return Article(
        title=stated.get("title"),
        outlet=stated.get("outlet"),
        published=date_words(stated.get("published", "")),
        byline=_BY.sub("", stated.get("byline", ""), count=1),
        agency=agency if len(agency.split()) <= _LONGEST_AGENCY else None,
        language=language_code(stated.get("language", "")),
        words=stated_length(stated.get("length", "")),
        body="\n\n".join(paragraphs(body, wrapped=wrapped)),
    )


def _fields(lines: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield each code with the lines of its field; lines before the first code belong to none."""
    current: tuple[str, list[str]] | None = None
    for line in lines:
        opened = _opened(line, current[0] if current else "")
        if opened is not None:
            if current:
                yield current
            current = (opened[0], [opened[1]])
        elif current:
            current[1].append(line.rstrip("|"))
    if current:
        yield current


def _opened(line: str, current: str) -> tuple[str, str] | None:
    """The code that a line opens with, and the rest of the line.

    A code stands alone, or apart from its value by a tab, a cell or two blanks. One blank is enough
    outside the report, and in it only before what can be nothing but an index entry.
    """
    found = _CODE.match(line)
    if not found or found["code"] not in labels().fields:
        return None
    code, gap, value = found["code"], found["gap"], found["value"]
    apart = not value or len(gap) > 1 or "\t" in gap or "|" in gap
    in_report = labels().fields.get(current) == "body"
    if in_report:
        alone = (current, code) == ("LP", "TD") or bool(_INDEX_VALUE.match(value))
    else:
        alone = bool(current) or code in {"SE", "HD"}
    return (code, value) if apart or (gap == " " and alone) else None
