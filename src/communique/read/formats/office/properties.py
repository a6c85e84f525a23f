"""What the properties of an office file state, as far as the text itself bears it out.

Programs fill in a file name for the title and the owner of the machine for the author, and
templates keep those of another text. So a title counts only if it is a line of the text, and
an author only if the text names them. The day on which a file was made is none on which a report
was published, and is left out.
"""

from __future__ import annotations

import re

_LEAST_TITLE_WORDS, _MOST_TITLE_WORDS = 3, 60
_LONGEST_NAME = 80
_LOOKED_AT = 6000
_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?:\s+[^\W\d_][\w'’.-]*){1,4}\Z")
_PLAIN = re.compile(r"[\W_]+")


def borne_out(title: str, author: str, text: str) -> dict[str, str]:
    """Return title and byline of a file's properties that its text bears out.

    Args:
        title: as the properties state it; may be empty.
        author: likewise.
        text: the words of the file, of which the beginning is looked at.
    """
    beginning = text[:_LOOKED_AT]
    lines = {_plain(line) for line in beginning.splitlines()}
    title, author = " ".join(title.split()), " ".join(author.split())
    stated: dict[str, str] = {}
    if _LEAST_TITLE_WORDS <= len(title.split()) <= _MOST_TITLE_WORDS and _plain(title) in lines:
        stated["title"] = title
    if _NAME.match(author[:_LONGEST_NAME]) and f" {_plain(author)} " in f" {_plain(beginning)} ":
        stated["byline"] = author
    return stated


def _plain(words: str) -> str:
    return _PLAIN.sub(" ", words.casefold()).strip()
