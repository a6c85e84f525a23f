"""What a line is by its shape: a sentence, a row of links, a date, a caption, a promotion."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from communique.clean.furniture import page_words
from communique.clean.metadata.dates import month_numbers, without_dates

# A digit may follow the stop: the number of a footnote, but not the end of "76.20".
_SENTENCE_END = re.compile(r"[.!?…。！？؟][\"'”’»)\]]*(?:(?<=[^\W\d][.!?])\d{1,2})?$")
_CUT_OFF = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])$")
_SEPARATORS = re.compile(
    r"\s*(?:\||::|//|•|·|»|›|→|->|=>|>>)\s*|\s+[/\\>~*]\s+|\s+(?:--?|–|—)\s+|\s{2,}|\s\.\s"
)
_BRACKETED_LINKS = re.compile(r"^(?:\s*\[[^\[\]]{1,30}\]){2,}\s*$")
_HARD_SEPARATOR = re.compile(r"\||::|(?<!:)//|•|·|›|\s[/>]\s|\s\\\s|\S\s{2,}\S|\s\.\s")
_ARROW = re.compile(r"(?:->|=>|→|►|▶|»|>>)")
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d{2}(?::\d{2})?\b|\b\d{1,2}\s?[ap]\.?m\b\.?", re.I)
_ZONE = re.compile(
    r"\b(?:GMT|UTC|IST|EST|EDT|CET|CEST|BST|MSK|PST|PDT|ET|hrs?|local time|at|on)\b", re.I
)
WEEKDAY = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?", re.I
)
_NO_LETTER = re.compile(r"[\W_]+")
_LONGEST_LINE = 1000
_REMEMBERED = 8192
_Judgement = TypeVar("_Judgement")
QUOTE = re.compile(r"[\"“”«»]")
_DATELINE = re.compile(
    r"^[^\W\d_a-zà-þ][^\W\d_a-zà-þ'’. -]{2,40}"
    r"(?:,\s(?:[A-Z][\w.'’-]+\s?){1,3}){0,2}"
    r"(?:[,.]\s[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:,?\s\d{4})?\.?)?"
    r"\s*(?:\([^()]{2,60}\)|/[^/]{2,40}/\.?)?\s*(?:--?|–|—|:|\.)\s"
)
_CAPTION = re.compile(
    r"[(\[](?:file )?(?:photo|photograph|image|picture|pic|credit|courtesy|graphic)s?\b"
    r"[^()\[\]]{0,80}[)\]]\.?$"
    r"|\b(?:photo|image|picture) ?(?:credit|by|courtesy of)?: [^.]{2,60}$",
    re.I,
)
_SPEAKER = re.compile(
    r"[^\W\d_a-z][\w.'’-]{0,30}"
    r"(?:\s(?:of |the |van |von |de |al-|bin )?[^\W\d_a-z][\w.'’-]{0,30}){0,4}"
    r"\s?(?:\([^()]{1,60}\))?:\s\S"
)
_BRACKETS = re.compile(r"^\s*[(\[].*[)\]]\.?\s*$")
_PROTECTED = re.compile(
    r"^(?:corrections?|clarifications?|editor['’]s note)(?:\s*[:.—–-]|\s+(?:appended|of|to|on)\b|$)"
    r"|^an earlier version\b"
    r"|^this (?:story|article|report) (?:has been|was) (?:corrected|amended)\b",
    re.I,
)
_ADDRESS = re.compile(r"^(?:https?://|www\.)\S+$", re.I)


def remembered(judge: Callable[[str], _Judgement]) -> Callable[[str], _Judgement]:
    """Remember what was judged of short lines: several rules ask, and pages repeat themselves."""
    remembering = functools.lru_cache(maxsize=_REMEMBERED)(judge)

    @functools.wraps(judge)
    def judged(line: str) -> _Judgement:
        return remembering(line) if len(line) <= _LONGEST_LINE else judge(line)

    return judged


def ends_like_sentence(line: str) -> bool:
    """Tell whether the line ends as a sentence does and is not cut off."""
    return bool(_SENTENCE_END.search(line)) and not is_cut_off(line)


def is_cut_off(line: str) -> bool:
    """Tell whether the line ends in dots, as teasers do."""
    return bool(_CUT_OFF.search(line))


@remembered
def is_sentence(line: str) -> bool:
    """Tell whether a line is a sentence of running text."""
    words = line.split()
    if len(words) < 2 or is_link_row(line):
        return False
    if line.endswith(":"):
        return len(words) >= 5 and line[:1].isupper()
    has_lower = any(word[:1].islower() for word in words)
    return ends_like_sentence(line) and (has_lower or not line.isascii() or bool(QUOTE.match(line)))


@remembered
def is_prose(line: str) -> bool:
    """Tell whether a line is a sentence long enough to be sure of."""
    words = line.split()
    long_enough = len(words) >= 8 or (len(words) >= 4 and bool(QUOTE.match(line)))
    return (is_sentence(line) and long_enough) or len(words) >= 30


@remembered
def is_link_row(line: str) -> bool:
    """Tell whether a line is a row of menu entries: short pieces between separators."""
    if len(line) > _LONGEST_LINE:
        return False
    if _BRACKETED_LINKS.match(line):
        return True
    pieces = [piece for piece in _SEPARATORS.split(line) if piece and piece.strip()]
    if not _SENTENCE_END.search(line):
        most = 6 if _HARD_SEPARATOR.search(line) else 4
        fewest = 2 if most == 6 else 3
        if len(pieces) >= fewest:
            return all(len(piece.split()) <= most for piece in pieces)
    tags = [piece for piece in line.split(". ") if piece]
    return len(tags) >= 3 and all(len(tag.split()) <= 2 for tag in tags) and not QUOTE.search(line)


def has_arrow(line: str) -> bool:
    """Tell whether an arrow points from a label to another story."""
    return (
        len(line) <= _LONGEST_LINE and bool(_ARROW.search(line)) and not _SENTENCE_END.search(line)
    )


@remembered
def is_date_line(line: str) -> bool:
    """Tell whether a line says when, and hardly anything else."""
    if len(line) > _LONGEST_LINE or len(line.split()) > 14:
        return False
    without = without_dates(line)
    has_date = without != line or bool(_CLOCK.search(line)) or bool(WEEKDAY.search(line))
    for pattern in (_CLOCK, WEEKDAY, _ZONE):
        without = pattern.sub(" ", without)
    left = {word.casefold() for word in re.findall(r"[^\W\d_]+", without)}
    return has_date and len(left - month_numbers().keys() - page_words()["date_labels"]) <= 1


def is_header_row(line: str) -> bool:
    """Tell whether a short line sets a full date beside other pieces ("3 May 2024 • By J. Roe")."""
    few = len(line) <= _LONGEST_LINE and len(line.split()) <= 14
    return few and bool(_HARD_SEPARATOR.search(line)) and without_dates(line) != line


def is_clock(line: str) -> bool:
    """Tell whether a line is nothing but a time of day, as above a live blog's entry."""
    return not any(map(str.isalnum, _ZONE.sub("", _CLOCK.sub("", line))))


