"""Who wrote the report: persons, and neither the outlet nor its staff."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from communique.clean.furniture import page_words
from communique.clean.metadata.candidate import Candidate, settle
from communique.clean.metadata.dates import stated_dates, without_dates
from communique.clean.metadata.linked_data import LinkedReport
from communique.clean.metadata.markup import Markup, plain_words
from communique.clean.metadata.masthead import as_name
from communique.clean.metadata.outlets import fold_name
from communique.clean.metadata.words import metadata_words
from communique.clean.metadata.writers import bare_byline, is_byline, is_name
from communique.clean.text.line_rules import is_date_line

IsNoPerson = Callable[[str], bool]

_AND = re.compile(r"\s*(?:[;|/&•·\n]|\s(?:and|und|et|y|with)\s|\s[-–—]\s)\s*", re.I)
_OPENING = re.compile(
    r"^(?:this (?:post|article|story) was )?(?:(?:written|reported|reporting|story|words|text"
    r"|analysis|opinion|posted|published)?"
    r"\s*(?:on\s+)?by|authors?|from|text|words|reporter|writer|journalist)\b\s*[:.]?\s*",
    re.I,
)
_HELPERS = re.compile(
    r"[;,.(]?\s*\b(?:editing|edited|photographs?|photos?|graphics|translat(?:ed|ion)|video)"
    r" by\b.*$",
    re.I,
)
_PLACED = re.compile(r"\s+(?:in|at|for|of|from|reporting)\s.*$", re.I)
_ADDRESS = re.compile(r"\S*@\S*|https?://\S+|\b[\w-]+\.(?:com|org|net|info)\b", re.I)
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_PARTICLES = frozenset(
    ("al", "el", "bin", "ibn", "bint", "abu", "ben", "de", "da", "di", "do", "dos", "du", "del",
    "della", "van", "von", "der", "den", "ter", "le", "la", "e", "y")
)  # fmt: skip
_WORD = re.compile(r"[\w'’.-]+")
_NOBODY = ("our ", "the ", "a ", "an ", "about ", "for ", "more ")
_ONE_WORD_NAME = re.compile("[\u3400-\u9fff\uac00-\ud7af]{2,4}")
_SAYS_BY = re.compile(r"(?:(?:text|words|story|posted|written|reported|report) )?by[ :]", re.I)
_LABEL = re.compile(
    r"\s*(?:\b|(?<=[a-z])(?=[A-Z]))"
    r"(?i:published|updated|posted|last|first|modified|on|date)\b[: ]*$"
)
_LONGEST_BYLINE = 16
_DIGIT = re.compile(r"\d")
_LONGEST = 300
_MOST_WORDS = 5
_MOST_AUTHORS = 12
_LINES_BELOW_TITLE = 3


def byline_of(
    markup: Markup,
    linked: LinkedReport,
    writers: Sequence[str],
    lines: Sequence[str],
    is_no_person: IsNoPerson,
) -> Candidate[str] | None:
    """Return the writers of a report, joined by commas.

    Args:
        markup: what the elements of the page state.
        linked: what its linked data says.
        writers: texts of elements that are marked as those of writers.
        lines: lines between the title and the report.
        is_no_person: tells names of outlets and agencies.
    """
    joined = (
        Candidate(value=", ".join(found), basis=basis, confidence=confidence, text=words)
        for words, basis, confidence in _stated(markup, linked, writers, lines)
        if (found := persons(words, is_no_person))
    )
    return settle(joined, _same)


def credited_words(
    markup: Markup, linked: LinkedReport, writers: Sequence[str], lines: Sequence[str]
) -> str:
    """Return what stands where writers are named, be it persons or agencies."""
    stated = _stated(markup, linked, writers, lines)
    return "; ".join(dict.fromkeys(words for words, _, _ in stated))


def names_persons(markup: Markup, linked: LinkedReport) -> bool:
    """Tell whether the data of a page name a person, so that its text need not be searched."""
    return any(persons(words, lambda _: False) for words, _, _ in _stated(markup, linked, (), ()))


def persons(words: str, is_no_person: IsNoPerson) -> tuple[str, ...]:
    """Return the persons that a byline names, in its order.

    Args:
        words: such as ``By Jane Roe in Astana and John Doe, Staff``.
        is_no_person: tells names of outlets and agencies, which are dropped.
    """
    plain = without_dates(_ADDRESS.sub(" ", _HELPERS.sub("", plain_words(words[:_LONGEST]))))
    found: dict[str, str] = {}
    for writer in _AND.split(_BRACKETS.sub("", _OPENING.sub("", plain))):
        for piece in writer.split(","):
            name = _PLACED.sub("", _OPENING.sub("", piece.strip(" .:-–—*"))).strip(" .:")
            if _is_job(name):
                break  # what follows a job is where the writer works
            if _is_person(name) and not is_no_person(name):
                found.setdefault(fold_name(name), as_name(name))
    return tuple(found.values())[:_MOST_AUTHORS]


def _stated(
    markup: Markup, linked: LinkedReport, writers: Sequence[str], lines: Sequence[str]
) -> Iterator[tuple[str, str, float]]:
    if linked.authors:
        yield "; ".join(linked.authors), "json-ld", 0.9 * linked.confidence
    if named := markup.meta("author", "article:author", "parsely-author", "sailthru.author", "byl"):
        yield named, "meta", 0.75
    if named := markup.meta("dc.creator", "dcterms.creator", "twitter:data1", "citation_author"):
        yield named, "meta", 0.5
    if marked := markup.marked.get("author"):
        yield "; ".join(marked[:4]), "microdata", 0.75
    for words in _by_lines(lines):
        yield words, "label", 0.75
    for words in _dated_lines(lines):
        yield words, "label", 0.65
    for words in writers:
        yield words, "label", 0.65
    for at, words in enumerate(lines[:_LINES_BELOW_TITLE]):
        dated = any(map(is_date_line, (*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2])))
        if dated and is_name(words) and not _is_section(words):
            yield words, "label", 0.5


def _by_lines(lines: Iterable[str]) -> Iterator[str]:
    """Lines that begin with "By" or "Text by"."""
    named = (line for line in lines if is_byline(line) or len(line.split()) <= _LONGEST_BYLINE)
    yield from (bare_byline(line) for line in named if _SAYS_BY.match(line))


def _dated_lines(lines: Iterable[str]) -> Iterator[str]:
    """What stands beside the date in short lines, "Jane Roe | 3 July 2024" giving the name."""
    for line in lines:
        dates = stated_dates(line) if len(line.split()) <= _LONGEST_BYLINE else ()
        if dates:
            ends = [0, *(date.span.end for date in dates)]
            starts = [*(date.span.start for date in dates), len(line)]
            pieces = (line[end:start] for end, start in zip(ends, starts, strict=True))
            yield "; ".join(_LABEL.sub("", piece) for piece in pieces)


def _is_job(words: str) -> bool:
    found = {word.casefold().strip(".") for word in _WORD.findall(words)}
    return bool(found & metadata_words()["jobs_by_name"])


def _is_section(words: str) -> bool:
    return {word.casefold() for word in words.split()} <= page_words()["section_words"]


def _is_person(name: str) -> bool:
    words = _WORD.findall(name)
    lists = metadata_words()
    folded = name.casefold()
    if not words or _DIGIT.search(name) or folded in lists["no_person"] | lists["places"]:
        return False
    if not name.isascii() and any(ord(c) > 0x24F and c.isalpha() for c in name):
        # Scripts without capitals; in Chinese, Japanese and Korean a name is one word.
        capitals = not any(word[:1].islower() and not _is_particle(word) for word in words)
        return (
            len(name) <= 40
            and capitals
            and (len(words) >= 2 or bool(_ONE_WORD_NAME.fullmatch(name)))
        )
    if {word.casefold() for word in words} & lists["no_name_words"]:
        return False
    if not 2 <= len(words) <= _MOST_WORDS or words[-1].casefold() in lists["no_person_endings"]:
        return False
    if all(word.casefold() in lists["jobs"] for word in words) or folded.startswith(_NOBODY):
        return False
    return all(word[:1].isupper() or _is_particle(word) for word in words)


def _is_particle(word: str) -> bool:
    return word.casefold() in _PARTICLES or word.casefold().startswith(("al-", "el-", "d'", "d’"))


def _same(first: str, second: str) -> bool:
    """Whether one list of writers holds the other."""
    one, other = (set(map(fold_name, names.split(", "))) for names in (first, second))
    return one <= other or other <= one
