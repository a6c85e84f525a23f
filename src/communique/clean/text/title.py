"""Which of the lines above a report is its title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from communique.clean.metadata.masthead import outlet_in
from communique.clean.text.head_line import could_be_title, letters_of, same_words
from communique.clean.text.lines import Line

_LONGEST_TITLE = 40  # words
_NEAREST = 200  # lines above the report that are looked at
_TOP = ("masthead", "navigation")
_HEADERS = ("date", "header")


def title_index(
    lines: Sequence[Line], kinds: Sequence[str], known: str | None, lead: Sequence[Line]
) -> int | None:
    """Return the index of the title, or None.

    A long line counts, one above a date, one that stands on the page twice, and one whose words the
    report shares; a writer's name counts against it, and what mastheads and sentences have.

    Args:
        lines: the lines above the report.
        kinds: what each is.
        known: the title as the container gave it, if it did.
        lead: the first lines of the report.
    """
    if known:
        same = [at for at, line in enumerate(lines) if same_words(line.text, known)]
        return same[-1] if same else None
    first = max(0, len(lines) - _NEAREST)
    copies = [letters_of(line.text) for line in lines[first:]]
    scores = {
        at: _score(at, lines, kinds) + _repeated(at - first, copies)
        for at in range(first, len(lines))
        if could_be_title(lines[at]) and kinds[at] != "masthead"
    }
    best = max(scores, key=lambda at: (scores[at], -at), default=None)
    if best is None:
        return None
    doubtful = scores[best] <= 0 and len(lines[best].words) < 3
    if doubtful and best != len(lines) - 1:
        return None
    if Counter(copies)[copies[best - first]] == 1:
        best = _above_subtitle(best, lines, kinds, lead)
    return first + max(n for n, other in enumerate(copies) if other == copies[best - first])


def _score(at: int, lines: Sequence[Line], kinds: Sequence[str]) -> int:
    line = lines[at]
    words = len(line.words)
    near = range(max(0, at - _NEAREST), min(len(lines), at + _NEAREST))
    top = {lines[n].block for n in near if kinds[n] in _TOP}
    below = next((kind for kind in kinds[at + 1 : at + 3] if kind != "byline"), None)
    score = min(words, 8) + 4 * (below in _HEADERS) - 8 * (kinds[at] == "byline")
    score -= 3 * (outlet_in(line.text) is not None and words <= 4)
    score -= 3 * (line.block in top and line.block != lines[-1].block)
    score -= 4 * line.text.endswith(".")
    score -= sum(any(map(str.isdigit, word)) for word in line.words)
    return score + round(6 * max(0.0, line.shared or 0.0))


def _repeated(at: int, copies: Sequence[str]) -> int:
    """Points for a line of several words whose letters stand in another line too."""
    stands_again = any(copies[at] in other for n, other in enumerate(copies) if n != at)
    return 3 * (stands_again and len(copies[at]) >= 16)


def _above_subtitle(
    best: int, lines: Sequence[Line], kinds: Sequence[str], lead: Sequence[Line]
) -> int:
    """The line right above the best one where that is the title and the best one its subtitle."""
    above = best - 1
    if above < 0 or kinds[above] != "headline":
        return best
    line = lines[above]
    is_long = 4 <= len(line.words) <= _LONGEST_TITLE and line.block == lines[best].block
    has_small = any(word.islower() and len(word) > 3 for word in line.words)
    if not is_long or outlet_in(line.text) or not (has_small or _shares_a_name(line, lead)):
        return best
    return above


def _shares_a_name(line: Line, lead: Sequence[Line]) -> bool:
    said = {word for below in lead for word in below.words if word[0].isupper()}
    return any(word in said and len(word) > 3 for word in line.words)
