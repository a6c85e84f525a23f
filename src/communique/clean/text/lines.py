"""The lines of a plain text: where each stands, which block it is in, what wrapping joined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from communique.clean.furniture import Found, FurniturePhrases, furniture_phrases
from communique.clean.text.wrapping import cuts_word, text_width, wrapped_runs
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
_FILLED = 0.75


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
            between = clean.source[end : part.start]
            # A hyphen that was left out is one at which a word was cut.
            if any(c.isspace() for c in between) and not between.startswith("-"):
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
    width = text_width([line.text for line in block] for block in blocks)
    lines = (line for block in blocks for line in _unwrapped(block, width))
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


def _unwrapped(block: list[Line], width: int) -> Iterator[Line]:
    """Yield a block's lines, those that a fixed width cut inside a sentence joined."""
    at = 0
    for length in wrapped_runs([line.text for line in block], width):
        joined = block[at]
        for line in block[at + 1 : at + length]:
            joined = _joined(joined, line)
        yield joined
        at += length


def _joined(before: Line, line: Line) -> Line:
    if not cuts_word(before.text, line.text):
        return Line(f"{before.text} {line.text}", before.parts + line.parts, before.block)
    *whole, last = before.parts
    parts = (*whole, Span(last.start, last.end - 1), *line.parts)
    return Line(before.text[:-1] + line.text, parts, before.block)
