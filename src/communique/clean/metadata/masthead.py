"""The name of an outlet as it stands at the top of a page."""

from __future__ import annotations

import re

from communique.clean.furniture import page_words
from communique.clean.metadata.words import metadata_words

_SEPARATORS = re.compile(r"\s*(?:\||::|//|•|·|»|›|→)\s*|\s+[/\\>~*]\s+|\s+(?:--?|–|—)\s+|\s\.\s")
_VOWELS = re.compile(r"[aeiouyàáâäèéêëìíîïòóôöùúûü]", re.I)
_WORD = re.compile(r"[^\W\d_]+")
_SPACED = re.compile(r"\b(?:[^\W\d_] ){3,}[^\W\d_]\b")
_LOGO = re.compile(r"\s+logo$", re.I)
_NUMBERED = re.compile(r"\d[\w.,]*\s+\S*\d|\d{4}")
_DIRECTIONS = dict.fromkeys((0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_MOST_WORDS = 6
_LONGEST_LINE = 500


def outlet_in(line: str, *, beside_menu: bool = False) -> str | None:
    """Return the outlet that a masthead line names, or None.

    Of the pieces between separators the first in Latin letters counts; a name in capitals is
    written in title case.

    Args:
        line: a line above the title, such as ``THE PORT HERALD :: World :: Markets``.
        beside_menu: that a row of menu entries follows, so that any short line is a masthead.
    """
    if len(line) > _LONGEST_LINE:
        return None
    line = line.translate(_DIRECTIONS)
    logo = _LOGO.search(line)
    line = _LOGO.sub("", line)
    found = (piece.strip() for piece in _SEPARATORS.split(_unspaced(line)) if piece)
    pieces = [piece for piece in found if piece]
    name = next((latin for piece in pieces if (latin := _latin_words(piece))), None)
    if name is None or not 1 <= len(name.split()) <= _MOST_WORDS or name[-1:] in ".!?:":
        return None
    words = {word.casefold() for word in _WORD.findall(name)}
    lists = page_words()
    if words <= lists["section_words"] or _is_no_name(name):
        return None
    sure = (
        beside_menu
        or logo is not None
        or len(pieces) >= 3
        or bool(words & lists["outlet_words"])
        or name.isupper()
    )
    sure = sure or _has_other_script(line)
    return as_name(name) if sure else None


def _is_no_name(name: str) -> bool:
    """Whether words at the top of a page are an order, a slug or a template's, not a name."""
    folded = name.casefold()
    return bool(_NUMBERED.search(name)) or folded in metadata_words()["no_outlet"]


def as_name(name: str) -> str:
    """Return a name in capitals in title case; any other name unchanged."""
    if not name.isupper() or (len(name.split()) == 1 and len(name) <= 4):
        return name
    words = name.split()
    return " ".join(_title_cased(word, first=not at) for at, word in enumerate(words))


def latin_part(name: str) -> str:
    """Return the words in Latin letters of a name that is written in two scripts."""
    return _latin_words(name) or name


def _title_cased(word: str, *, first: bool) -> str:
    lower = word.lower()
    if lower in page_words()["small_words"] and not first:
        return lower
    if len(word) <= 4 and not _VOWELS.search(word.replace("Y", "")) and word.isalpha():
        return word
    return re.sub(r"[^\W\d_]+(?:['’][^\W\d_]+)?", lambda m: m[0].capitalize(), lower)


def _unspaced(line: str) -> str:
    """Close up letter-spaced capitals, "H A R B O U R   P O S T"."""
    return _SPACED.sub(lambda m: m[0].replace(" ", ""), line) if _SPACED.search(line) else line


def _latin_words(piece: str) -> str:
    """The words of ``piece`` in Latin letters, when another script stands beside them."""
    kept = [word for word in piece.split() if not _has_other_script(word)]
    return " ".join(kept) if any(_WORD.search(word) for word in kept) else ""


def _has_other_script(word: str) -> bool:
    return any(c.isalpha() and ord(c) > 0x24F and not 0x1E00 <= ord(c) <= 0x1EFF for c in word)
