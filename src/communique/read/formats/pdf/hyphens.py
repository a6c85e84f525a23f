"""Words that were cut at the ends of lines, joined again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_END_HYPHENS = "\ufffe\u00ad-\u2010"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST = re.compile(r"[\w-]*\Z")
_FIRST = re.compile(r"[\w-]*")
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*\Z")
_ABBREVIATION = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Maj|Capt|Lt|Sgt|Adm|Sen|Rep|Gov|Rev|Hon|St|No|vs|[A-Z])\.\Z"
)
_SHORTEST_HALF = 4
# Written with a hyphen before whatever follows.
_PREFIXES = frozenset(
    re.findall(
        r"\w+",
        """all anti cross ex full half high long low mid multi non off one part post pre pro quasi
        self semi short so south two three four five six seven eight nine ten twenty thirty
        forty fifty sixty seventy eighty ninety vice war well world""",
    )
)


class Words:
    """The words of a file, which tell how those that are cut at a line's end are written."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._known: set[str] = set()
        was_cut = False
        for line in lines:
            words = _WORD.findall(line.casefold())
            is_cut = line.endswith(tuple(_END_HYPHENS))
            self._known.update(words[was_cut : len(words) - is_cut])
            was_cut = is_cut

    def join(self, first: str, second: str) -> str:
        """Return the two halves of a word as one, with a hyphen if it is written with one."""
        one, other = first.casefold(), second.casefold()
        if one + other in self._known:
            return first + second
        both = min(len(one), len(other)) >= _SHORTEST_HALF and {one, other} <= self._known
        kept = both or f"{one}-{other}" in self._known or one in _PREFIXES
        if kept or "-" in one or not second[:1].islower() or (first.isupper() and len(first) > 1):
            return f"{first}-{second}"
        return first + second


def is_sentence_end(words: str) -> bool:
    """Tell whether words end as a sentence does."""
    return bool(_SENTENCE_END.search(words)) and not _ABBREVIATION.search(words)


def joined(lines: Sequence[str], words: Words) -> str:
    """Return the lines of a paragraph as one, with words that they cut joined."""
    parts = list(lines[:1])
    for line in lines[1:]:
        bare = parts[-1].rstrip(_END_HYPHENS)
        first, second = _LAST.search(bare), _FIRST.match(line)
        is_cut = len(parts[-1]) - len(bare) == 1 and bare[-1:].isalpha() and line[:1].isalpha()
        if is_cut and first and second:
            parts[-1] = bare[: first.start()] + words.join(first[0], second[0])
            parts.append(line[second.end() :])
        else:
            parts.extend((" ", line))
    return "".join(parts).replace("\ufffe", "-")
