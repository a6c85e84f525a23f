"""Lines about writers: bylines under a title, biographies under a report."""

from __future__ import annotations

import re

from communique.clean.furniture import page_words
from communique.clean.metadata.dates import without_dates
from communique.clean.text.line_rules import QUOTE, ends_like_sentence

_PARTICLE = r"al-\w+|de|da|van|von|bin|ibn|el|la|le|di|dos"
_NAME = re.compile(rf"^(?:[^\W\d_a-zà-ÿ][\w'’.-]*|{_PARTICLE})$")
_CREDIT = re.compile(r"^(?:by|from|text|words|story|author|reported by|written by)\b[: ]", re.I)
_LONGEST_BYLINE = 300
_BY = re.compile(r"^(?:by|from)\s+", re.I)


def bare_byline(line: str) -> str:
    """Return the names of a byline without "By" and without dates."""
    return _BY.sub("", without_dates(line)).strip(" |,·-–—")


def is_byline(line: str) -> bool:
    """Tell whether a line names writers: "By ...", or names with a job or a place."""
    words = line.split() if len(line) <= _LONGEST_BYLINE else []
    if not 1 <= len(words) <= 14 or ends_like_sentence(line) or QUOTE.search(line):
        return False
    if _CREDIT.match(line) and len(words) <= 12:
        return True
    roles = page_words()["byline_roles"]
    names, jobs = 0, 0
    for word in words:
        bare = word.strip("(),;&")
        if bare.casefold() in roles:
            jobs += 1
        elif _NAME.match(bare) or not bare or bare == "and":
            names += 1
    only_these = names >= 1 and names + jobs == len(words)
    return only_these and (jobs > 0 or "," in line or len(words) <= 4)


def is_name(line: str) -> bool:
    """Tell whether a line is nothing but a name of two to four words."""
    words = line.split()
    return 2 <= len(words) <= 4 and all(_NAME.match(word) for word in words) and not line.isupper()


def is_biography(line: str, names: tuple[str, ...]) -> bool:
    """Tell whether a line presents its author.

    Args:
        line: a line after the report's last paragraph, or among its last.
        names: names found in the byline, or standing alone on the line before.
    """
    if QUOTE.search(line) or len(line.split()) > 90:
        return False
    folded = line.casefold()
    return any(folded.startswith(name.casefold()) for name in names)


def has_biography_phrase(line: str) -> bool:
    """Tell whether a line holds a phrase that biographies of authors hold."""
    words = " ".join(line.casefold().replace(",", " ").replace(".", " ").split())
    return any(f" {phrase} " in f" {words} " for phrase in page_words()["biography_phrases"])
