"""Pages to learn lines from: those of the labelled file, and pages made from their parts.

A web page has more furniture than a report that somebody saved as text. So that a model meets
both, each page comes whole, cut close around its report, as the report alone, as the report with
other pages' furniture between its paragraphs, as a short report with a small head and foot, and
in the manner of news: a short report, mostly without subheadings, with furniture above it, below
it and between its paragraphs, which are of a sentence or two.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from communique.clean.text.line_rules import is_sentence
from communique.clean.text.lines import split_lines

Making = Literal["whole", "near", "close", "body", "mixed", "short", "news"]
MAKINGS: tuple[Making, ...] = ("whole", "near", "close", "body", "mixed", "short", "news")

_LINES_AROUND = {"near": 12, "close": 4}
_MIXED_IN = {"mixed": (0.08,), "short": (0.0,), "news": (0.0, 0.1, 0.3)}
_BOX = (1, 1, 1, 2, 3, 4)
_SHORTEST_REPORT, _LONGEST_REPORT = 3, 25
_MOST_ABOVE, _MOST_BELOW = 5, 6
_WITHOUT_SUBHEADINGS = 0.7
_NEXT_TO_REPORT = 25
_SHORT_PARAGRAPHS = 0.7
_CUT_BETWEEN = 0.6
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The lines of a page with their labels: 1 in the report, 0 furniture, None unsure."""

    name: str
    lines: tuple[str, ...]
    labels: tuple[int | None, ...]

    @property
    def report(self) -> range:
        """From the first line of the report to its last."""
        inside = [at for at, label in enumerate(self.labels) if label == 1]
        return range(inside[0], inside[-1] + 1)

    def part(self, start: int, stop: int) -> Page:
        """Return the page's lines from ``start`` to before ``stop``, as far as it has them."""
        kept = slice(max(0, start), stop)
        return Page(name=self.name, lines=self.lines[kept], labels=self.labels[kept])


def read_pages(path: Path) -> list[Page]:
    """Return the pages of a gzipped JSON Lines file with ``id``, ``lines`` and ``is_body``.

    Lines are trimmed and empty ones left out; so are pages without a line of a report.
    """
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        pages = [_page(json.loads(row)) for row in rows]
    return [page for page in pages if 1 in page.labels]


def _page(row: dict[str, list[str]]) -> Page:
    trimmed = (" ".join(part.text for part in split_lines(line)) for line in row["lines"])
    pairs = zip(trimmed, row["is_body"], strict=True)
    lines, labels = zip(*((line, label) for line, label in pairs if line), strict=True)
    return Page(name=str(row["id"]), lines=lines, labels=labels)


def made_pages(pages: Sequence[Page], making: Making, seed: int) -> Iterator[Page]:
    """Return each page in one making; what is mixed in comes from other ``pages``.

    Args:
        pages: of which the furniture of one may be set into another.
        making: see the head of this file.
        seed: of the chances; the same gives the same pages.
    """
    chance = random.Random(f"{seed} {making}")
    for page in pages:
        if making == "whole":
            yield page
        elif making in _LINES_AROUND:
            yield _around(page, _LINES_AROUND[making], chance)
        else:
            yield _with_strangers(page, pages, making, chance)


def _around(page: Page, most: int, chance: random.Random) -> Page:
    report = page.report
    return page.part(report.start - chance.randint(0, most), report.stop + chance.randint(0, most))


def _with_strangers(
    page: Page, others: Sequence[Page], making: Making, chance: random.Random
) -> Page:
    """The report's lines alone, with furniture between them, or with a small head and foot."""
    own = [line for line, label in zip(page.lines, page.labels, strict=True) if label == 1]
    if making == "news":
        own = _as_news(own, chance)
    if making in {"short", "news"}:
        own = own[: chance.randint(_SHORTEST_REPORT, _LONGEST_REPORT)]
    if making == "body":
        return _labelled(page.name, [(line, 1) for line in own])
    other = _other(page, others, chance)
    mixed = _mixed(own, _beside_report(other), chance.choice(_MIXED_IN[making]), chance)
    if making == "mixed":
        return _labelled(page.name, mixed)
    head, foot = _above(other, chance), _below(other, chance)
    return _labelled(page.name, [*((line, 0) for line in head), *mixed, *((x, 0) for x in foot)])


def _labelled(name: str, rows: Sequence[tuple[str, int]]) -> Page:
    return Page(
        name=name, lines=tuple(row[0] for row in rows), labels=tuple(row[1] for row in rows)
    )


def _as_news(own: Sequence[str], chance: random.Random) -> list[str]:
    """Lines from some place of the report on, as a rule without its subheadings and lists.

    Their paragraphs are mostly cut short, since those of news are of a sentence or two.
    """
    later = list(own[chance.randrange(max(1, len(own) - _SHORTEST_REPORT)) :])
    sentences = [line for line in later if is_sentence(line)]
    kept = sentences if sentences and chance.random() < _WITHOUT_SUBHEADINGS else later
    if chance.random() < _SHORT_PARAGRAPHS:
        return [part for line in kept[:_LONGEST_REPORT] for part in _short_paragraphs(line, chance)]
    return kept


def _short_paragraphs(line: str, chance: random.Random) -> list[str]:
    """A paragraph cut between some of its sentences."""
    parts = [""]
    for sentence in _BETWEEN_SENTENCES.split(line):
        if parts[-1] and chance.random() < _CUT_BETWEEN:
            parts.append(sentence)
        else:
            parts[-1] = f"{parts[-1]} {sentence}".strip()
    return parts if all(map(is_sentence, parts)) else [line]


def _mixed(
    own: Sequence[str], strangers: Sequence[str], often: float, chance: random.Random
) -> list[tuple[str, int]]:
    rows: list[tuple[str, int]] = []
    for line in own:
        if rows and strangers and chance.random() < often:
            at = chance.randrange(len(strangers))
            rows += [(stranger, 0) for stranger in strangers[at : at + chance.choice(_BOX)]]
        rows.append((line, 1))
    return rows


def _other(page: Page, others: Sequence[Page], chance: random.Random) -> Page:
    found = chance.choice(others)
    return found if found is not page or len(others) == 1 else _other(page, others, chance)


def _above(page: Page, chance: random.Random) -> tuple[str, ...]:
    """Some lines from above the report of a page."""
    lines = page.lines[: page.report.start]
    at = chance.randrange(len(lines) + 1)
    return lines[at : at + chance.randint(0, _MOST_ABOVE)]


def _below(page: Page, chance: random.Random) -> tuple[str, ...]:
    """Some lines from below the report of a page."""
    lines = page.lines[page.report.stop :]
    at = chance.randrange(len(lines) + 1)
    return lines[at : at + chance.randint(0, _MOST_BELOW)]


def _beside_report(page: Page) -> tuple[str, ...]:
    """The furniture between the lines of a page's report and next to it."""
    near = page.part(page.report.start - _NEXT_TO_REPORT, page.report.stop + _NEXT_TO_REPORT)
    return tuple(line for line, label in zip(near.lines, near.labels, strict=True) if label == 0)
