"""UTF-8 that was read as another charset ("donâ€™t"), undone where it plainly is.

Whether and how is for ``ftfy`` to say, a line at a time; here its answer is laid against the line,
so that each repaired word leads back to the characters that it was made of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from communique.spans import Span

_SUSPECT = re.compile("[^\x00-\x7f]{2,2000}|[ÂÃ] ")
_AROUND = 3  # ftfy's signs of mojibake are no longer than five characters
_LONGEST_SEGMENT = 4_000
# What one repair is laid against: letters outside ASCII; with the blank after, which may have been
# a no-break space; whole words.
_PARTS = tuple(map(re.compile, ("[^\x00-\x7f]+", "[^\x00-\x7f]+ ?", "[^ ]+ ?")))


def has_mojibake(text: str) -> bool:
    """Tell whether a text holds characters side by side that only mojibake has."""
    return next(_signs(text), None) is not None


def repaired_mojibake(text: str) -> Iterator[tuple[Span, str]]:
    """Yield the ranges of ``text`` that are mojibake, in order, with what they should be."""
    end = 0
    for sign in _signs(text):
        if sign.end <= end:
            continue
        segment = _segment(text, end, sign.end)
        for span, words in _repaired_line(segment.of(text)):
            yield span.shift(segment.start), words
        end = segment.end


def _signs(text: str) -> Iterator[Span]:
    for found in _SUSPECT.finditer(text):
        from ftfy.badness import is_bad  # noqa: PLC0415  # slow to import, and seldom needed

        start, end = found.span()
        if is_bad(text[max(0, start - _AROUND) : end + _AROUND]):
            yield Span(start, end)


def _segment(text: str, begin: int, at: int) -> Span:
    """Return the line around ``at``, or of a long line so much as a look needs."""
    start = max(begin, text.rfind("\n", begin, at) + 1, at - _LONGEST_SEGMENT // 2)
    longest = min(len(text), at + _LONGEST_SEGMENT // 2)
    end = text.find("\n", at, longest)
    if end < 0 and longest < len(text):
        end = text.rfind(" ", at, longest)
    return Span(start, end if end >= at else longest)


def _repaired_line(line: str) -> Iterator[tuple[Span, str]]:
    from ftfy import TextFixerConfig, fix_encoding_and_explain  # noqa: PLC0415  # slow to import

    fixed, steps = fix_encoding_and_explain(line, TextFixerConfig(unescape_html=False))
    if fixed == line:
        return
    plan = [(step.action, step.parameter) for step in steps or ()]
    for part in _PARTS:
        changes = list(_repaired_parts(line, part, plan))
        if _with_changes(line, changes) == fixed:
            yield from changes
            return
    yield _difference(line, fixed)


def _repaired_parts(
    line: str, part: re.Pattern[str], plan: list[tuple[str, str]]
) -> Iterator[tuple[Span, str]]:
    """Yield the parts of a line that its repair changes, repaired one by one."""
    from ftfy import apply_plan  # noqa: PLC0415  # slow to import

    for found in part.finditer(line):
        if found[0].isascii():
            continue
        try:
            fixed = apply_plan(found[0], plan)
        except UnicodeError:
            continue
        if fixed != found[0]:
            span, middle = _difference(found[0], fixed)
            yield span.shift(found.start()), middle


def _with_changes(line: str, changes: list[tuple[Span, str]]) -> str:
    pieces: list[str] = []
    end = 0
    for span, words in changes:
        pieces += (line[end : span.start], words)
        end = span.end
    return "".join((*pieces, line[end:]))


def _difference(old: str, new: str) -> tuple[Span, str]:
    """Return what changed between the beginning and the end that both have in common."""
    most = min(len(old), len(new))
    start = next((at for at in range(most) if old[at] != new[at]), most)
    same = next((n for n in range(most - start) if old[-1 - n] != new[-1 - n]), most - start)
    return Span(start, len(old) - same), new[start : len(new) - same]
