"""The head of a Nexis article: what stands above its body, labelled or by its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from communique.read.exports.labels import labels
from communique.read.exports.lines import date_words, is_copyright, is_page_line, stated_length

_LABEL = re.compile(r"\s*(?P<label>[^\W\d_][\w /-]{2,24}):(?:\s+(?P<value>.*))?\Z")
_LONGEST_HEAD = 80
_EDITION_WORDS = 8
_TITLE_LINES = 3
_LONGEST_TITLE = 8


@dataclass(slots=True, kw_only=True)
class Head:
    """What a head states, and where the body begins.

    ``fields`` holds those of a source, and "length" and "dateline"; ``above`` the lines before the
    title; ``kept`` lines of the head that are none of its parts; ``end`` is the index of the first
    line of the body; ``markers`` counts the different signs that this is a head.
    """

    end: int
    fields: dict[str, str] = field(default_factory=dict)
    above: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    markers: int = 0


def label_of(line: str) -> tuple[str, str] | None:
    """Return the label, in lower case, and the value of a line ``Label: value``."""
    found = _LABEL.match(line[:2000])
    if not found:
        return None
    return found["label"].casefold().strip(), line[found.end("label") + 1 :].strip()


def is_body_heading(line: str) -> bool:
    """Tell whether a line is the heading "Body" or "BODY:"."""
    return line.strip().removesuffix(":").casefold() in labels().body_headings


def read_uni_head(lines: Sequence[str], first_title: str | None = None) -> Head | None:
    """Read the head of an article of Nexis Uni: title, outlet, date, copyright, labels, "Body".

    Args:
        lines: the article, from the end of the one before it.
        first_title: its title as a table of contents before it gives it, if there is one.
    """
    body = next((at for at, line in enumerate(lines) if _opens_body(lines, at)), None)
    if body is None:
        return None
    date = _date_above(lines, body)
    head = Head(end=body + 1, markers=1 + (date is not None))
    first_label = _first_label(lines, date or 0, body)
    top = date if date is not None else first_label
    _read_labelled(lines, first_label, body, head)
    middle = [line for line in lines[top:first_label] if line.strip()]
    head.kept = (*_not_of_the_head(middle[date is not None :]), *head.kept)
    head.markers += any(map(is_copyright, middle))
    if date is not None:
        head.fields["published"] = date_words(lines[date]) or ""
    _read_title_and_outlet(_words(lines[:top]), first_title, head)
    return head


def read_classic_head(lines: Sequence[str]) -> Head:
    """Read the head of an article of LexisNexis: outlet, date, edition, title, labels.

    Args:
        lines: the article, from the line after "1 of 50 DOCUMENTS".
    """
    near = range(min(len(lines), _LONGEST_HEAD))
    date = next((at for at in near if date_words(lines[at])), None)
    first_label = _first_label(lines, date or 0, len(near))
    end = _end_of_labels(lines, first_label)
    head = Head(end=end, markers=date is not None)
    _read_labelled(lines, first_label, end, head)
    if date is not None:
        head.fields["published"] = date_words(lines[date]) or ""
        above = [line for line in _words(lines[:date]) if not is_copyright(line)]
        head.fields["outlet"] = above[0] if above else ""
        head.kept = tuple(above[1:])
        _read_title_below(lines[date + 1 : first_label], head)
    return head


def _opens_body(lines: Sequence[str], at: int) -> bool:
    """A line "Body" with one of the labels or the copyright shortly above it."""
    if not is_body_heading(lines[at]):
        return False
    above = _words(lines[max(0, at - _LONGEST_HEAD) : at])[-12:]
    return any(is_copyright(line) or _is_head_label(line) for line in above)


def _is_head_label(line: str) -> bool:
    found = label_of(line)
    return found is not None and found[0] in labels().head


def _date_above(lines: Sequence[str], body: int) -> int | None:
    """The date line next above the copyright, or above the body if none is stated."""
    start = max(0, body - _LONGEST_HEAD)
    limit = next((at for at in range(body - 1, start - 1, -1) if is_copyright(lines[at])), body)
    while limit > start and not lines[limit - 1].strip():
        limit -= 1
    return next((at for at in range(limit - 1, start - 1, -1) if date_words(lines[at])), None)


def _first_label(lines: Sequence[str], start: int, end: int) -> int:
    return next((at for at in range(start, end) if _is_head_label(lines[at])), end)


def _end_of_labels(lines: Sequence[str], first: int) -> int:
    """Where the body begins: after "BODY:", or at the first block that has no label."""
    fresh = True
    for at in range(first, len(lines)):
        if is_body_heading(lines[at]):
            return at + 1
        blank = not lines[at].strip()
        if fresh and not blank and not _is_head_label(lines[at]):
            return at
        fresh = blank
    return len(lines)


def _read_labelled(lines: Sequence[str], start: int, end: int, head: Head) -> None:
    current: str | None = None
    kept: list[str] = []
    for line in lines[start:end]:
        found = label_of(line)
        if not line.strip():
            current = None
        elif found and found[0] in labels().head:
            current = labels().head[found[0]]
            head.fields.setdefault(current, found[1])
            head.markers += 1
        elif current is not None:
            head.fields[current] = f"{head.fields[current]} {line.strip()}".strip()
        elif not is_body_heading(line) and not is_copyright(line) and not is_page_line(line):
            kept.append(line.strip())
    head.kept = tuple(kept)
    head.markers += stated_length(head.fields.get("length", "")) is not None


def _read_title_and_outlet(above: list[str], first_title: str | None, head: Head) -> None:
    """Title and outlet by their places above the date; what is above the title is no part."""
    if len(above) < 2:
        head.fields.setdefault("title", " ".join(above))
        return
    *above, outlet = above
    # The title is printed again at the head of each page, cut short if it is long.
    near = above[-_LONGEST_TITLE:]
    again = [line for at, line in enumerate(near) if not _is_begun(line, near[at + 1 :])]
    above = [*above[:-_LONGEST_TITLE], *again]
    count = _title_lines(above, first_title)
    head.fields["outlet"] = outlet
    head.fields["title"] = " ".join(above[len(above) - count :])
    head.above = tuple(above[: len(above) - count])


def _is_begun(line: str, later: Sequence[str]) -> bool:
    begun = line.removesuffix("...").removesuffix("…").rstrip()
    return any(other.startswith(begun) for other in later)


def _title_lines(above: Sequence[str], first_title: str | None) -> int:
    if first_title:
        joined = ("".join(" ".join(above[-count:]).split()) for count in range(1, 5))
        wanted = "".join(first_title.split())
        return next((at for at, words in enumerate(joined, start=1) if words == wanted), 1)
    return len(above) if len(above) <= _TITLE_LINES else 1


def _read_title_below(lines: Sequence[str], head: Head) -> None:
    """The edition stands right below the date, the title in a block of its own."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            blocks[-1].append(line.strip())
        elif blocks[-1]:
            blocks.append([])
    edition, *rest = [[line for line in block if not is_copyright(line)] for block in blocks]
    titled = bool(head.fields.get("title"))
    if not titled and any(rest):
        last = max(at for at, block in enumerate(rest) if block)
        head.fields["title"] = " ".join(rest.pop(last))
    others = [line for block in (edition, *rest) for line in block]
    head.kept = (*head.kept, *_not_of_the_head(others))


def _not_of_the_head(lines: Sequence[str]) -> tuple[str, ...]:
    """Lines that are neither copyright nor, being short, the edition."""
    return tuple(
        line.strip()
        for line in lines
        if not is_copyright(line)
        and not is_page_line(line)
        and (len(line.split()) > _EDITION_WORDS or line.rstrip().endswith((".", "!", "?")))
    )


def _words(lines: Sequence[str]) -> list[str]:
    """The lines that hold words, without page numbers and immediate repeats."""
    kept: list[str] = []
    for line in lines:
        words = " ".join(line.split())
        if words and not is_page_line(words) and words not in kept[-1:]:
            kept.append(words)
    return kept