def without_pull_quotes(paragraphs: Sequence[str]) -> list[str]:
    """Return paragraphs without the quotations that a page shows twice, large and in place."""
    return [p for at, p in enumerate(paragraphs) if not is_pull_quote(p, paragraphs, at)]


def is_pull_quote(paragraph: str, paragraphs: Sequence[str], at: int) -> bool:
    """Tell whether the words of a short paragraph stand again inside another one near it."""
    if (
        len(paragraph) > _LONGEST_LINE
        or not 4 <= len(paragraph.split()) <= 40
        or not QUOTE.search(paragraph[:2])
    ):
        return False
    letters = _letters(paragraph)
    near = (*paragraphs[max(0, at - 8) : at], *paragraphs[at + 1 : at + 9])
    return any(len(other) > len(paragraph) and letters in _letters(other) for other in near)


def _letters(line: str) -> str:
    return _NO_LETTER.sub("", line.casefold())


def is_dateline(line: str) -> bool:
    """Tell whether a paragraph begins with a place in capitals, as agency copy does."""
    return bool(_DATELINE.match(line))


def is_speaker_line(line: str) -> bool:
    """Tell whether a line is a turn of a transcript: a name, a colon and what was said."""
    return bool(_SPEAKER.match(line)) and ends_like_sentence(line)


def is_address(line: str) -> bool:
    """Tell whether a line is nothing but the address of a page."""
    return bool(_ADDRESS.match(line))


def is_section_name(line: str) -> bool:
    """Tell whether a line says nothing but names of sections, such as "World" or "Arts & Books"."""
    words = [word.casefold() for word in line.split()] if len(line) <= _LONGEST_LINE else []
    return 0 < len(words) <= 4 and set(words) <= page_words()["section_words"]


def is_bracketed(line: str) -> bool:
    """Tell whether a line stands wholly in brackets."""
    return bool(_BRACKETS.match(line))


def is_caption(line: str) -> bool:
    """Tell whether a line ends in the credit of a picture."""
    return len(line) <= _LONGEST_LINE and bool(_CAPTION.search(line))


def is_protected(line: str) -> bool:
    """Tell whether a line is a correction by the outlet, which belongs to the report."""
    return bool(_PROTECTED.match(line))


def is_promotion(line: str, outlet: str | None = None) -> bool:
    """Tell whether a line offers the reader something: a newsletter, a podcast, a subscription."""
    if len(line) > _LONGEST_LINE or QUOTE.search(line) or len(line.split()) > 40:
        return False
    words = {word.casefold() for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)?", line)}
    lists = page_words()
    if not words & lists["promotion_words"]:
        return False
    own = {word for word in (outlet or "").casefold().split() if len(word) > 3}
    return bool(words & (lists["address_words"] | own)) or not is_sentence(line)
