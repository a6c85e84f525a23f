"""The frozen page corpus of ``tests/pages`` and how a cleaned page is judged.

``tests/pages/README.md`` says what the pages are, what an expectation holds, and what counts as
body. Texts are compared by their words, so that quotes, dashes, blanks and list marks do not count.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from communique.clean import AgencyNames, agency_names, clean
from communique.knowledge.files import read_yaml_rows
from communique.read import read_sources
from communique.records import Document, When

PAGES = Path(__file__).parent / "pages"

_HYPHENATED = re.compile(r"(?<=[^\W\d_])-[ \t]*\n\s*(?=[a-z])")
_SOFT_HYPHEN = "\u00ad"
_WORD = re.compile(r"\w+")
_EDGE = 8
_NAMES = ("title", "outlet", "byline", "agency")
_DATES = ("published", "updated", "page_date")


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its file and what is expected of it; ``accepted`` by field, "" for nothing."""

    path: Path
    body: tuple[str, ...]
    furniture: tuple[str, ...]
    acceptable: tuple[str, ...]
    once: tuple[str, ...]
    accepted: dict[str, tuple[str, ...]]
    no_article: bool

    @property
    def name(self) -> str:
        """The name of the file without its ending, such as ``005-amp``."""
        return self.path.stem


@dataclass(slots=True)
class Judgement:
    """What a page reached: for each figure the points got and possible, and what is wrong."""

    page: Page
    points: dict[str, tuple[float, float]] = field(default_factory=dict)
    faults: dict[str, list[str]] = field(default_factory=dict)

    def give(self, figure: str, got: float, of: float = 1, *, fault: str = "") -> None:
        """Note the points for a figure, and in words what is wrong if anything is."""
        self.points[figure] = (got, of)
        if fault:
            self.faults.setdefault(figure, []).append(fault)


def pages() -> list[Page]:
    """Return the pages in the order of their numbers."""
    return [_page(path) for path in sorted(PAGES.glob("*.toml"))]


def cleaned(page: Page, agencies: AgencyNames) -> Document:
    """Read and clean a page as the program does.

    Raises:
        AssertionError: if it is not read as one report.
    """
    problems: list[str] = []
    sources = list(read_sources([page.path], lambda uri, reason: problems.append(reason)))
    if len(sources) != 1:
        raise AssertionError(f"{page.name}: {len(sources)} reports, not one; {problems}")
    return clean(sources[0], agencies=agencies)


def judge(page: Page, agencies: AgencyNames) -> Judgement:
    """Compare what is made of a page with what is expected."""
    document, judgement = cleaned(page, agencies), Judgement(page)
    if page.no_article:
        flagged = document.status != "ok" or bool(document.notes)
        judgement.give("no report told", flagged, fault="" if flagged else document.text[:120])
    else:
        _judge_text(document.text, judgement)
        _judge_fields(document, judgement)
    return judgement


def known_agencies() -> AgencyNames:
    """Return the agencies that the program knows."""
    return agency_names(
        read_yaml_rows("communique.knowledge", "agencies.yaml", ("id", "name", "kind"))
    )


def words(text: str) -> list[str]:
    """Return the words by which texts are compared; a word cut at a line's end is one word."""
    whole = _HYPHENATED.sub("", text.replace(_SOFT_HYPHEN, ""))
    return _WORD.findall(whole.casefold())


def word_f1(found: Iterable[str], expected: Iterable[str]) -> float:
    """Return the harmonic mean of precision and recall of words, each counted as often as it is."""
    mine, theirs = Counter(found), Counter(expected)
    common = (mine & theirs).total()
    return 2 * common / (mine.total() + theirs.total()) if common else 0.0


def _page(path: Path) -> Page:
    row: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    file = next(path.with_suffix(e) for e in (".html", ".txt") if path.with_suffix(e).is_file())
    uncounted = set(row.get("uncounted", ()))
    judged = [*_NAMES, "published", *(f for f in ("updated", "page_date") if f in row)]
    accepted = {name: _listed(row.get(name, "")) for name in judged if name not in uncounted}
    return Page(
        path=file,
        body=tuple(p for p in row["body"].strip().split("\n\n") if p),
        furniture=tuple(row.get("furniture", ())),
        acceptable=tuple(row.get("acceptable", ())),
        once=tuple(row.get("once", ())),
        accepted=accepted | {"language": (row["language"],), "status": (row.get("status", "ok"),)},
        no_article=row.get("no_article", False),
    )


def _judge_text(text: str, judgement: Judgement) -> None:
    page, found = judgement.page, _joined(text)
    lost = [p for p in page.body if _joined(p) not in found]
    left = [f for f in page.furniture if _joined(f) in found]
    left += [f for f in page.once if found.count(_joined(f)) > 1]
    apart = [p for p in page.body if _joined(p) not in _blocks(text)]
    for phrase in sorted(page.acceptable, key=len, reverse=True):
        found = found.replace(_joined(phrase), " ")
    kept, body = found.split(), words("\n".join(page.body))
    judgement.give("f1", word_f1(kept, body))
    judgement.give("kept whole", not lost, fault=" | ".join(p[:80] for p in lost))
    given = len(page.body)
    judgement.give("paragraphs", given - len(apart), given, fault=" | ".join(p[:60] for p in apart))
    given = len(page.furniture) + len(page.once)
    judgement.give("furniture left", len(left), given, fault=" | ".join(left))
    _judge_edge("starts clean", kept[:_EDGE], body[:_EDGE], judgement)
    _judge_edge("ends clean", kept[-_EDGE:], body[-_EDGE:], judgement)


def _judge_edge(figure: str, kept: list[str], body: list[str], judgement: Judgement) -> None:
    judgement.give(figure, kept == body, fault="" if kept == body else " ".join(kept) or "nothing")


def _judge_fields(document: Document, judgement: Judgement) -> None:
    for name, accepted in judgement.page.accepted.items():
        stated = getattr(document, name)
        value = _day(stated) if name in _DATES else stated or ""
        right = _named(value) in map(_named, accepted)
        judgement.give(name, right, fault="" if right else f"{value!r}, not {accepted[0]!r}")
        if name == "published":
            invented = bool(value) and not right
            judgement.give("invented dates", invented, fault=value if invented else "")


def _joined(text: str) -> str:
    """The words of a text with blanks between and around, so that whole words are compared."""
    return f" {' '.join(words(text))} "


def _named(value: str) -> list[str]:
    """The words of a field; of several writers it is the names that count, not the "and"."""
    return [word for word in words(value) if word != "and"]


def _blocks(text: str) -> set[str]:
    """The paragraphs of a clean text: what stands between blank lines, and each line by itself."""
    return {_joined(block) for block in (*re.split(r"\n\s*\n", text), *text.split("\n"))}


def _day(when: When | None) -> str:
    """The day that a date names, or "" where it names none or a longer time."""
    exact = when is not None and when.precision in {"day", "minute"}
    return str(when.start) if exact and when is not None else ""


def _listed(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
