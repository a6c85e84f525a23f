"""The tail of a Nexis article: what the supplier adds below the report."""

from __future__ import annotations

from collections.abc import Sequence

from communique.read.exports.labels import labels
from communique.read.exports.lines import is_copyright, is_page_line
from communique.read.exports.nexis_head import label_of

_LONGEST_CAPTIONS = 25
_SENTENCE_WORDS = 8


def tail_start(lines: Sequence[str], body: int, *, wrapped: bool) -> int:
    """Return the index of the first line below the report.

    The tail is read from its end upwards, as long as every unit opens with a known label, a
    heading or the copyright. What stands under a heading, such as the captions under "Graphic",
    needs no label.

    Args:
        lines: the lines of the article.
        body: index of the first line of its body.
        wrapped: that a unit is a block of lines; otherwise it is one line.
    """
    units = _units(lines, body, wrapped=wrapped)
    start, at = len(lines), len(units) - 1
    while at >= 0:
        above = _opening_at_or_above(lines, units, at)
        if above is None:
            break
        start, at = units[above], above - 1
    return start


def tail_value(lines: Sequence[str], names: frozenset[str]) -> str | None:
    """Return the value of the first line of a tail that has one of these labels."""
    found = (label_of(line) for line in lines)
    return next((label[1] for label in found if label and label[0] in names and label[1]), None)


def _units(lines: Sequence[str], body: int, *, wrapped: bool) -> list[int]:
    """Indices of the lines at which something new may begin."""
    return [
        at
        for at in range(body, len(lines))
        if lines[at].strip()
        and not is_page_line(lines[at])
        and (not wrapped or at == body or not lines[at - 1].strip() or _is_tail(lines[at]))
    ]


def _opening_at_or_above(lines: Sequence[str], units: Sequence[int], at: int) -> int | None:
    """The unit that explains unit ``at``: itself, a heading above, or a label like its own."""
    if _is_tail(lines[units[at]]) or is_copyright(lines[units[at]]):
        return at
    if at and label_of(lines[units[at]]) and _is_tail(lines[units[at - 1]]):
        return at - 1
    for above in range(at - 1, max(-1, at - 1 - _LONGEST_CAPTIONS), -1):
        if _is_heading(lines[units[above]]):
            return above
    return None


def _is_heading(line: str) -> bool:
    return line.strip().rstrip(":").casefold() in labels().tail_headings


def _is_tail(line: str) -> bool:
    """A heading, or a known label; what it labels is no sentence, except captions."""
    found = label_of(line)
    if _is_heading(line) or found is None or found[0] not in labels().tail:
        return _is_heading(line)
    is_sentence = found[1].endswith((".", "!", "?")) and len(found[1].split()) > _SENTENCE_WORDS
    return found[0] in labels().tail_headings or not is_sentence
