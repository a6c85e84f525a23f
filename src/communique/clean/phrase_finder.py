"""Many phrases looked for at once, at word boundaries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import ahocorasick


class PhraseFinder:
    """Finds any of many phrases, at word boundaries, in one pass over a folded line."""

    def __init__(self, kinds: Mapping[str, str]) -> None:
        self._kinds = dict(kinds)
        self._longest = max(map(len, kinds), default=0)
        self._automaton = ahocorasick.Automaton()
        for phrase in kinds:
            self._automaton.add_word(phrase, phrase)
        if kinds:
            self._automaton.make_automaton()

    def match(self, folded: str) -> str | None:
        """Return the kind of the longest phrase with which the line begins, or None."""
        begun = [phrase for start, phrase in self._found(folded, self._longest) if start == 0]
        return self._kinds[max(begun, key=len)] if begun else None

    def search(self, folded: str) -> str | None:
        """Return the kind of a phrase in the line, or None."""
        return next((self._kinds[phrase] for _, phrase in self._found(folded, len(folded))), None)

    def _found(self, folded: str, reach: int) -> Iterator[tuple[int, str]]:
        """Where phrases stand in the first ``reach`` characters, each with its words."""
        if not self._kinds:
            return
        for last, phrase in self._automaton.iter(folded, 0, min(reach, len(folded))):
            start = last + 1 - len(phrase)
            if _bounded(folded, start, last + 1):
                yield start, phrase


def _bounded(text: str, start: int, end: int) -> bool:
    """Whether no word is cut at either end of a range."""
    cut_before = start > 0 and _is_word(text[start]) and _is_word(text[start - 1])
    cut_after = end < len(text) and _is_word(text[end - 1]) and _is_word(text[end])
    return not (cut_before or cut_after)


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
