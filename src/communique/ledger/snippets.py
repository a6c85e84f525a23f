"""The words of a text around those that were searched for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from communique.ledger.kinds import Record
from communique.spans import Span

_BEFORE = 60
_LONGEST = 200
_ENDING = r"[\w'’]*"


@dataclass(frozen=True, slots=True)
class Snippet:
    """Words of a record, and where in them the words stand that were searched for.

    Attributes:
        text: at most some two hundred characters; an ellipsis stands where more was left out.
        marks: spans into ``text``, in order, that do not overlap.
    """

    text: str
    marks: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A record that a search found, the ``kind`` it is of, and the words that it was found by."""

    kind: str
    record: Record
    snippet: Snippet


def snippet_of(text: str, terms: list[str]) -> Snippet:
    """Return the stretch of a text around the first place where a term stands, all terms marked.

    Args:
        text: of the record.
        terms: words and phrases; a word is found with other endings too, as the index finds it.
    """
    pattern = _any_of(tuple(terms))
    first = pattern.search(text) if pattern is not None else None
    start = _word_start(text, max(0, first.start() - _BEFORE)) if first else 0
    end = min(len(text), start + _LONGEST)
    cut = text[start:end] if end == len(text) else text[start:end].rsplit(maxsplit=1)[0]
    led = ("… " if start else "") + cut.replace("\n", " ")
    shown = led if end == len(text) else led + " …"
    found = pattern.finditer(shown) if pattern is not None else ()
    return Snippet(shown, tuple(Span(*match.span()) for match in found))


@lru_cache(maxsize=64)
def _any_of(terms: tuple[str, ...]) -> re.Pattern[str] | None:
    stems = [r"\W+".join(_stem(word) for word in re.findall(r"\w+", term)) for term in terms]
    stems = [stem for stem in stems if stem]
    return re.compile(rf"\b(?:{'|'.join(stems)})", re.IGNORECASE) if stems else None


def _stem(word: str) -> str:
    """A pattern for a word and its forms: the index compares stems, as Porter cuts them."""
    kept = re.sub(r"(?:ations?|ings?|ions?|ies|ied|ed|es|s|e|y)$", "", word, flags=re.IGNORECASE)
    return re.escape(kept if len(kept) > 2 else word) + _ENDING


def _word_start(text: str, at: int) -> int:
    """The next beginning of a word, so that none is cut."""
    if at == 0:
        return 0
    blank = re.compile(r"\s").search(text, at)
    return blank.end() if blank else at
