"""The index of names: which surface forms stand for which actors.

Matching is case-sensitive, on whole words, longest first, after a fold that keeps lengths (accents
and typographic apostrophes), so offsets stay those of the text.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import ahocorasick

from communique.spans import Span

Form = Literal["name", "metonym", "adjective", "people", "combining", "short", "description"]

_SPECIAL = {
    "’": "'", "‘": "'", "ʼ": "'", "–": "-", "‑": "-", "ı": "i", "ø": "o", "Ø": "O", "ł": "l",
    "Ł": "L", "đ": "d", "Đ": "D", "ə": "a", "Ə": "A", "\u00a0": " ", "\n": " ",
}  # fmt: skip


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character in _SPECIAL:
        return _SPECIAL[character]
    base = unicodedata.normalize("NFD", character)[0]
    return base if base.isascii() else character


def fold(text: str) -> str:
    """Return ``text`` without accents, of the same length."""
    return text if text.isascii() and "\n" not in text else "".join(map(_fold_character, text))


@dataclass(frozen=True, slots=True)
class NameEntry:
    """One meaning of a surface form.

    ``form`` tells how it names the actor: its name, a place or building used for it, an adjective,
    a word for its people, a combining form ("Sino-"), a person's short name, or a description
    ("the Islamic Republic") that counts once the document named the actor. An ``ambiguous`` form
    needs support from its context.
    """

    surface: str
    actor_id: str
    kind: Literal["person", "state", "organisation", "group", "agency"]
    form: Form
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A surface form found in a text, with all its meanings."""

    span: Span
    entries: tuple[NameEntry, ...]


class NameIndex:
    """All surface forms in one Aho-Corasick automaton."""

    def __init__(self, entries: Iterable[NameEntry]) -> None:
        meanings: dict[str, list[NameEntry]] = defaultdict(list)
        for entry in entries:
            folded = fold(entry.surface)
            if folded and entry not in meanings[folded]:
                meanings[folded].append(entry)
        self.meanings = {surface: tuple(found) for surface, found in meanings.items()}
        self._automaton = ahocorasick.Automaton()
        for surface in self.meanings:
            self._automaton.add_word(surface, surface)
        self._automaton.make_automaton()

    def find(self, text: str) -> Iterator[NameMatch]:
        """Yield the longest non-overlapping matches on word boundaries, from left to right."""
        if not self.meanings:  # an automaton without words refuses to search
            return
        folded = fold(text)
        found = []
        for last, surface in self._automaton.iter(folded):
            start, end = last + 1 - len(surface), last + 1
            if _is_boundary(folded, start - 1) and _is_boundary(folded, end):
                found.append(Span(start, end))
        reached = 0
        for span in sorted(found, key=lambda s: (s.start, -s.end)):
            if span.start >= reached:
                reached = span.end
                yield NameMatch(span, self.meanings[folded[span.start : span.end]])

    def surfaces(self, *, short: bool = True) -> Iterable[str]:
        """Return all surface forms, folded.

        Without ``short``, none that names nobody by itself: no surname, no "the kingdom".
        """
        if short:
            return self.meanings.keys()
        weak = ("short", "description")
        return (s for s, found in self.meanings.items() if any(e.form not in weak for e in found))


def _is_boundary(text: str, index: int) -> bool:
    return index < 0 or index >= len(text) or not (text[index].isalnum() or text[index] == "_")
