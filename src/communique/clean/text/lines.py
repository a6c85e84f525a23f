"""The lines of a plain text: where each stands, which block it is in, what wrapping joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from communique.clean.furniture import Found, FurniturePhrases, furniture_phrases
from communique.spans import Span, TextMap, hull

# Marks that take no room on a page: byte order mark, zero-width space, direction marks.
_INVISIBLE = (
    "\ufeff\u200b\u200c\u200d\u200e\u200f"
    + "\u202a\u202b\u202c\u202d\u202e"
    + ("\u2066\u2067\u2068\u2069")
)
_CONTROLS = "".join(map(chr, (*range(9), *range(14, 32), 127)))
_EDGES = " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_STRIPPED = _EDGES + _INVISIBLE + _CONTROLS
_UNWANTED = re.compile(f"[{re.escape(_CONTROLS)}]+")
_ENDS_SENTENCE = re.compile(r"[.!?…:;。！？؟][\"'”’»)\]]*$")
_LONGEST_WRAP = 100
_SHORTEST_WRAP = 45


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a paragraph that was wrapped over several: its words and their source ranges.

    ``known`` tells as what furniture its words are known, if they are; ``likeness`` how probably
    the line is the report's as the line classifier sees it, None where it was not asked;
    ``inside`` that it stands in the stretch of the page that surely is the report; ``shared`` which
    part of its content words stand elsewhere in that stretch, None where nobody looked; ``recurs``
    that the outlet prints it with many of its reports.
    """

    text: str
    parts: tuple[Span, ...]
    block: int
    known: Found | None = None
    likeness: float | None = None
    inside: bool = True
    shared: float | None = None
    recurs: bool = False

    @property
    def source(self) -> Span:
        """The source range from the first part to the last."""
        return hull(self.parts)

    @property
    def words(self) -> tuple[str, ...]:
        """The line split at blanks."""
        return tuple(self.text.split())

    @property
    def opens(self) -> bool:
        """Whether the words are known to open a part of the page that is not the report."""
        return self.known is not None and self.known.opens

    def seems_report(self, chance: float) -> bool:
        """Whether the line classifier was asked and gives the line at least this chance."""
        return self.likeness is not None and self.likeness >= chance

    def seems_furniture(self, chance: float) -> bool:
        """Whether the line classifier was asked and gives the line less than this chance."""
        return self.likeness is not None and self.likeness < chance

    def keep_in(self, clean: TextMap) -> None:
        """Append the line to a clean text, with one blank where it was wrapped."""
        end = self.parts[0].start
        for part in self.parts:
            if any(c.isspace() for c in clean.source[end : part.start]):
                clean.insert(" ")
            clean.keep(part)
            end = part.end


def split_lines(content: str, phrases: FurniturePhrases | None = None) -> tuple[Line, ...]:
    """Return the lines of ``content`` that hold words, trimmed, with wrapped paragraphs joined.

    ``block`` counts the groups that empty lines separate.

    Args:
        content: the text as it was saved.
        phrases: by which furniture is known; ours if None.
    """
    known = (phrases or furniture_phrases()).match
    blocks: list[list[Line]] = [[]]
    start = 0
    for raw in content.splitlines(keepends=True):
        line = _trimmed(content, Span(start, start + len(raw)), len(blocks) - 1)
        start += len(raw)
        if line:
            blocks[-1].append(line)
        elif blocks[-1] and "\n" in raw + "\n":
            blocks.append([])
    lines = (line for block in blocks for line in _unwrapped(block))
    return tuple(replace(line, known=known(line.text)) for line in lines)


def _trimmed(content: str, span: Span, block: int) -> Line | None:
    raw = span.of(content)
    body = raw.strip(_STRIPPED)
    if not body:
        return None
    start = span.start + len(raw) - len(raw.lstrip(_STRIPPED))
    parts = tuple(_without_controls(body, start))
    return Line("".join(part.of(content) for part in parts), parts, block)


def _without_controls(body: str, start: int) -> Iterator[Span]:
    at = 0
    for bad in _UNWANTED.finditer(body):
        if bad.start() > at:
            yield Span(start + at, start + bad.start())
        at = bad.end()
    yield Span(start + at, start + len(body))


def _unwrapped(block: list[Line]) -> Iterable[Line]:
    """Join lines that a fixed width cut inside a sentence; leave lines that stand by themselves."""
    if len(block) < 2 or not _is_wrapped(block):
        return block
    joined: list[Line] = [block[0]]
    for line, before in zip(block[1:], block, strict=False):
        last = joined[-1]
        if _runs_on(before, line):
            joined[-1] = Line(f"{last.text} {line.text}", last.parts + line.parts, last.block)
        else:
            joined.append(line)
    return joined


def _is_wrapped(block: list[Line]) -> bool:
    widths = [len(line.text) for line in block[:-1]]
    full = sum(_SHORTEST_WRAP <= width <= _LONGEST_WRAP for width in widths)
    cut = sum(not _ENDS_SENTENCE.search(line.text) for line in block[:-1])
    lower = sum(line.text[:1].islower() for line in block[1:])
    is_text = bool(_ENDS_SENTENCE.search(block[-1].text)) and max(widths) <= _LONGEST_WRAP
    return is_text and full * 2 >= len(widths) and cut * 2 > len(widths) and lower > 0


def _runs_on(before: Line, line: Line) -> bool:
    return len(before.text) >= _SHORTEST_WRAP or line.text[:1].islower()
